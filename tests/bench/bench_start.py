"""From the start of the process to a usable home page, key derived, beside a bare PySide6 window.

The clerk's own typing is left out: the password is in the line as soon as the line is there.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desk_app.bootstrap import open_desk
from desk_app.services.setup import Founding, found
from tests.kit.office import PASSWORD, FixedClock
from tests.kit.small_office import furnish

_TIMES = 5
_TYPING_S = 2  # what a clerk needs for a password; meanwhile the code behind the door is read in

_BARE = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.time(), flush=True)
        os._exit(0)
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

_OURS = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desk_app.paths import folders
from desk_app.ui import typing
from desk_app.ui.single import Single
home, password, typing_s = sys.argv[1:]
typing.prepare()
app = QApplication([])
app.setQuitOnLastWindowClosed(False)
single = Single(folders(home).home, app)
assert single.is_first()
from desk_app.ui.program import Program
program = Program(app, folders(home))
program.start()
login = program.front.pages.currentWidget()
shown = []
def look():
    front = program.front
    if hasattr(front, "current"):
        home_page = front.current
        if home_page and home_page.name == "home" and home_page.list.isVisible() and home_page.list.model().rowCount():
            front.grab()
            print(*shown, time.time(), flush=True)
            os._exit(0)
    elif not shown and login.enter.isEnabled():
        shown.append(time.time())
    elif len(shown) == 1 and time.time() - shown[0] >= float(typing_s):
        shown.append(time.time())
        login.line.setText(password)
        login.try_it()
timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
app.exec()
"""


def run(say: Callable[[str], None]) -> None:
    """Print medians in milliseconds and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "office"
        from desk_app.paths import Folders

        asked = Founding(office="柳河湾镇人社所", region="410099", clerk="练习员", password=PASSWORD, practice=True)
        found(Folders(home), asked, FixedClock())  # at the real cost of a guess
        with open_desk(Folders(home), PASSWORD, FixedClock()) as desk:
            furnish(desk)
        bare, line, usable, waited = [], [], [], []
        for _ in range(_TIMES):
            bare.append(_timed(_BARE)[0])
            first, _entered, last = _timed(_OURS, str(home), PASSWORD, "0")
            line.append(first)
            usable.append(last)
            _first, entered, last = _timed(_OURS, str(home), PASSWORD, str(_TYPING_S))
            waited.append(last - entered)
    peer, ours, after = (statistics.median(figures) for figures in (bare, usable, waited))
    say(f"bare PySide6 window painted: {peer:.0f} ms")
    say(f"password line ready: {statistics.median(line):.0f} ms; home page usable, key derived: {ours:.0f} ms")
    say(f"ratio {ours / peer:.1f} (aim ≤ 3)")
    say(f"from Enter after {_TYPING_S} s of typing to the usable home page: {after:.0f} ms")


def _timed(program: str, *arguments: str) -> list[float]:
    """Milliseconds from the start of the process to each moment it prints."""
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, timeout=120
    )
    return [(float(moment) - begun) * 1000 for moment in done.stdout.split()[-3:]]
