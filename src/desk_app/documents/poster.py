"""招聘海报: chosen posts on one A4 sheet, as large as they fit, to be hung where people pass.

Places are millimetres from the upper left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk_app.documents.page import ASCENT, MM, Sheets, refuse_missing
from desk_app.documents.setting import Paragraph, Setting, fit, fit_line
from desk_app.documents.typeface import Typefaces, machine_typefaces
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.posts_out import FREE_OF_CHARGE, Offer

LEFT, RIGHT, MIDDLE = 18.0, 192.0, 105.0
_WIDTH = RIGHT - LEFT
_TITLE, _TITLE_PT, _TITLE_TOP = "招聘信息", 44, 16.0
_OFFICE_TOP, _POSTS_TOP, _POSTS_BOTTOM = 35.0, 49.0, 245.0
_APPLY_TOP, _FOOT = 248.0, 281.0
_SIZES = (
    *(
        (40, 25),
        (34, 22),
        (30, 20),
        (27, 18),
        (24, 16),
        (22, 15),
        (20, 14),
        (19, 13.5),
        (18, 13),
        (17, 12.5),
        (16, 12),
        (15, 11.5),
        (14, 11),
    ),
    *((13, 10.5), (12.5, 10), (12, 9.5), (11, 9), (10.5, 8.5), (10, 8)),
)
"""Title and details in points, from the wished to the smallest that can be read on a wall."""
_APART, _JOINED = 14.0, 16.0  # details in lines of their own down to here; else in one paragraph, from here on
_LEADING = 1.38
_BELOW_TITLE = 0.35  # of its size, white
_LEAST_GAP, _MOST_GAP = 0.11, 9.0  # between a post and the rule: mm for a point of its title; the most that is spread
_ENDLESS = 1e9


@dataclass(frozen=True, slots=True)
class _Card:
    """One post as it is set."""

    title: Setting
    employer: str
    beside: bool  # the employer stands in the line of the title
    seats: str
    details: Setting
    height: float


def poster_pdf(offers: Sequence[Offer], office: Office, at: datetime, faces: Typefaces | None = None) -> bytes:
    """The poster; the same input gives the same bytes on the same machine.

    Raises Refused for characters that no font has and for more text than one sheet holds.
    """
    faces = faces or machine_typefaces()
    words = (text for one in offers for text in (one.title, one.employer, one.kind, *(w for _, w in one.lines)))
    refuse_missing([("招聘海报", (office.name, office.address, office.phone, *words))], faces.body)
    sheets = Sheets(f"{_TITLE}　{office.name}", faces)
    sheets.text(_TITLE, MIDDLE, _TITLE_TOP, _TITLE_PT, face=faces.title, align="centre")
    size = fit_line(office.name, faces.body, _WIDTH * MM, 18)
    sheets.text(office.name, MIDDLE, _OFFICE_TOP, size, align="centre")
    sheets.rule(LEFT, _POSTS_TOP - 4, RIGHT, _POSTS_TOP - 4, width_pt=2)
    _draw_posts(sheets, _largest(offers, faces))
    _draw_office(sheets, office, at)
    sheets.next_page()
    return sheets.finish()


def _largest(offers: Sequence[Offer], faces: Typefaces) -> list[_Card]:
    """The posts in the largest size in which they fit on the sheet."""
    tries = [(*one, True) for one in _SIZES if one[1] >= _APART] + [
        (*one, False) for one in _SIZES if one[1] <= _JOINED
    ]
    for title, details, apart in tries:
        cards = [_card(one, title, details, faces, apart=apart) for one in offers]
        if sum(card.height + 2 * _LEAST_GAP * title for card in cards) <= _POSTS_BOTTOM - _POSTS_TOP:
            return cards
    raise Refused("too_many", f"{len(offers)} 个岗位的文字一张纸印不下，请少选几个。")


def _card(offer: Offer, title_pt: float, details_pt: float, faces: Typefaces, *, apart: bool) -> _Card:
    seats = f"招 {offer.seats} 人"
    room = (_WIDTH - 6) * MM - faces.title.width(seats, title_pt)
    words = f"{offer.title}（{offer.kind}）" if offer.kind else offer.title
    title = fit([Paragraph(words)], faces.title, room, _ENDLESS, ((title_pt, title_pt * 1.25),))
    told = [f"{label}：{text}" for label, text in offer.lines]
    paragraphs = [Paragraph(one, next_indent=3) for one in told] if apart else [Paragraph("　".join(told))]
    details = fit(paragraphs, faces.body, _WIDTH * MM, _ENDLESS, ((details_pt, details_pt * _LEADING),))
    names = [title.lines[-1].width_pt, faces.body.width(offer.employer, details_pt)]
    beside = not apart and len(title.lines) == 1 and sum(names) + details_pt <= room
    below = 0 if beside else details_pt * _LEADING
    height = (title.height_pt + title_pt * _BELOW_TITLE + below + details.height_pt + 0.3 * details_pt) / MM
    return _Card(title, offer.employer, beside, seats, details, height)


def _draw_posts(sheets: Sheets, cards: Sequence[_Card]) -> None:
    """The posts below each other with a rule between them; white that is left stands around the rules."""
    spare = _POSTS_BOTTOM - _POSTS_TOP - sum(card.height for card in cards)
    gap = min(spare / (2 * len(cards)), _MOST_GAP)
    top = _POSTS_TOP
    for number, card in enumerate(cards):
        if number:
            sheets.rule(LEFT, top, RIGHT, top, width_pt=0.5)
        _draw_card(sheets, card, top + (gap if number else 0.5))
        top += card.height + 2 * gap - (0 if number else gap - 0.5)


def _draw_card(sheets: Sheets, card: _Card, top: float) -> None:
    title_pt, details_pt = card.title.size_pt, card.details.size_pt
    face = sheets.faces.body
    sheets.lines(card.title, LEFT, top, face=sheets.faces.title)
    sheets.text(card.seats, RIGHT, top, title_pt, face=sheets.faces.title, align="right")
    below = top + (card.title.height_pt + title_pt * _BELOW_TITLE) / MM
    if card.beside:  # on the same line of writing as the title
        down = (title_pt - details_pt) * ASCENT
        sheets.text(card.employer, LEFT + (card.title.lines[0].width_pt + details_pt) / MM, top + down / MM, details_pt)
    else:
        sheets.text(card.employer, LEFT, below, fit_line(card.employer, face, _WIDTH * MM, details_pt))
        below += details_pt * _LEADING / MM
    sheets.lines(card.details, LEFT, below)


def _draw_office(sheets: Sheets, office: Office, at: datetime) -> None:
    """Where to apply, that it costs nothing, and what every printed sheet says."""
    face = sheets.faces.body
    sheets.rule(LEFT, _APPLY_TOP, RIGHT, _APPLY_TOP, width_pt=2)
    phone = f"报名电话：{office.phone}" if office.phone else f"报名请到{office.name}窗口"
    size = fit_line(phone, sheets.faces.title, _WIDTH * MM, 24)
    sheets.text(phone, MIDDLE, _APPLY_TOP + 4, size, face=sheets.faces.title, align="centre")
    if office.address:
        address = f"地址：{office.address}"
        sheets.text(address, MIDDLE, _APPLY_TOP + 15.5, fit_line(address, face, _WIDTH * MM, 14), align="centre")
    free = f"{FREE_OF_CHARGE}。" + (f"监督电话：{office.complaint_phone}" if office.complaint_phone else "")
    sheets.text(free, MIDDLE, _APPLY_TOP + 23.5, fit_line(free, face, _WIDTH * MM, 14), align="centre")
    sheets.rule(LEFT, _FOOT, RIGHT, _FOOT, width_pt=0.4)
    right = f"第 1 页，共 1 页　打印时间 {at:%Y-%m-%d %H:%M}"
    left = f"{office.name}　岗位以单位最新确认为准"
    sheets.text(left, LEFT, _FOOT + 2, fit_line(left, face, _WIDTH * MM - face.width(right, 9) - 10, 9, 4))
    sheets.text(right, RIGHT, _FOOT + 2, 9, align="right")
