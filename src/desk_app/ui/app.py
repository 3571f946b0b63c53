"""The start of the window: one instance an office, then what is in front of the clerk."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from desk_app import paths
from desk_app.ui import typing
from desk_app.ui.single import Single


def run(home: str | None) -> int:
    """Open the office at `home` (or at the user's ordinary place); returns the exit code."""
    folders = paths.folders(home)
    typing.prepare()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("一人一岗")
    app.setQuitOnLastWindowClosed(False)
    single = Single(folders.home, app)
    if not single.is_first():
        return 0
    from desk_app.ui.program import Program  # a second start ends above and does not wait for all of this

    program = Program(app, folders)
    single.wanted.connect(program.come_forward)
    program.start()
    code = app.exec()
    single.end()
    return code
