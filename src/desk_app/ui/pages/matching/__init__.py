"""匹配: the plan, who has no post, what changed, and the clerk's hand in it."""

from desk_app.ui.pages.matching.page import MatchingPage

__all__ = ["MatchingPage"]
