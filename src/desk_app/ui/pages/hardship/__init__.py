"""困难认定: certifications and their steps, 零就业家庭, and what speaks for ending somebody's help."""

from desk_app.ui.pages.hardship.page import HardshipPage

__all__ = ["HardshipPage"]
