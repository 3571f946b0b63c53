"""A program that works until it is killed: imports lists and issues letters, saying after each what was acknowledged.

`python -m tests.kit.victim` loads everything once and then forks a worker for each line `HOME LISTS` of its input;
the worker's number is printed, then `i` or `l` for each import or letter that was acknowledged.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from desk_app.bootstrap import open_desk
from desk_app.paths import Folders
from tests.kit.office import PASSWORD


def work(home: Path, lists: Path) -> None:
    with open_desk(Folders(home), PASSWORD) as desk:
        for number, file in enumerate(sorted(lists.iterdir())):
            desk.intake.take(desk.actor, file, noun="seekers")
            say("i")
            issued, _ = desk.referrals.issue(desk.actor, home / f"letters-{number}.pdf", limit=1)
            if issued:
                say("l")


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def main() -> None:
    for line in sys.stdin:
        home, lists = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                work(Path(home), Path(lists))
            except BaseException:  # noqa: BLE001  # the test must hear of any
                traceback.print_exc()
                say("crashed")
            os._exit(0)
        say(str(child))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
