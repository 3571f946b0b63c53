"""Is any word cut? Every visible label, button, tab and header is measured against the room it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)


def cut_texts(top: QWidget) -> list[str]:
    """The words that do not fit, each with the class of its widget and how many pixels are missing."""
    found: list[str] = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisibleTo(top) or widget.visibleRegion().isEmpty():
            continue
        for text, missing in _missing(widget):
            if missing > 1:
                found.append(f"{type(widget).__name__} “{text}” −{missing}px")
    return found


def _missing(widget: QWidget) -> Iterator[tuple[str, int]]:
    for kind, measure in _MEASURES:
        if isinstance(widget, kind):
            yield from measure(widget)
            return


def _tool_button(button: QToolButton) -> Iterator[tuple[str, int]]:
    if button.text() and button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
        yield button.text(), button.sizeHint().width() - button.width()


def _button(button: QAbstractButton) -> Iterator[tuple[str, int]]:
    if button.text():
        yield button.text(), button.sizeHint().width() - button.width()
        yield button.text(), button.fontMetrics().height() - button.height()


def _tabs(bar: QTabBar) -> Iterator[tuple[str, int]]:
    for index in range(bar.count()):
        if bar.isTabVisible(index):
            yield bar.tabText(index), _wide(bar, bar.tabText(index)) - bar.tabRect(index).width()
            yield bar.tabText(index), bar.tabRect(index).right() - bar.width()


def _line(line: QLineEdit) -> Iterator[tuple[str, int]]:
    """What somebody types may be longer than its line; what the program wrote into it may not."""
    shown = line.text() if line.isReadOnly() else ("" if line.text() else line.placeholderText())
    if shown:
        icons = sum(one.width() for one in line.findChildren(QToolButton) if one.isVisibleTo(line))
        yield shown, _wide(line, shown) + icons - line.contentsRect().width()


def _combo(combo: QComboBox) -> Iterator[tuple[str, int]]:
    yield combo.currentText(), _wide(combo, combo.currentText()) - combo.width()


def _header(header: QHeaderView) -> Iterator[tuple[str, int]]:
    model = header.model()
    if header.orientation() != Qt.Orientation.Horizontal or model is None:
        return
    for section in range(header.count()):
        if not header.isSectionHidden(section):
            words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            yield words, _wide(header, words) - header.sectionSize(section)


def _label(label: QLabel) -> Iterator[tuple[str, int]]:
    rich = label.textFormat() == Qt.TextFormat.RichText or (
        label.textFormat() == Qt.TextFormat.AutoText and re.search(r"<\w+[^>]*>", label.text()) is not None
    )
    room = label.contentsRect()
    if label.wordWrap():
        plain = re.sub(r"<[^>]+>", "", label.text())
        yield plain, label.heightForWidth(label.width()) - label.height()
        longest = max(re.split(r"[\s\u3000-\u9fff\uff00-\uffef]", plain), key=len)  # what no line break can split
        yield longest, _wide(label, longest) - room.width()
    elif rich:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(label.text())
        yield document.toPlainText(), int(document.idealWidth()) - room.width()
    else:
        lines = label.text().split("\n")
        yield label.text(), max(_wide(label, line) for line in lines) - room.width()
        yield label.text(), label.fontMetrics().height() * len(lines) - room.height()


def _wide(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


_MEASURES: tuple[tuple[type[QWidget], Callable[[Any], Iterator[tuple[str, int]]]], ...] = (
    (QLabel, _label),
    (QToolButton, _tool_button),
    (QAbstractButton, _button),
    (QTabBar, _tabs),
    (QLineEdit, _line),
    (QComboBox, _combo),
    (QHeaderView, _header),
)
