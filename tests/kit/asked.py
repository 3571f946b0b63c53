"""The clerk's answers in place of dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desk_app.domain.errors import DeskError
from desk_app.ui.kit.asking import Asking
from desk_app.ui.look import look


class Asked(Asking):
    """Answers questions with what a test has laid ready, in order; nothing ready = called off."""

    def __init__(self) -> None:
        super().__init__(look())
        self.answers: list[Any] = []
        self.said: list[str] = []
        self.warned: list[str] = []
        self.questions: list[str] = []
        self.went: list[tuple[str, str]] = []

    def tell(self, sentence: str, undo: bool = False) -> None:
        self.said.append(sentence)

    def warn(self, trouble: DeskError | str) -> None:
        self.warned.append(trouble.message if isinstance(trouble, DeskError) else trouble)

    def confirm(self, sentence: str, verb: str) -> bool:
        return bool(self._next(sentence))

    def line(self, title: str, label: str, verb: str, *, needed: bool = True, initial: str = "") -> str | None:
        return self._next(label)

    def password(self, title: str, sentence: str, verb: str) -> str | None:
        return self._next(sentence)

    def choose(self, title: str, sentence: str, options: Sequence[tuple[str, str]]) -> str | None:
        return self._next(sentence or title)

    def open_files(self, title: str, patterns: str) -> list[Path]:
        return self._next(title) or []

    def save_file(self, title: str, name: str) -> Path | None:
        return self._next(title)

    def printer(self, title: str) -> Any:
        return self._next(title)

    def _next(self, question: str) -> Any:
        self.questions.append(question)
        return self.answers.pop(0) if self.answers else None
