"""求职人员: the list, one person's file beside it, and the registration of a new person."""

from desk_app.ui.pages.seekers.page import SeekersPage

__all__ = ["SeekersPage"]
