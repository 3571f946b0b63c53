"""The log and the crash report: what the helpdesk needs, nothing that names a person."""

from __future__ import annotations

import logging
import logging.handlers
import re
import traceback
from datetime import datetime
from pathlib import Path

_DIGITS = re.compile(r"\d{6,}[\dXx]?")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Masking(logging.Formatter):
    """Blots out long runs of digits (ID numbers, phones) and never prints an exception's own text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line with every number of six or more digits replaced by ***."""
        return _DIGITS.sub("***", super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802  # the standard library's name
        """Type and places of the error; its text may hold what somebody typed and stays out."""
        error = ei[1] if isinstance(ei, tuple) else None
        return trace(error) if isinstance(error, BaseException) else ""


def trace(error: BaseException) -> str:
    """Where the error came from, frame by frame, without values and without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(error).__qualname__, *places])


def start(folder: Path) -> None:
    """Send the program's log to a rotating file in the folder (five files of 1 MB)."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "desk_app.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(Masking(_FORMAT))
    logger = logging.getLogger("desk_app")
    logger.setLevel(logging.INFO)
    logger.handlers = [handler]
    logger.propagate = False


def crash_report(error: BaseException, folder: Path) -> Path:
    """Write a crash report without personal data; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / f"crash-{datetime.now():%Y%m%d-%H%M%S}.txt"
    report.write_text(_DIGITS.sub("***", trace(error)) + "\n", encoding="utf-8")
    return report
