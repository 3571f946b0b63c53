"""The start: with a command it works headless, without one it opens the window."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code (0 done, 1 refused, 2 usage)."""
    # A frozen program starts itself again for each child process: that start must end here.
    multiprocessing.freeze_support()
    from desk_app.cli.main import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
