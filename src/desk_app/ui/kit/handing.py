"""A paper made on demand and given out: printed, or saved as a PDF."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.domain.progress import Progress
from desk_app.ui.kit.printing import Front, print_pages, save_pdf


def hand_out(
    room: Front, title: str, make: Callable[[Progress], bytes], then: Callable[[], object] | None = None
) -> None:
    """Ask how, make the paper off the screen's thread, and give it out; `title` is also the file's name.

    `then` is told as soon as the paper has left: sheets went to the printer, or the file was written.
    """
    way = room.ask.choose(title, "怎样给出？", [("print", "打印"), ("save", "存为 PDF")])
    if way is None:
        return

    def made(pdf: bytes) -> None:
        if way == "print":
            print_pages(room, title, pdf, then=lambda _: then() if then else None)
        else:
            save_pdf(room, f"{title}.pdf", pdf, lambda _: then() if then else None)

    room.tasks.run(make, made, owner=room.ask, what=f"生成{title}")
