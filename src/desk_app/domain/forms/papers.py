"""The papers of the forms, blank and filled, and the list of a group (台账), as descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.domain.forms.kinds import Filled, FormKind
from desk_app.domain.forms.layout import Section, names_in
from desk_app.domain.paper import Block, Column, Pair, Pairs, Paper, Prose, Rows, Signing, Ticks
from desk_app.domain.seekers import Seeker

Shown = Callable[[Field, Any, CodeLists], str]
"""A value in words: `domain.entry.shown`, which rests on the import and so on the forms."""

_DAY = "　　年　　月　　日"
_GAP = "　　　　　　"
_FEW = 10  # codes that are printed as boxes on a blank form; of longer lists the word is written
_WIDE = frozenset({"hukou_address", "residence_address", "certificates", "job_wishes"})
_HEAD = {"number": "编号", "registered_on": "登记日期", "valid_until": "有效期至", "filed_on": "备案日期"}
"""What stands above the boxes, in the words of a paper."""
_ROW = 6  # shares of a row
_SHARES = {
    Kind.FLAG: 2,
    Kind.WHOLE: 2,
    Kind.DATE: 2,
    Kind.MONTH: 2,
    Kind.TEXTS: 6,
}  # of a row that a box takes; else half
_SHORT = 16  # characters that fit half a row
_LISTED = (("序号", 1), ("姓名", 2), ("性别", 1), ("年龄", 1), ("村（社区）", 2), ("联系电话", 3), ("文化程度", 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What papers are written with: code lists, the way to put a value, undertaking and note by form."""

    codes: CodeLists
    shown: Shown
    undertaking: Mapping[str, str]
    note: Mapping[str, str]


def paper(
    kind: FormKind,
    filled: Filled | None,
    person: Seeker | None,
    words: Words,
    own: Sequence[tuple[str, str]] = (),
) -> Paper:
    """The form of a person, or the blank one to be filled in by hand; `own` are the office's own fields in words."""
    blocks: list[Block] = [_about(kind, person, words)]
    for section in kind.sections:
        row = next((one for one in kind.rows if one.title == section.title), None)
        if row:
            lines = filled.rows.get(row.name, ()) if filled else ()
            shown = [[words.shown(f, getattr(line, n), words.codes) for n, f in row.columns.items()] for line in lines]
            titles = tuple(Column(one.label, 2 if one.kind is Kind.TEXT else 1) for one in row.columns.values())
            blocks.append(Rows(titles, shown, title=row.title, least=row.most))
        else:
            blocks += _section(kind, section, filled, words)
    if own:
        boxes = [Pair(label, value) for label, value in own]
        blocks.append(Pairs([boxes[at : at + 2] for at in range(0, len(boxes), 2)], title="本单位自设栏目"))
    if text := words.undertaking.get(kind.name):
        blocks.append(Prose((text,), heading="承诺"))
    blocks += [Signing(signer) for signer in kind.signers]
    return Paper(
        title=kind.title, subtitle=_subtitle(kind, filled, words), blocks=blocks, note=words.note.get(kind.name, "")
    )


def _subtitle(kind: FormKind, filled: Filled | None, words: Words) -> tuple[str, ...]:
    own = fields_of(kind.record)
    names = [name for name in _HEAD if name in own]
    if not names:
        return (f"填表日期：{_DAY}",)
    found = []
    for name in names:
        value = words.shown(own[name], getattr(filled.record, name), words.codes) if filled else ""
        found.append(f"{_HEAD[name]}：{value or (_DAY if own[name].kind is Kind.DATE else _GAP)}")
    return tuple(found)


def _about(kind: FormKind, person: Seeker | None, words: Words) -> Pairs:
    own = fields_of(Seeker)
    return Pairs(
        [
            [
                Pair(
                    own[name].label,
                    words.shown(own[name], getattr(person, name), words.codes) if person else "",
                    weight=3 if name in _WIDE else 1,
                )
                for name in row
            ]
            for row in kind.about
        ],
        photo=kind.photo,
    )


def _section(kind: FormKind, section: Section, filled: Filled | None, words: Words) -> list[Block]:
    """Labelled boxes, as many beside each other as there is room for; lists that are ticked stand below them."""
    packed: list[list[Pair]] = []
    left = 0
    ticks: list[Block] = []
    for name in names_in((section,)):
        field = kind.fields[name]
        if name in _HEAD:
            continue
        value = filled.value(name) if filled else None
        if field.kind is Kind.CODES:
            ticks.append(Ticks(field.label, [(c.label, c.code in (value or ())) for c in words.codes[field.codes]]))
            continue
        pair = Pair(field.label, _value(field, value, filled is None, words))
        width = _SHARES.get(field.kind, _ROW // 2) if len(pair.value) <= _SHORT else _ROW
        if width > left:
            packed.append([])
            left = _ROW
        packed[-1].append(pair)
        left -= width
    return [Pairs(packed, title=section.title), *ticks] if packed else ticks


def _value(field: Field, value: Any, blank: bool, words: Words) -> str:
    """A value in words, or on a blank form what can be ticked by hand."""
    if not blank:
        return words.shown(field, value, words.codes)
    if field.kind is Kind.FLAG:
        return "□是　□否"
    if field.kind is Kind.CODE and len(words.codes[field.codes].items) <= _FEW:
        return "　".join(f"□{code.label}" for code in words.codes[field.codes].offered)
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person of a list: the person, the age, the form (None: not filled in)."""

    person: Seeker
    age: int | None
    form: Any


def register(kind: FormKind, title: str, day: date, lines: Sequence[Line], words: Words) -> Paper:
    """台账: who belongs to a group on a day, with the main columns of its form; numbers stay in the file."""
    own, seeker = fields_of(kind.record), fields_of(Seeker)
    columns = [Column(name, weight) for name, weight in _LISTED] + [
        Column(own[name].label, 2) for name in kind.register
    ]
    rows = []
    for number, line in enumerate(lines, 1):
        about = [
            words.shown(seeker[name], getattr(line.person, name), words.codes)
            for name in ("sex", "village", "mobile", "education")
        ]
        answers = [
            words.shown(own[name], getattr(line.form, name), words.codes) if line.form else "" for name in kind.register
        ]
        age = "" if line.age is None else str(line.age)
        rows.append([str(number), line.person.name, about[0], age, *about[1:], *answers])
    return Paper(
        title=title,
        subtitle=(f"在册日期：{day}", f"共 {len(lines)} 人", "填表人：　　　　　　"),
        blocks=(Rows(columns, rows),),
        landscape=True,
    )
