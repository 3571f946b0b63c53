"""用人单位: the employers with their papers, posts, reports and problems."""

from desk_app.ui.pages.employers.page import EmployersPage

__all__ = ["EmployersPage"]
