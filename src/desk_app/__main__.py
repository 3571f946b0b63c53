"""The start: with a command it works headless, without one it opens the window."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code (0 done, 1 refused, 2 usage)."""
    # A frozen program starts itself again for each child process: that start must end here.
    multiprocessing.freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0] == "--home" and len(words) == 2):
        from desk_app.ui.app import run as open_window

        return open_window(words[-1] if words else None)
    from desk_app.cli.main import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
