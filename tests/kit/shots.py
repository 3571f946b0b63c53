"""Pictures of every page and document: `python -m tests.kit.shots OFFICE DIR` (what `dev.py shots` calls)."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.referrals import Letter
from desk_app.paths import Folders
from desk_app.ui.door import Door
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.printing import page_images
from desk_app.ui.look import dress, look
from desk_app.ui.pages import PAGES
from desk_app.ui.window import Window

SIZES = ((1366, 768), (1920, 1080))
PASSWORD = "practice-2026"  # the invented office that dev.py demo makes


def wait_until_quiet(window: Window | Door) -> None:
    """Let the window work until nothing runs any more."""
    loop, quiet = QEventLoop(), [0]

    def look_again() -> None:
        quiet[0] = 0 if window.tasks.busy else quiet[0] + 1
        if quiet[0] >= 4:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look_again)
    timer.start(80)
    loop.exec()
    timer.stop()


def pages(app: QApplication, desk: Desk, out: Path) -> None:
    """Every page at both sizes in both text sizes."""
    for large in (False, True):
        made = look(large=large)
        dress(app, made)
        for width, height in SIZES:
            with tempfile.TemporaryDirectory() as memory:
                window = Window(desk, made, Memory(Path(memory) / "window.ini", desk.actor.name))
                window.resize(width, height)
                window.show()
                for page in PAGES:
                    window.go(page.name, "")
                    wait_until_quiet(window)
                    window.grab().save(str(out / f"{page.name}-{width}{'-large' if large else ''}.png"))
                window.close()
                window.deleteLater()


def documents(desk: Desk, out: Path) -> None:
    """What comes out of the printer: a letter and the recovery sheet."""
    letter = next(one for one in desk.database.read(lambda read: read.all(Letter)) if one.document)
    papers = {
        "paper-letter": desk.referrals.cabinet.page(desk.actor, letter.uid),
        "paper-recovery": desk.office.recovery_sheet(desk.actor, desk.office.new_recovery_code(desk.actor)),
    }
    for name, pdf in papers.items():
        page_images(pdf)[0].save(str(out / f"{name}.png"))


def doors(app: QApplication, folders: Folders, out: Path) -> None:
    """The first start and the login, in both text sizes."""
    for large in (False, True):
        dress(app, look(large=large))
        for name, at in (("first-start", Folders(folders.home / "nowhere")), ("login", folders)):
            door = Door(at, look(large=large))
            door.show()
            wait_until_quiet(door)
            door.grab().save(str(out / f"{name}{'-large' if large else ''}.png"))
            door.close()
            door.deleteLater()


def main(office: Path, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "office"
        shutil.copytree(office, home)
        with open_desk(Folders(home), PASSWORD) as desk:
            pages(app, desk, out)
            documents(desk, out)
        doors(app, Folders(home), out)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
