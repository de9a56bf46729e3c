"""备份与设置: backups and the way back, targets, school years, a look at the data, about the program."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
