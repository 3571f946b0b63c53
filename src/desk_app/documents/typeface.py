"""Fonts: those of the machine before those that ship, chosen for every single character, always embedded."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from desk_app.resources import resource

_PER_BLOCK = 100  # the most entries of one bfchar block (Adobe Technical Note 5014)


class EmbeddedFont(TTFont):
    """A TrueType font whose text can be copied out of the PDF correctly, beyond the first 65,536 characters too.

    reportlab writes such a code point as five hexadecimal digits; the format wants UTF-16.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Embed the subsets, then put right the maps back to Unicode that reportlab made for them."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


def _to_unicode(font_name: str, subset: Sequence[int]) -> str:
    pairs = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex()}>" for code, char in enumerate(subset) if char]
    blocks = [pairs[start : start + _PER_BLOCK] for start in range(0, len(pairs), _PER_BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    head = (
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    )
    return "\n".join((*head, *body, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"))


class Typeface:
    """Fonts tried in order for every single character."""

    def __init__(self, fonts: Sequence[EmbeddedFont]) -> None:
        self.fonts = tuple(fonts)
        self._known: dict[str, tuple[str, float]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The PostScript names of the fonts, in order."""
        return tuple(font.face.name.decode("ascii", "replace") for font in self.fonts)

    def missing(self, text: str) -> str:
        """The characters that no font has, each once."""
        return "".join(dict.fromkeys(c for c in text if not any(ord(c) in f.face.charToGlyph for f in self.fonts)))

    def width(self, text: str, size_pt: float) -> float:
        """The width of a line in points."""
        return sum(self._look_up(char)[1] for char in text) * size_pt

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces of one font each: (font name, piece)."""
        for name, chars in groupby(text, key=lambda char: self._look_up(char)[0]):
            yield name, "".join(chars)

    def _look_up(self, char: str) -> tuple[str, float]:
        known = self._known.get(char)
        if known is None:
            font = next((f for f in self.fonts if ord(char) in f.face.charToGlyph), self.fonts[-1])
            advance: float = font.face.getCharWidth(ord(char))  # type: ignore[no-untyped-call]
            known = self._known[char] = (font.fontName, advance / 1000)
        return known


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The two faces of an office paper."""

    body: Typeface
    title: Typeface

    @property
    def names(self) -> tuple[str, ...]:
        """All font names, each once."""
        return tuple(dict.fromkeys((*self.body.names, *self.title.names)))


@cache
def machine_typefaces() -> Typefaces:
    """The faces with what this machine has in front."""
    return _typefaces(tuple(font_folders()))


@cache
def shipped_typefaces() -> Typefaces:
    """The faces that ship with the program, the same on every machine."""
    return _typefaces(())


def font_folders() -> Iterator[Path]:
    """Where this system keeps its fonts: of the machine, then of the user."""
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
        if local := os.environ.get("LOCALAPPDATA"):
            yield Path(local, "Microsoft", "Windows", "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (Path.home() / ".local/share/fonts", Path.home() / ".fonts")


def find_fonts(names: Sequence[str], folders: Iterable[Path]) -> list[Path]:
    """The files of these names (lower case) below the folders, in the order of the names."""
    found: dict[str, Path] = {}
    for folder in folders:
        for where, _, files in os.walk(folder):
            found |= {f.lower(): Path(where, f) for f in files if f.lower() in names and f.lower() not in found}
    return [found[name] for name in names if name in found]


def _typefaces(folders: tuple[Path, ...]) -> Typefaces:
    listed = tomllib.loads(resource("letters", "typefaces.toml").read_text(encoding="utf-8"))
    return Typefaces(*(_typeface(listed[role], folders) for role in ("body", "title")))


def _typeface(listed: dict[str, list[str]], folders: tuple[Path, ...]) -> Typeface:
    machine = (load_font(path) for path in find_fonts(listed["installed"], folders) if folders)
    shipped = (load_font(resource("fonts", name)) for name in listed["shipped"])
    return Typeface([font for font in (*machine, *shipped) if font])


@cache
def load_font(path: Path) -> EmbeddedFont | None:
    """Read and register a font; None for a file that is no font with TrueType outlines."""
    try:
        font = EmbeddedFont(path.stem, str(path), shapable=False)
    except (TTFError, OSError):
        return None
    pdfmetrics.registerFont(font)
    return font
