"""纸质材料 (papers): what stands on a printed form, list or notice; `documents` sets it on A4.

A paper is a description without places or sizes: blocks below each other. The same description gives the blank form
(values empty) and the filled one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled box: 姓名 | 张三. `weight` is its share of the row's width, `lines` its least height."""

    label: str
    value: str = ""
    weight: int = 1
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of labelled boxes that make one grid. With `photo`, a box 25×35 mm for a photo stands at the right."""

    rows: Sequence[Sequence[Pair]]
    title: str = ""
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `weight` is its share of the width."""

    title: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """A list with a head that is repeated on each page; empty rows fill it up to `least`.

    Rows are high enough to write in where something may be missing, unless it is only to be read.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    least: int = 0
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Words with boxes, some of them ticked: □ 大龄失业  ☑ 长期失业."""

    label: str
    options: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A box for somebody's word: who speaks, the text, and the signatures below (经办人, 负责人), seal and date.

    The seal's place stays white: no picture of a seal is ever printed.
    """

    title: str
    text: str = ""
    signers: Sequence[str] = ("经办人", "负责人")
    seal: str = "（盖章）"
    date: str = "　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of running text, each with an indent of two characters unless it is a heading or a salutation."""

    paragraphs: Sequence[str]
    heading: str = ""
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Signing:
    """A line to sign at the right: the label (本人签字：), the line, the day."""

    label: str
    date: str = "　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Issued:
    """署名和成文日期 of a notice or a letter, at the right, with room for the seal."""

    by: str
    day: str


Block = Pairs | Rows | Ticks | Opinion | Prose | Signing | Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: its title, the small line below it (编号, 登记日期 …), its blocks.

    Every sheet of it says at its foot office, page n of m and printing time.
    """

    title: str
    subtitle: Sequence[str] = ()  # stands in one line below the title, spread over the width
    blocks: Sequence[Block] = field(default_factory=tuple)
    landscape: bool = False
    note: str = ""  # small, below everything: how to fill it in, whom to ask

    @property
    def is_read(self) -> bool:
        """Whether it is read rather than filled in: running text with at most two rows of boxes and no opinion."""
        boxes = sum(len(block.rows) for block in self.blocks if isinstance(block, Pairs))
        kinds = {type(block) for block in self.blocks}
        return Prose in kinds and Opinion not in kinds and boxes <= _FEW_BOXES


_FEW_BOXES = 2  # rows: whom a paper is about


def strings(paper: Paper) -> Iterator[str]:
    """Every text on a paper."""
    yield from (paper.title, *paper.subtitle, paper.note)
    for block in paper.blocks:
        match block:
            case Pairs(rows, title):
                yield title
                yield from (text for row in rows for pair in row for text in (pair.label, pair.value))
            case Rows(columns, rows, title):
                yield from (title, *(column.title for column in columns))
                yield from (text for row in rows for text in row)
            case Ticks(label, options):
                yield from (label, *(option for option, _ in options))
            case Opinion(title, text, signers, seal, date):
                yield from (title, text, *signers, seal, date)
            case Prose(paragraphs, heading):
                yield from (heading, *paragraphs)
            case Signing(label, date):
                yield from (label, date)
            case Issued(by, day):
                yield from (by, day)
