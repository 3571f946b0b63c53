"""设置: the office, its villages and people, how the window looks, locks and is kept safe."""

from desk_app.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
