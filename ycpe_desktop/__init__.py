"""The Qt-free core of 运城学前教育台账: ledgers, rules, store, exchange, charts."""

__version__ = "0.1.0"
