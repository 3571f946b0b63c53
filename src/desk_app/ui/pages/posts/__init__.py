"""岗位: the posts with their employers, verified and kept true."""

from desk_app.ui.pages.posts.page import PostsPage

__all__ = ["PostsPage"]
