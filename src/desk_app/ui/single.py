"""One window an office: a second start raises the first one and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_CONNECT, _ANSWER, _TURN = 500, 1000, 1500  # milliseconds to wait for the first start; all within two seconds
_PLEASE, _DONE = b"raise", b"raised"


class Single(QObject):
    """The first start of an office on this PC listens; the later ones speak to it.

    What really keeps two programs out of one file is the lock of the database: this here is for the clerk's comfort.
    """

    wanted = Signal()  # somebody started the program again

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A socket's name is short and has no room for a path; other users of the PC have folders of their own.
        self._name = "desk_app-" + hashlib.sha256(str(home.absolute()).encode()).hexdigest()[:24]
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether this start is the first; if not, the first was asked to come forward."""
        turn = QLockFile(str(Path(QDir.tempPath()) / f"{self._name}.turn"))
        turn.tryLock(_TURN)  # two starts in the same moment go one after the other; a dead one's turn is over
        try:
            return not self._ask() and self._listen()
        finally:
            turn.unlock()

    def end(self) -> None:
        """Listen no longer."""
        if self._server:
            self._server.close()
            self._server = None

    def _ask(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT):
            return False
        socket.write(_PLEASE)
        # Whether it answers or is busy this moment: it is there, and the wish is with it.
        socket.waitForBytesWritten(_CONNECT)
        socket.waitForReadyRead(_ANSWER)
        socket.abort()
        return True

    def _listen(self) -> bool:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # what a crash left behind: nobody answered there
        server.newConnection.connect(self._somebody_came)
        server.listen(self._name)  # where even that fails, the program works on without this comfort
        self._server = server
        return True

    def _somebody_came(self) -> None:
        while self._server and (socket := self._server.nextPendingConnection()):
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_DONE)
            socket.flush()
            self.wanted.emit()


def bring_forward(window: QWidget) -> None:
    """Show a window before the others, also one that was made small."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
