"""首页: today's work by due day, the figures and the picture beside it."""

from desk_app.ui.pages.home.page import HomePage

__all__ = ["HomePage"]
