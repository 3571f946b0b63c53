"""A sheet of paper on the screen: a page of a PDF, sharp at every size, beside the list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desk_app.domain.progress import Progress
from desk_app.services import papers
from desk_app.services.papers import PageSize
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.printing import image_of
from desk_app.ui.look import Look

_POINTS = 72.0  # in an inch
_SETTLE = 80  # milliseconds after the last change of size until the page is drawn anew
_STEP, _LARGEST = 1.25, 5.0  # of the zoom, against the page that fits
_LONGEST = 8000  # pixels of a side: what a picture may cost


class _Sheet(QWidget):
    """The paper itself: white until its picture is there, the old picture stretched while the new one is drawn."""

    blurred = Signal()  # the picture has not the pixels of the screen: another size, another density

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.image: QImage | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper with a thin edge, and the picture pixel by pixel where it has the right size."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.image is not None:
            dense = self.devicePixelRatioF()
            exact = (round(self.width() * dense), round(self.height() * dense))
            close = all(abs(a - b) <= 1 for a, b in zip((self.image.width(), self.image.height()), exact, strict=True))
            if close:
                room = QRectF(0, 0, self.image.width() / dense, self.image.height() / dense)
            else:
                room = QRectF(self.rect())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                self.blurred.emit()
            painter.drawImage(room, self.image)
        painter.setPen(self._look.colour("strong_line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Paper(QScrollArea):
    """Shows one page of a PDF: whole or as wide as the room, larger with Ctrl and +, PageUp and PageDown turn."""

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room, self._look = room, room.look
        self._pdf = b""
        self._sizes: tuple[PageSize, ...] = ()
        self.page = 0
        self.zoom = 1.0
        self.fit_width = False
        self._drawn: tuple[bytes, int, QSize] | None = None
        self._sheet = _Sheet(room.look, self)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("纸面")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._draw)
        self._sheet.blurred.connect(self._settle.start)
        self._sheet.hide()

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        return len(self._sizes)

    @property
    def image(self) -> QImage | None:
        """What is shown; None while nothing is."""
        return self._sheet.image

    def show_pdf(self, pdf: bytes, sizes: tuple[PageSize, ...], page: int = 0) -> None:
        """Show a page of this PDF; `sizes` are those of its pages (`papers.page_sizes`, asked off this thread)."""
        self._pdf, self._sizes = pdf, sizes
        self.turn_to(page)

    def clear(self) -> None:
        """Show nothing."""
        self._pdf, self._sizes, self._drawn = b"", (), None
        self._sheet.image = None
        self._sheet.hide()

    def turn_to(self, page: int) -> None:
        """Show this page, counted from 0; beyond the ends the first or the last."""
        if not self._sizes:
            return
        self.page = max(0, min(page, len(self._sizes) - 1))
        self._sheet.image = None
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._draw()

    def set_zoom(self, zoom: float, *, fit_width: bool | None = None) -> None:
        """Larger or smaller than the page that fits."""
        self.zoom = max(1.0, min(zoom, _LARGEST))
        self.fit_width = self.fit_width if fit_width is None else fit_width
        self._lay_out()

    def _lay_out(self) -> None:
        if not self._sizes:
            return
        size = self._sizes[self.page]
        room = self.viewport().size() - QSize(2, 2)
        scale = room.width() / size.width
        if not self.fit_width:
            scale = min(scale, room.height() / size.height)
        scale = max(scale * self.zoom, 0.1)
        self._sheet.setFixedSize(round(size.width * scale), round(size.height * scale))
        self._sheet.show()
        self._settle.start()

    def _draw(self) -> None:
        self._settle.stop()
        if not self._sizes or self._sheet.width() < 2:
            return
        size, pdf, page = self._sizes[self.page], self._pdf, self.page
        wide = min(self._sheet.width() * self._sheet.devicePixelRatioF(), _LONGEST * size.width / size.height, _LONGEST)
        wanted = (pdf, page, self._sheet.size() * self._sheet.devicePixelRatioF())
        if self._drawn == wanted and self._sheet.image is not None:
            return
        self._drawn = wanted

        def work(_: Progress) -> QImage:
            return image_of(papers.picture(pdf, page, wide / size.width * _POINTS))

        self._room.tasks.run(work, self._show, owner=self, what="显示", key="page")

    def _show(self, image: QImage) -> None:
        if self._sizes:
            self._sheet.image = image
            self._sheet.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page follows the room."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PageUp and PageDown turn, Ctrl with + - 0 zooms."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.zoom * _STEP)
        elif ctrl and key == Qt.Key.Key_Minus:
            self.set_zoom(self.zoom / _STEP)
        elif ctrl and key == Qt.Key.Key_0:
            self.set_zoom(1.0, fit_width=not self.fit_width)
        elif key == Qt.Key.Key_PageDown and self.page + 1 < self.pages:
            self.turn_to(self.page + 1)
        elif key == Qt.Key.Key_PageUp and self.page:
            self.turn_to(self.page - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        """About a third of a small screen."""
        return QSize(self._look.px(420), self._look.px(560))
