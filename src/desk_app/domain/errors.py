"""The kinds of trouble a caller must tell apart (the words are for the clerk, the code is for programs)."""

from __future__ import annotations


class DeskError(Exception):
    """Something the clerk can understand and act on.

    `code` is a stable English word for programs; `message` is one Chinese sentence: what happened, where, what to do.
    It never holds a personal number.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[DeskError], tuple[str, str]]:
        return type(self), (self.code, self.message)  # so that it crosses from a child process


class Refused(DeskError):
    """The rules or the law forbid it, or the input is not usable; nothing was changed."""


class StorageFault(DeskError):
    """The world failed: full disk, damaged or locked file, wrong key. Nothing half-done was kept."""


class Cancelled(Exception):
    """The user asked to stop; told to nobody, nothing was changed."""
