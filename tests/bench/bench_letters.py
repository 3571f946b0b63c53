"""Letters as one PDF: time, size and memory."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from time import perf_counter

SIZES = (100, 500)


def run(say: Callable[[str], None]) -> None:
    """Print the figures, each size in a fresh process so that its peak memory is its own."""
    for count in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            started, first, drawn, size, peak = pool.apply(_measure, (count,))
        each = f"{drawn / count * 1000:.1f} ms each, {size / count / 1000:.2f} kB each"
        say(f"letters: {count} in one PDF {drawn:.2f} s, {size / 1000:.0f} kB: {each}")
        say(f"letters: imports and fonts {started:.2f} s, first letter {first * 1000:.0f} ms, peak memory {peak} MB")


def _measure(count: int) -> tuple[float, float, float, int, int]:
    begin = perf_counter()
    from desk_app.documents.typeface import shipped_typefaces
    from tests.documents.sample import content, printed

    shipped_typefaces()
    started = perf_counter() - begin
    begin = perf_counter()
    printed(content())
    first = perf_counter() - begin
    contents = [_varied(content, number) for number in range(1, count + 1)]
    begin = perf_counter()
    pdf = printed(*contents)
    return started, first, perf_counter() - begin, len(pdf), _peak_mb()


def _varied(content: Callable[..., object], number: int) -> object:
    """A letter whose name and firm use other characters than its neighbours'."""
    chars = [chr(0x4E00 + (number * 97 + step * 389) % 8000) for step in range(8)]
    name, firm = "".join(chars[:3]), "".join(chars[3:])
    return content(
        sequence=number,
        letter_no=f"清人社荐字〔2026〕第{number:04d}号",
        short_no=f"2026-{number}",
        seeker_name=name,
        employer_name=f"清河县{firm}有限公司",
    )


def _peak_mb() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    run(print)
