"""推荐信 on A4: stub, letter and receipt above each other, the number across both cut lines.

All places are millimetres from the upper left corner of the sheet. Text too long for its place steps down through the
sizes listed here; nothing is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from desk_app.documents.page import MM, Sheets, refuse_missing
from desk_app.documents.setting import Paragraph, even, fit, fit_line
from desk_app.documents.signature import SignedLetter, check_code, parse_qr
from desk_app.documents.typeface import Typefaces, machine_typefaces
from desk_app.domain.errors import Refused
from desk_app.domain.progress import Progress
from desk_app.domain.referral_text import BodyText, Cell, LetterText, ReceiptText, StubText, Wording, compose, strings

LEFT, RIGHT, MIDDLE = 28.0, 184.0, 106.0
CUT_LINES = (94.0, 208.0)
STAMP = (124.0, 157.0, 60.0, 45.0)
"""White zone for the seal: x, top, width, height. Only the office's name and the date stand in it, in the middle."""
QR = (28.0, 174.0, 22.0)
"""The QR code: x, top, side."""

_STUB_TOP, _LETTER_TOP, _RECEIPT_TOP = 20.0, 100.0, 214.0
_CELL_STEPS = ((10.5, 12.5), (9.5, 11.2), (8.5, 10), (7.5, 8.6), (7, 8), (6.5, 7.3), (6, 6.7))
_BODY_STEPS = ((16, 28), (15, 26), (15, 24), (14, 22), (14, 20.5), (13, 19), (12, 17.5), (11, 16), (10, 14.5), (9, 13))
_DETAIL_STEPS = (
    *((12, 17), (12, 15.5), (11.5, 14.5), (11, 13.6), (10.5, 12.8), (10, 12)),
    *((9, 10.8), (8, 9.6), (7, 8.4), (6.5, 7.5), (6, 6.9)),
)
_BESIDE_STEPS = ((10.5, 12), (10, 12), (9, 11), (8, 10), (7, 8), (6.5, 7.3), (6, 6.7))
_NAME_STEPS = ((16, 22), (15, 20), (14, 19), (13, 17.5), (12, 16), (11, 14.5), (10, 13), (9, 11.5), (8, 10))
_NOTE_STEPS = ((9, 12.5), (9, 11), (8, 10), (7.5, 9), (7, 8), (6.5, 7.4), (6, 6.8))
_INTRO_STEPS = ((12, 19), (12, 17), (11, 15.5), (10, 14), (9, 12), (8, 10.5), (7, 9))

_FORM_PT = 11.0  # the lines of the receipt that are filled in by hand
_BOX = 5.0  # a tick box with the gap behind it
_BLANK = 1.9  # the rule that one underscore stands for
_COLUMNS = 4  # of reasons


def letters_pdf(
    letters: Sequence[SignedLetter], wording: Wording, progress: Progress, faces: Typefaces | None = None
) -> bytes:
    """One PDF with a page for each letter, in order; the same input gives the same bytes on the same machine.

    Raises Refused, naming the letters, for characters that no font has and for text that even the smallest size cannot
    hold, and Cancelled when `progress` was asked to stop; then there is no PDF at all.
    """
    faces = faces or machine_typefaces()
    texts = [_text(item, wording) for item in letters]
    names = (f"推荐信 {item.content.short_no}" for item in letters)
    refuse_missing(zip(names, map(strings, texts), strict=True), faces.body)
    sheets = Sheets(wording.letter.title, faces)
    for number, (item, text) in enumerate(zip(letters, texts, strict=True)):
        progress.step("生成推荐信", number, len(letters))
        with _naming(item):
            _draw(sheets, text, item.qr)
        sheets.next_page()
    progress.step("生成推荐信", len(letters), len(letters))
    return sheets.finish()


def _text(item: SignedLetter, wording: Wording) -> LetterText:
    with _naming(item):
        return compose(item.content, wording, check_code(parse_qr(item.qr).signature))


