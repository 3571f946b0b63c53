"""告知书: the paper by which somebody is told what is kept of him or her, and signs that it was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.domain.office import Office
from desk_app.domain.paper import Pair, Pairs, Paper, Prose, Signing, Ticks
from desk_app.domain.seekers import Seeker


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """The words of `resources/texts/privacy_notice.toml`."""

    title: str
    salutation: str
    paragraphs: tuple[str, ...]
    question: str
    yes: str
    no: str
    signature: str
    note: str


def read_text(raw: Mapping[str, Any]) -> NoticeText:
    """Read the shape of the file."""
    words: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return NoticeText(**words)


def notice_paper(text: NoticeText, office: Office, seeker: Seeker | None) -> Paper:
    """The paper for one person, or a blank one; what the office has not told of itself is a line to write on."""
    blank = "＿" * 6  # noqa: RUF001  # a line to write on, as wide as characters
    told = {
        "office": office.name,
        "phone": office.phone or blank,
        "complaint_phone": office.complaint_phone or blank,
    }
    name, number = (seeker.name, seeker.seeker_no) if seeker else ("", "")
    return Paper(
        title=text.title,
        blocks=(
            Pairs([[Pair("姓名", name), Pair("求职登记号", number)]]),
            Prose((text.salutation,), indent=False),
            Prose([paragraph.format(**told) for paragraph in text.paragraphs]),
            Ticks(text.question, ((text.yes, False), (text.no, False))),
            Signing(text.signature),
        ),
        note=text.note,
    )
