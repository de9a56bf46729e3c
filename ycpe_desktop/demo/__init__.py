"""The demo county (演示数据): real townships and villages, made-up kindergartens, gaps and mistakes on purpose."""

from ycpe_desktop.demo.make import make_demo

__all__ = ["make_demo"]
