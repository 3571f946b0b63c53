"""How everything looks: colours, sizes, fonts and icons from `resources/look`, at the present text size."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QByteArray, QLibraryInfo, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.resources import resource

FAMILY = "Noto Sans SC"
_SHARP = 3  # icons are drawn this many times larger than asked, so that they stay sharp on dense screens


@dataclass(frozen=True, slots=True)
class Look:
    """The tokens at one text size. Frozen: another text size is another look, and the window is built anew."""

    colours: Mapping[str, str]
    points: Mapping[str, float]
    large: bool
    scale: float

    def px(self, length: float) -> int:
        """A length of the 4-pixel grid at the present text size."""
        return round(length * self.scale)

    def point(self, name: str) -> float:
        """A text size (`small`, `base`, `heading`, `title`) in points."""
        return self.points[name] * self.scale

    def colour(self, name: str) -> QColor:
        """A colour by its name in tokens.toml."""
        return QColor(self.colours[name])

    def font(self, name: str = "base", *, strong: bool = False) -> QFont:
        """The screen font at a text size, for what is painted by hand; its figures all have one width."""
        font = QFont(FAMILY)
        font.setPointSizeF(self.point(name))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def icon(self, name: str, colour: str = "quiet", *, before_words: bool = False) -> QIcon:
        """A line icon of `resources/icons` (Lucide) in one of our colours; `before_words` with air at its right."""
        size = self.px(20)
        width = size + self.px(5) if before_words else size
        return _icon(name, self.colours[colour], self.colours["quiet"], size, width)

    def style(self) -> str:
        """The style sheet of the whole program."""
        return _style(self.large)


def look(*, large: bool = False) -> Look:
    """The look in normal or large text."""
    raw = _tokens()
    return Look(
        colours=raw["colour"], points=raw["text"], large=large, scale=raw["scale"]["large" if large else "normal"]
    )


def dress(app: QApplication, made: Look) -> None:
    """Give the program its fonts, its style and Qt's own words in Chinese."""
    for name in ("NotoSansSC_400Regular.ttf", "NotoSansSC_600SemiBold.ttf"):
        if FAMILY not in QFontDatabase.families() or "600" in name:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    if not app.findChild(QTranslator, "chinese"):
        words = QTranslator(app)
        words.setObjectName("chinese")
        if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(words)
    app.setWindowIcon(QIcon(str(resource("look", "program.svg"))))
    app.setStyle("Fusion")
    app.setFont(made.font())
    app.setStyleSheet(made.style())


def role(widget: QWidget, name: str) -> None:
    """Give a widget a role that the style sheet knows, also after it has been shown."""
    widget.setProperty("role", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@lru_cache
def _tokens() -> dict[str, Any]:
    return tomllib.loads(resource("look", "tokens.toml").read_text(encoding="utf-8"))


@lru_cache
def _style(large: bool) -> str:
    made = look(large=large)
    text = resource("look", "style.qss").read_text(encoding="utf-8")
    text = re.sub(r"#(\d+)#", lambda found: f"{made.px(int(found[1]))}px", text)
    text = re.sub(r"~(\w+)~", lambda found: f"{made.point(found[1])}pt", text)
    text = text.replace("@look", resource("look").as_posix())
    return re.sub(r"@(\w+)", lambda found: made.colours[found[1]], text)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, size: int, width: int) -> QIcon:
    icon = QIcon()
    icon.addPixmap(_drawn(name, colour, size, width))
    icon.addPixmap(_drawn(name, disabled, size, width), QIcon.Mode.Disabled)
    return icon


def _drawn(name: str, colour: str, size: int, width: int) -> QPixmap:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(width * _SHARP, size * _SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * _SHARP, size * _SHARP))
    painter.end()
    picture.setDevicePixelRatio(_SHARP)
    return picture
