"""What a command says: one JSON value, or Chinese lines; always UTF-8."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from desk_app.domain.errors import DeskError


def say_json(value: Any) -> None:
    """One JSON value on stdout, in UTF-8 on every platform."""
    _write(json.dumps(value, ensure_ascii=False, default=str))


def say(lines: Iterable[str]) -> None:
    """Lines for a person on stdout."""
    _write("\n".join(lines))


def say_error(error: DeskError, *, as_json: bool) -> None:
    """The refusal: its sentence on stderr, and as JSON on stdout where that was asked."""
    if as_json:
        say_json(error_value(error))
    sys.stderr.buffer.write(f"{error.message}\n".encode())
    sys.stderr.flush()


def error_value(error: DeskError) -> dict[str, dict[str, str]]:
    """The refusal as JSON."""
    return {"error": {"code": error.code, "message": error.message}}


def _write(text: str) -> None:
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()
