"""导入: a sender's list in four steps, and the rows that wait for an answer."""

from desk_app.ui.pages.intake.page import IntakePage

__all__ = ["IntakePage"]
