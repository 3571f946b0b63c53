"""数据去向: the kinds of files and papers with personal data that leave the office, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from desk_app.domain.office import Export

ROSTER, HELPER_SHEET, HELPER_PAPER, OWN_COPY = "roster", "helper_sheet", "helper_paper", "own_copy"
KINDS: Mapping[str, str] = {
    ROSTER: "花名册",
    HELPER_SHEET: "协管员名单（表格）",
    HELPER_PAPER: "协管员名单（纸质）",
    OWN_COPY: "本人信息单",
}


def kind_word(kind: str) -> str:
    """The word for a kind of export."""
    return KINDS.get(kind, kind)


def found(exports: Iterable[Export], typed: str) -> tuple[Export, ...]:
    """The exports in which every typed word occurs (day, kind, file, reader, reason, clerk), newest first."""
    words = unicodedata.normalize("NFKC", typed).lower().split()
    newest = sorted(exports, key=lambda one: one.at, reverse=True)
    return tuple(one for one in newest if all(word in _text(one) for word in words))


def _text(one: Export) -> str:
    parts = (one.at[:10], kind_word(one.kind), one.file, one.recipient, one.reason, one.by)
    return unicodedata.normalize("NFKC", " ".join(parts)).lower()
