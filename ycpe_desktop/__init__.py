"""The Qt-free core of 运城学前教育台账: ledgers, rules, store, exchange, charts."""

from ycpe_desktop.later import put_off

__version__ = "0.1.0"

put_off()
