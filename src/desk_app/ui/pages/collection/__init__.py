"""岗位征集: firms and projects are asked for their posts, by a day and until it is done."""

from desk_app.ui.pages.collection.page import CollectionPage

__all__ = ["CollectionPage"]
