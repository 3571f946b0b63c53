"""`python3 dev.py bench`: print all figures, one group after another."""

from __future__ import annotations

import os
import platform
import sys

from tests.bench import (
    bench_answers,
    bench_find,
    bench_gap,
    bench_import,
    bench_letters,
    bench_log,
    bench_match,
    bench_read,
    bench_start,
    bench_waiting,
    bench_wording,
)

GROUPS = (
    bench_answers,
    bench_read,
    bench_import,
    bench_gap,
    bench_match,
    bench_letters,
    bench_find,
    bench_log,
    bench_start,
    bench_waiting,
    bench_wording,
)


def main(names: list[str]) -> None:
    """Run the groups whose names are given (without `bench_`), or all."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
    for group in GROUPS:
        name = group.__name__.rsplit("bench_", 1)[1]
        if not names or name in names:
            print(f"\n== {name}", flush=True)
            group.run(lambda line: print(line, flush=True))


if __name__ == "__main__":
    main(sys.argv[1:])
