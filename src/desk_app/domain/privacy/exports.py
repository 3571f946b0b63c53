"""数据去向: files and papers with personal data that left the office, registered as exports or as prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk_app.domain.office import Export

ROSTER, HELPER_SHEET, HELPER_PAPER = "roster", "helper_sheet", "helper_paper"
KINDS: Mapping[str, str] = {
    ROSTER: "花名册",
    HELPER_SHEET: "协管员名单（表格）",
    HELPER_PAPER: "协管员名单（纸质）",
}


def kind_word(kind: str) -> str:
    """The word for a kind of export."""
    return KINDS.get(kind, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """One thing that left: when (ISO 8601), what, to whom, how many persons, why. `encrypted` None: it is paper."""

    at: str
    what: str
    recipient: str
    persons: int
    reason: str
    by: str
    file: str = ""
    encrypted: bool | None = None


def of_export(export: Export) -> Gone:
    """An export as the register tells it."""
    return Gone(
        at=export.at,
        what=kind_word(export.kind),
        recipient=export.recipient,
        persons=export.persons or 0,
        reason=export.reason,
        by=export.by,
        file=export.file,
        encrypted=None if export.kind == HELPER_PAPER else bool(export.encrypted),
    )


def found(gone: Iterable[Gone], typed: str) -> tuple[Gone, ...]:
    """Those in which every typed word occurs (day, what, file, reader, reason, clerk), newest first."""
    words = unicodedata.normalize("NFKC", typed).lower().split()
    newest = sorted(gone, key=lambda one: one.at, reverse=True)
    return tuple(one for one in newest if all(word in _text(one) for word in words))


def _text(one: Gone) -> str:
    parts = (one.at[:10], one.what, one.file, one.recipient, one.reason, one.by)
    return unicodedata.normalize("NFKC", " ".join(parts)).lower()
