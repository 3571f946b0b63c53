"""Looking for words in a clerk's text, whatever its blanks and widths, and saying where exactly they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BREAKS = {",": "，", ";": "；"}
_BLOT = "■"  # covers what is lawful; no pattern reads it


@dataclass(frozen=True)
class Scanned:
    """A text without blanks, in usual width, a line end as a comma; `at` is where each character stands in the text."""

    text: str
    plain: str
    at: tuple[int, ...]

    def without(self, pattern: re.Pattern[str] | None) -> Scanned:
        """The same with everything covered that the pattern finds."""
        if pattern is None:
            return self
        return Scanned(self.text, pattern.sub(lambda found: _BLOT * len(found[0]), self.plain), self.at)

    def find(self, pattern: re.Pattern[str]) -> Iterable[tuple[int, int]]:
        """Start and end, in the text, of everything that the pattern finds, without the punctuation around it."""
        for found in pattern.finditer(self.plain):
            inside = found[0].strip("，,、；;。.:： ")
            if inside:
                start = found.start() + found[0].index(inside)
                yield self.at[start], self.at[start + len(inside) - 1] + 1


def scan(text: str) -> Scanned:
    """A text made ready for `find`: commas and semicolons all in the Chinese form, a line end as a comma."""
    plain: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        for one in "，" if sign in "\n\r" else unicodedata.normalize("NFKC", sign):
            if not one.isspace():
                plain.append(_BREAKS.get(one, one))
                at.append(place)
    return Scanned(text, "".join(plain), tuple(at))


def one_of(patterns: Iterable[str], parts: Mapping[str, str]) -> re.Pattern[str] | None:
    """One pattern that finds what any of them finds; `<name>` stands for a part. None where there are none."""
    whole = "|".join(f"(?:{one})" for one in patterns)
    for name, part in parts.items():
        whole = whole.replace(f"<{name}>", f"(?:{part})")
    return re.compile(whole) if whole else None