@contextmanager
def _naming(item: SignedLetter) -> Iterator[None]:
    """Say in a refusal which letter of the batch is meant."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.code, f"推荐信 {item.content.short_no}：{refused.message}") from None


def _draw(sheets: Sheets, text: LetterText, qr: str) -> None:
    if text.practice:
        for top in (_STUB_TOP, _LETTER_TOP, _RECEIPT_TOP):
            _practice_mark(sheets, text.practice, top)
    _draw_stub(sheets, text.stub)
    _draw_letter(sheets, text.letter, qr)
    _draw_receipt(sheets, text.receipt)
    for cut in CUT_LINES:
        _draw_cut(sheets, text.cut, cut)


def _practice_mark(sheets: Sheets, word: str, top: float) -> None:
    """A grey framed word beside the title, where nothing else is ever printed."""
    face, size, grey = sheets.faces.title, 15.0, 0.5
    width = face.width(word, size) / MM + 5
    sheets.box(LEFT, top - 0.4, width, 7, width_pt=1, grey=grey)
    sheets.text(word, LEFT + width / 2, top + 0.45, size, face=face, align="centre", grey=grey)


def _draw_cut(sheets: Sheets, words: str, y: float) -> None:
    size = fit_line(words, sheets.faces.body, 120 * MM, 12)
    half = sheets.faces.body.width(words, size) / MM / 2 + 3
    sheets.rule(10, y, MIDDLE - half, y, width_pt=0.4, dash_mm=2)
    sheets.rule(MIDDLE + half, y, 200, y, width_pt=0.4, dash_mm=2)
    sheets.text(words, MIDDLE, y - size / MM / 2, size, align="centre")


def _draw_title(sheets: Sheets, title: str, top: float, size_pt: float) -> None:
    size = fit_line(title, sheets.faces.title, 90 * MM, size_pt)
    sheets.text(title, MIDDLE, top, size, face=sheets.faces.title, align="centre")


def _draw_number(sheets: Sheets, number: str, beside: str, top: float) -> None:
    """The number at the right in 12 pt, something shorter at the left of the same line."""
    face = sheets.faces.body
    size = fit_line(number, face, 90 * MM, 12)
    sheets.text(number, RIGHT, top, size, align="right")
    if beside:
        room = (RIGHT - LEFT - 4) * MM - face.width(number, size)
        setting = fit([Paragraph(beside)], face, room, 5 * MM, _BESIDE_STEPS)
        sheets.lines(setting, LEFT, top + (size - setting.height_pt) / MM)


def _draw_stub(sheets: Sheets, stub: StubText) -> None:
    _draw_title(sheets, stub.title, _STUB_TOP, 16)
    _draw_number(sheets, stub.number, stub.office, 28.5)
    row, top = 28 / 3, 34.2
    head = RIGHT - 28
    rows = (
        ((18, stub.name, 36), (18, stub.sex, 18), (20, stub.id_tail, 18)),
        ((18, stub.phone, 36), (18, stub.education, 18), (20, stub.clerk, 18)),
        ((18, stub.employer, 110),),
        ((18, stub.post, 72), (20, stub.valid, 46)),
        ((18, stub.remark, 72), (20, stub.approver, 46)),
    )
    for number, cells in enumerate(rows):
        x = LEFT
        for label, cell, width in cells:
            _draw_cell(sheets, cell, x, top + number * row, label, width, row)
            x += label + width
    for words, y in ((stub.taker, top), (stub.seal, top + 14)):
        sheets.box(head, y, 28, 14)
        sheets.text(words, head + 1.5, y + 1.2, fit_line(words, sheets.faces.body, 25 * MM, 8))
    sheets.box(LEFT, top, RIGHT - LEFT, 5 * row, width_pt=1)
    sheets.text(stub.foot, LEFT, top + 5 * row + 2, fit_line(stub.foot, sheets.faces.body, (RIGHT - LEFT) * MM, 9))


def _draw_cell(sheets: Sheets, cell: Cell, x: float, top: float, label: float, width: float, height: float) -> None:
    face = sheets.faces.body
    sheets.box(x, top, label, height)
    size = fit_line(cell.label, face, (label - 1.6) * MM, 10)
    sheets.text(cell.label, x + label / 2, top + (height - size / MM) / 2, size, align="centre")
    sheets.box(x + label, top, width, height)
    if cell.text:
        setting = even(cell.text, face, (width - 2) * MM, (height - 0.8) * MM, _CELL_STEPS)
        sheets.lines(setting, x + label + width / 2, top + (height - setting.height_pt / MM) / 2, centre=True)


def _draw_letter(sheets: Sheets, letter: BodyText, qr: str) -> None:
    face = sheets.faces.body
    _draw_title(sheets, letter.title, _LETTER_TOP, 22)
    _draw_number(sheets, letter.number, "", 109)
    paragraphs = [Paragraph(letter.salutation), Paragraph(letter.body, first_indent=2)]
    top, bottom = 114.8, STAMP[1] - 4.5
    body = fit(paragraphs, face, (RIGHT - LEFT) * MM, (bottom - top) * MM, _BODY_STEPS)
    sheets.lines(body, LEFT, top)
    _draw_details(sheets, letter.details, top + body.height_pt / MM + 3)
    _draw_stamp_zone(sheets, letter)
    x, qr_top, side = QR
    sheets.qr(qr, x, qr_top, side)
    code = fit_line(letter.check_code, face, (side + 3) * MM, 9)
    sheets.text(letter.check_code, x + side / 2, qr_top + side + 2.6, code, align="centre")
    _draw_notes(sheets, letter)


def _draw_details(sheets: Sheets, details: Iterable[str], top: float) -> None:
    """Address, contact and interview between body and QR code, left of the stamp zone; labels hang out."""
    room = QR[1] - 2.5 - top
    face = sheets.faces.body
    paragraphs = [Paragraph(line, next_indent=face.width(_label(line), 1)) for line in details]
    if paragraphs:
        width = STAMP[0] - 2.5 - LEFT
        sheets.lines(fit(paragraphs, face, width * MM, room * MM, _DETAIL_STEPS), LEFT, top)


def _label(line: str) -> str:
    """The short heading of a detail with its colon; "" where it has none."""
    label, colon, _ = line.partition("：")
    return label + colon if colon and len(label) <= 6 else ""


def _draw_stamp_zone(sheets: Sheets, letter: BodyText) -> None:
    """Office and date in the middle of the white zone, so that the seal sits on both."""
    x, top, width, height = STAMP
    name = even(letter.signed_by, sheets.faces.body, (width - 2) * MM, 16 * MM, _NAME_STEPS)
    date_size = fit_line(letter.signed_on, sheets.faces.body, (width - 8) * MM, max(name.size_pt, 12))
    gap = 3.0
    both = (name.height_pt + date_size) / MM + gap
    first = top + (height - both) / 2
    sheets.lines(name, x + width / 2, first, centre=True)
    sheets.text(letter.signed_on, x + width / 2, first + name.height_pt / MM + gap, date_size, align="centre")


def _draw_notes(sheets: Sheets, letter: BodyText) -> None:
    """Validity and notices right of the QR code; the foot ends with the zone."""
    face, x = sheets.faces.body, QR[0] + QR[2] + 4
    width = (STAMP[0] - 2.5 - x) * MM
    foot = fit([Paragraph(line) for line in letter.foot], face, width, 11 * MM, _NOTE_STEPS)
    foot_top = STAMP[1] + STAMP[3] - 0.6 - foot.height_pt / MM
    sheets.lines(foot, x, foot_top)
    notes = [Paragraph(text) for text in (letter.validity, letter.minor) if text]
    setting = fit(notes, face, width, (foot_top - 1.5 - QR[1]) * MM, _DETAIL_STEPS)
    sheets.lines(setting, x, QR[1])


def _draw_receipt(sheets: Sheets, receipt: ReceiptText) -> None:
    face = sheets.faces.body
    _draw_title(sheets, receipt.title, _RECEIPT_TOP, 16)
    _draw_number(sheets, receipt.number, receipt.short_no, 222.2)
    intro = fit([Paragraph(receipt.intro, first_indent=2)], face, (RIGHT - LEFT) * MM, 11.5 * MM, _INTRO_STEPS)
    sheets.lines(intro, LEFT, 228.6)
    for words, top in ((receipt.hired, 242.6), (receipt.trial, 249.2), (receipt.refused, 255.8)):
        _draw_choice(sheets, words, LEFT, top)
    _draw_reasons(sheets, receipt, 255.8)
    for number, words in enumerate(receipt.signature):
        down, across = divmod(number, 2)
        _draw_blanks(sheets, words, (LEFT, 128.0)[across], 269.4 + down * 6.6)
    foot = fit([Paragraph(receipt.foot)], face, (RIGHT - LEFT) * MM, 5.0 * MM, _NOTE_STEPS)
    sheets.lines(foot, LEFT, 287 - foot.height_pt / MM)


def _draw_reasons(sheets: Sheets, receipt: ReceiptText, top: float) -> None:
    """The reasons in columns right of their heading, the room between the columns shared evenly."""
    face = sheets.faces.body
    first = LEFT + _BOX + face.width(receipt.refused, _FORM_PT) / MM
    columns = [receipt.reasons[start::_COLUMNS] for start in range(_COLUMNS)]
    widths = [max((face.width(reason, _FORM_PT) for reason in c), default=0) / MM + _BOX for c in columns]
    gap = (RIGHT - first - sum(widths)) / (_COLUMNS - 1)
    for column, reasons in enumerate(columns):
        for row, reason in enumerate(reasons):
            _draw_choice(sheets, reason, first + sum(widths[:column]) + column * gap, top + row * 6.6)


def _draw_choice(sheets: Sheets, words: str, x: float, top: float) -> None:
    sheets.box(x, top + 0.25, 3.4, 3.4, width_pt=0.7)
    _draw_blanks(sheets, words, x + _BOX, top)


def _draw_blanks(sheets: Sheets, words: str, x: float, top: float) -> None:
    """Text whose underscores become rules to write on."""
    for piece in re.findall("_+|[^_]+", words):
        if piece.startswith("_"):
            width = _BLANK * len(piece)
            sheets.rule(x + 0.4, top + _FORM_PT / MM, x + width - 0.4, top + _FORM_PT / MM, width_pt=0.4)
        else:
            sheets.text(piece, x, top, _FORM_PT)
            width = sheets.faces.body.width(piece, _FORM_PT) / MM
        x += width
