"""One PDF being drawn: places in millimetres from the upper left corner, text, rules, boxes, QR codes."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Literal

import segno
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desk_app.documents.setting import Setting
from desk_app.documents.typeface import Typeface, Typefaces
from desk_app.domain.errors import Refused

MM = 72 / 25.4
"""Points in a millimetre."""

ASCENT = 0.88
"""How far above the baseline the square of a Chinese character reaches, in sizes."""

_NAMED = 10  # papers named in one refusal

Align = Literal["left", "centre", "right"]


def refuse_missing(papers: Iterable[tuple[str, Iterable[str]]], face: Typeface) -> None:
    """Raise Refused, naming paper and characters, where a text cannot be printed without boxes."""
    faults = []
    for paper, texts in papers:
        if missing := face.missing("".join(texts)):
            faults.append(paper + "：" + "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing))
    if faults:
        listed = "；".join(faults[:_NAMED]) + ("……" if len(faults) > _NAMED else "")
        raise Refused("missing_glyph", f"字体里没有这些字，没有打印。{listed}。请核对，或安装收有这些字的字体。")


class Sheets:
    """A PDF of A4 sheets. The same calls give the same bytes."""

    def __init__(self, title: str, faces: Typefaces) -> None:
        self.faces = faces
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=faces.body.fonts[0].fontName,  # type: ignore[arg-type]  # else an unembedded Helvetica
            lang="zh-CN",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("desk_app")
        self._canvas.setKeywords(", ".join(faces.names))
        self._height = A4[1]

    def next_page(self) -> None:
        """Finish a sheet."""
        self._canvas.showPage()

    def turn(self, *, lying: bool) -> None:
        """Lay this sheet and those after it down, or stand them up; before anything is drawn on it."""
        size = landscape(A4) if lying else A4
        self._canvas.setPageSize(size)
        self._height = size[1]

    def finish(self) -> bytes:
        """The whole PDF."""
        self._canvas.save()
        return self._buffer.getvalue()

    def text(
        self,
        text: str,
        x: float,
        top: float,
        size_pt: float,
        *,
        face: Typeface | None = None,
        align: Align = "left",
        grey: float = 0,
    ) -> None:
        """One line; `x` is its left end, middle or right end, `top` the upper edge of its characters."""
        face = face or self.faces.body
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        left = x * MM - (face.width(text, size_pt) * shift if shift else 0)
        self._put(text, left, self._height - top * MM - ASCENT * size_pt, size_pt, face, grey=grey)

    def lines(
        self, setting: Setting, x: float, top: float, *, centre: bool = False, face: Typeface | None = None
    ) -> None:
        """Set lines; `x` is their left edge, or their middle where `centre` is wished."""
        base = self._height - top * MM - ASCENT * setting.size_pt
        for line in setting.lines:
            left = x * MM + line.indent_pt - (line.width_pt / 2 if centre else 0)
            self._put(line.text, left, base, setting.size_pt, face or self.faces.body, spread=line.spread_pt)
            base -= setting.leading_pt

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, width_pt: float = 0.5, dash_mm: float = 0) -> None:
        """A straight line, dashed with dashes and gaps of `dash_mm` where wished."""
        self._canvas.setStrokeGray(0)
        self._canvas.setLineWidth(width_pt)
        self._canvas.setDash([dash_mm * MM] * 2 if dash_mm else [])
        self._canvas.line(x1 * MM, self._height - y1 * MM, x2 * MM, self._height - y2 * MM)

    def box(self, x: float, top: float, width: float, height: float, *, width_pt: float = 0.5, grey: float = 0) -> None:
        """An empty rectangle."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(width_pt)
        self._canvas.setDash([])
        self._canvas.rect(x * MM, self._height - (top + height) * MM, width * MM, height * MM)

    def qr(self, text: str, x: float, top: float, side: float) -> None:
        """A QR code (ISO/IEC 18004, level M or better) as one filled shape; `side` is without the quiet zone."""
        rows = segno.make_qr(text, error="m", boost_error=True).matrix
        module = side / len(rows) * MM
        path = self._canvas.beginPath()
        for y, row in enumerate(reversed(rows)):
            for start, length in _dark_runs(row):
                path.rect(start, y, length, 1)
        self._canvas.saveState()
        self._canvas.transform(module, 0, 0, module, x * MM, self._height - (top + side) * MM)
        self._canvas.setFillGray(0)
        self._canvas.drawPath(path, stroke=0, fill=1)
        self._canvas.restoreState()

    def _put(
        self,
        text: str,
        left_pt: float,
        base_pt: float,
        size_pt: float,
        face: Typeface,
        *,
        spread: float = 0,
        grey: float = 0,
    ) -> None:
        if not text:
            return
        line = self._canvas.beginText(left_pt, base_pt)
        line.setFillGray(grey)
        line.setCharSpace(spread)
        for font, piece in face.runs(text):
            line.setFont(font, size_pt)
            line.textOut(piece)
        self._canvas.drawText(line)


def _dark_runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """(start, length) of the dark stretches in a row of modules."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return runs
