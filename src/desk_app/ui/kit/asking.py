"""Telling, asking and picking files: one object, so that tests can answer in the clerk's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPageSize, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desk_app.domain.errors import DeskError
from desk_app.ui.kit.button import Button
from desk_app.ui.look import Look, role

_IN_ONE_COLUMN = 8  # more choices than this stand in two columns, so that they fit a small screen in large text
_SIGNS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Sheet(QDialog):
    """A small window in front of the page: a title, a sentence, whatever is added to `body`, a verb and 取消."""

    def __init__(self, parent: QWidget | None, look: Look, title: str, sentence: str = "", verb: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(look.px(24),) * 4)
        outer.setSpacing(look.px(12))
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        outer.addWidget(heading)
        self.sentence = QLabel(sentence, self)
        self.sentence.setWordWrap(True)
        self.sentence.setMinimumWidth(look.px(360))
        self.sentence.setVisible(bool(sentence))
        outer.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(8))
        outer.addLayout(self.body, 1)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "danger")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.px(8))
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)
        self.no = Button("取消" if verb else "关闭", self)
        self.no.setAutoDefault(False)
        self.no.clicked.connect(self.reject)
        self.yes = Button(verb, self)
        self.yes.setDefault(True)
        role(self.yes, "primary")
        self.yes.setVisible(bool(verb))
        self.yes.clicked.connect(self.accept)
        self.buttons.addWidget(self.no)
        self.buttons.addWidget(self.yes)
        if verb:
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                QShortcut(QKeySequence(keys), self).activated.connect(self.yes.click)

    def say(self, sentence: str) -> None:
        """Show what is wrong, above the buttons."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def ask(self) -> bool:
        """Show it and wait; True if the verb was chosen. The window is freed afterwards."""
        agreed = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return agreed


class Asking(QObject):
    """What pages use to talk to the clerk."""

    told = Signal(str, bool)  # a quiet sentence, and whether 撤销 goes with it

    def __init__(self, look: Look, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._look = look
        self.window = window
        self._folder = Path.home()  # where the last file was found or put

    def tell(self, sentence: str, undo: bool = False) -> None:
        """Say quietly what was done; `undo`: with a button that takes it back."""
        self.told.emit(sentence, undo)

    def warn(self, trouble: DeskError | str) -> None:
        """Say what could not be done and what to do about it."""
        sentence = trouble.message if isinstance(trouble, DeskError) else trouble
        sheet = self._sheet("没有办成", sentence)
        sheet.no.setText("知道了")
        sheet.ask()

    def confirm(self, sentence: str, verb: str) -> bool:
        """Ask once before something that touches many people or cannot be taken back."""
        return self._sheet(f"{verb}？", sentence, verb).ask()

    def line(self, title: str, label: str, verb: str, *, needed: bool = True, initial: str = "") -> str | None:
        """Ask for one line of text; None if called off."""
        return self._line(title, label, verb, needed, initial, hidden=False)

    def password(self, title: str, sentence: str, verb: str) -> str | None:
        """Ask for a password; None if called off."""
        return self._line(title, sentence, verb, True, "", hidden=True)

    def choose(self, title: str, sentence: str, options: Sequence[tuple[str, str]]) -> str | None:
        """Let the clerk choose one of a few; each is a button with a digit (from the tenth on a letter) as its key."""
        sheet = self._sheet(title, sentence)
        chosen: list[str] = []

        def pick(key: str) -> Callable[[], None]:
            def picked() -> None:
                chosen.append(key)
                sheet.accept()

            return picked

        grid = QGridLayout()
        grid.setSpacing(self._look.px(8))
        sheet.body.addLayout(grid)
        rows = len(options) if len(options) <= _IN_ONE_COLUMN else (len(options) + 1) // 2
        for number, (key, label) in enumerate(options):
            sign = _SIGNS[number : number + 1]
            button = Button(f"{sign}　{label}", sheet)
            button.setStyleSheet("text-align: left")
            button.setDefault(number == 0)
            button.clicked.connect(pick(key))
            grid.addWidget(button, number % rows, number // rows)
            if sign:
                QShortcut(QKeySequence(sign), sheet).activated.connect(pick(key))
        sheet.no.setText("取消")
        sheet.ask()
        return chosen[0] if chosen else None

    def open_files(self, title: str, patterns: str) -> list[Path]:
        """Let the clerk pick files that exist; `patterns` like "表格 (*.xlsx *.xls)"."""
        dialog = self._files(title, "打开")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(patterns.split(";;"))
        return self._chosen(dialog)

    def save_file(self, title: str, name: str) -> Path | None:
        """Let the clerk say where a file goes."""
        dialog = self._files(title, "保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        chosen = self._chosen(dialog)
        return chosen[0] if chosen else None

    def printer(self, title: str) -> QPrinter | None:
        """The system's own print dialog; None if called off."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))  # else some systems offer American paper
        dialog = QPrintDialog(printer, self.window)
        dialog.setWindowTitle(title)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if agreed else None

    def _files(self, title: str, verb: str) -> QFileDialog:
        """The system's own dialog, or Qt's where there is none; that one leaves some of its words in English."""
        dialog = QFileDialog(self.window, title, str(self._folder))
        for label, words in (
            (QFileDialog.DialogLabel.LookIn, "位置："),
            (QFileDialog.DialogLabel.FileName, "文件名："),
            (QFileDialog.DialogLabel.FileType, "文件类型："),
            (QFileDialog.DialogLabel.Accept, verb),
            (QFileDialog.DialogLabel.Reject, "取消"),
        ):
            dialog.setLabelText(label, words)
        return dialog

    def _chosen(self, dialog: QFileDialog) -> list[Path]:
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        files = [Path(name) for name in dialog.selectedFiles()] if agreed else []
        dialog.deleteLater()
        if files:
            self._folder = files[0].parent
        return files

    def _sheet(self, title: str, sentence: str, verb: str = "") -> Sheet:
        return Sheet(self.window, self._look, title, sentence, verb)

    def _line(self, title: str, label: str, verb: str, needed: bool, initial: str, *, hidden: bool) -> str | None:
        sheet = self._sheet(title, label, verb)
        line = QLineEdit(initial, sheet)
        line.setAccessibleName(label)
        line.selectAll()
        sheet.body.addWidget(line)
        if hidden:
            eye = line.addAction(self._look.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
            eye.setToolTip("显示或隐藏")
            eye.triggered.connect(lambda: _show(line, eye.setIcon, self._look))
            line.setEchoMode(QLineEdit.EchoMode.Password)
        if needed:
            sheet.yes.setEnabled(bool(initial.strip()))
            line.textChanged.connect(lambda text: sheet.yes.setEnabled(bool(text.strip())))
        line.setFocus()
        return (line.text() if hidden else line.text().strip()) if sheet.ask() else None


def _show(line: QLineEdit, set_icon: Callable[[QIcon], None], look: Look) -> None:
    hidden = line.echoMode() == QLineEdit.EchoMode.Password
    line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
    set_icon(look.icon("eye-off" if hidden else "eye"))
