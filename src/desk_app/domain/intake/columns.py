"""Which column is which field: by heading, and by content where headings are silent or compete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.domain.identity import is_mobile, normalise_number
from desk_app.domain.intake.batches import Layout
from desk_app.domain.intake.layout import Table
from desk_app.domain.intake.rows import Noun, TakenTable
from desk_app.domain.intake.sheet import Sheet
from desk_app.domain.intake.words import Headings, IntakeWords, plain, without_brackets

NOUNS: tuple[Noun, ...] = ("seekers", "posts", "projects", "employers")
SEVERAL = frozenset({"job_wishes", "certificates", "group", "head", "ignored", "limits", "part", "requirements"})
"""Targets that more than one column may have."""
_SECOND = {"mobile": "second_phone"}
_SAMPLE = 200
_MOSTLY = 0.6
_LOOK = 60  # rows among which a named header row is looked for
_ALIKE = 0.75  # of the headings of two header rows, so that one counts as the other's newer form
_PERSON_NUMBER = re.compile(r"\d{15}|\d{17}[\dX]")
_CREDIT_CODE = re.compile(r"[1-9ANY][0-9]\d{6}[0-9A-Z]{10}")
_PERSON_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(·[\u4e00-\u9fff]{2,6})?")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table taken as a list of one noun: the target of each column, "" for one that keeps its heading."""

    noun: Noun
    targets: Mapping[int, str]

    def first(self, target: str) -> int:
        """The first column with the target, 0 without one."""
        return next((column for column, found in self.targets.items() if found == target), 0)


def map_columns(table: Table, words: IntakeWords, as_: Noun | None, layouts: Sequence[Layout] = ()) -> Mapped | None:
    """Take the table as the kind of list it most likely is, or a clerk said it is; None where it is none of them."""
    layout = layout_for(layouts, headings_of(table))
    if layout and as_ in (None, layout.noun):
        return _chosen(_as_noun(table, layout.noun, words), table, layout)  # type: ignore[arg-type]  # kept by us
    choices = [_as_noun(table, noun, words) for noun in ((as_,) if as_ else NOUNS)]
    fitting = [one for one in choices if _fits(one, table)]
    if not fitting:
        return None
    return max(fitting, key=_weight)


def headings_of(table: Table | TakenTable) -> tuple[str, ...]:
    """The headings by which a header row is known again; equal ones are numbered."""
    return tuple(_keys(table).values())


def _keys(table: Table | TakenTable) -> dict[int, str]:
    seen: Counter[str] = Counter()
    found = {}
    for column in sorted(table.parts if isinstance(table, Table) else table.headings):
        heading = table.heading(column)
        seen[heading] += 1
        found[column] = heading if seen[heading] == 1 else f"{heading}#{seen[heading]}"
    return found


def known_table(sheet: Sheet, layouts: Sequence[Layout]) -> tuple[Table, ...]:
    """The table below a row whose words are those of a header row that a clerk has named; () without one."""
    known = {layout.headings for layout in layouts}
    for row in range(1, min(len(sheet.rows), _LOOK) + 1):
        table = table_below(sheet, row)
        if headings_of(table) in known:
            return (table,)
    return ()


def table_below(sheet: Sheet, row: int) -> Table:
    """The sheet as one table whose header is that row alone."""
    return Table(
        sheet=sheet,
        header_rows=(row,),
        parts={at: (plain(text),) for at, text in enumerate(sheet.rows[row - 1], 1) if text.strip()},
        body=range(row + 1, len(sheet.rows) + 1),
        above=tuple(above for above in range(1, row) if any(text.strip() for text in sheet.rows[above - 1])),
    )


def layout_for(layouts: Sequence[Layout], headings: tuple[str, ...]) -> Layout | None:
    """The named header row that this one is: the very same, or one from which few columns differ."""
    if not headings:
        return None
    same = next((one for one in layouts if one.headings == headings), None)
    return same or next((one for one in layouts if _alike(one.headings, headings)), None)


def _alike(known: tuple[str, ...], headings: tuple[str, ...]) -> bool:
    common = len(set(known) & set(headings))
    return common >= 3 and common >= _ALIKE * max(len(known), len(headings))


def renamed(table: TakenTable, noun: Noun, targets: Mapping[int, str], known: Layout | None) -> Layout:
    """The header row with what a clerk now takes some columns for, added to what was said before."""
    keys = _keys(table)
    said = {keys[column]: target for column, target in targets.items() if column in keys}
    before = known.targets if known and known.noun == noun else {}
    same = known is not None and known.headings == headings_of(table)
    return Layout(
        uid=known.uid if known and same else "",
        headings=headings_of(table),
        noun=noun,
        targets={**before, **said},
    )


def _chosen(mapped: Mapped, table: Table, layout: Layout) -> Mapped:
    """The mapping with the clerk's choices; a field that only one column may have leaves the others."""
    columns = {key: column for column, key in _keys(table).items()}
    said = {columns[key]: target for key, target in layout.targets.items() if key in columns}
    alone = {target for target in said.values() if target and target not in SEVERAL}
    targets = {column: "" if target in alone else target for column, target in mapped.targets.items()}
    return Mapped(mapped.noun, {**targets, **said})


def _fits(mapped: Mapped, table: Table) -> bool:
    found = set(mapped.targets.values())
    if mapped.noun == "seekers":
        return bool({"name", "id_no"} & found) and len(found & _OF_SEEKERS) >= 2
    if mapped.noun == "posts":
        return "title" in found and (len(found - {""}) > 1 or bool(table.titles))
    if mapped.noun == "projects":
        return "name" in found and bool(_OF_PROJECTS & found)
    return "employer.name" in found and len(found - {"", "ignored"}) > 1


_OF_SEEKERS = frozenset(
    {"name", "id_no", "sex", "birth_date", "mobile", "education", "village", "job_wishes", "school"}
)
_OF_PROJECTS = frozenset({"headcount", "part", "starts_on", "opens_on", "kind", "employer.name", "builder"})


def _weight(mapped: Mapped) -> tuple[int, int]:
    """People with names or numbers before posts with titles, projects, employers; then the most fields."""
    found = set(mapped.targets.values())
    people = 3 if found >= {"name"} or "id_no" in found else 0
    order = {"seekers": people, "posts": 2, "projects": 1, "employers": 0}[mapped.noun]
    return order, len(found)


def _as_noun(table: Table, noun: Noun, words: IntakeWords) -> Mapped:
    headings = words.headings[noun]
    targets: dict[int, str] = {}
    taken: set[str] = set()
    for look in (_same, _within):
        for column, parts in table.parts.items():
            if targets.get(column) or not parts:
                continue
            target = look(parts, headings)
            if target in taken and target not in SEVERAL:
                target = _SECOND.get(target, "")
            if target and (target not in taken or target in SEVERAL):
                taken.add(target)
                targets[column] = target
    for column in table.parts.keys() | _without_heading(table):
        targets.setdefault(column, "")
    return Mapped(noun, _by_content(table, noun, dict(sorted(targets.items()))))


def _without_heading(table: Table) -> set[int]:
    """Columns in which something stands though they have no heading."""
    found = set()
    for row in table.body[:_SAMPLE]:
        found |= {at for at, text in enumerate(table.sheet.rows[row - 1], 1) if text and not text.isspace()}
    return found - table.parts.keys()


def _same(parts: Sequence[str], headings: Headings) -> str:
    names = ["/".join(parts[-2:]), "/".join((parts[0], parts[-1])), parts[-1]]
    names += [without_brackets(name) for name in names]
    if parts[-1] not in headings.never:
        for name in names:
            if name in headings.same:
                return headings.same[name]
    return next((headings.same[part] for part in parts[:-1] if headings.same.get(part) in ("limits", "part")), "")


def _within(parts: Sequence[str], headings: Headings) -> str:
    whole = "/".join(parts)
    if any(word in whole for word in headings.never):
        return ""
    return next((target for word, target in headings.within if word in parts[-1]), "")


def _samples(table: Table, column: int) -> list[str]:
    texts = (table.sheet.cell(row, column).strip() for row in table.body[: _SAMPLE * 2])
    return [text for text in texts if text][:_SAMPLE]


def _share(samples: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, samples)) / len(samples) if samples else 0.0


def _is_person_number(text: str) -> bool:
    return _PERSON_NUMBER.fullmatch(normalise_number(text)) is not None


def _is_phone(text: str) -> bool:
    return is_mobile(normalise_number(text).removesuffix(".0"))


def _is_credit_code(text: str) -> bool:
    return _CREDIT_CODE.fullmatch(normalise_number(text)) is not None and not _is_person_number(text)


def _is_name(text: str) -> bool:
    return _PERSON_NAME.fullmatch("".join(text.split())) is not None


_SHAPES: Mapping[Noun, tuple[tuple[str, Callable[[str], bool], float], ...]] = {
    "seekers": (
        ("id_no", _is_person_number, _MOSTLY),
        ("mobile", _is_phone, _MOSTLY),
        ("sex", lambda text: text in ("男", "女"), 0.8),
        ("name", _is_name, 0.9),
    ),
    "employers": (("employer.credit_code", _is_credit_code, _MOSTLY), ("employer.phone", _is_phone, _MOSTLY)),
    "posts": (("employer.credit_code", _is_credit_code, _MOSTLY), ("employer.phone", _is_phone, _MOSTLY)),
    "projects": (("employer.credit_code", _is_credit_code, _MOSTLY), ("phone", _is_phone, _MOSTLY)),
}


def _by_content(table: Table, noun: Noun, targets: dict[int, str]) -> dict[int, str]:
    """Give unnamed columns a field by what stands in them; take the ID heading from a column without IDs."""
    for target, test, enough in _SHAPES[noun]:
        at = next((column for column, found in targets.items() if found == target), 0)
        if at and (target != "id_no" or _share(_samples(table, at), test) > 0.1):
            continue
        free = [
            column for column, found in targets.items() if not found and (target != "name" or _unnamed(table, column))
        ]
        shares = {column: _share(_samples(table, column), test) for column in free}
        best = max(shares, key=lambda column: shares[column], default=0)
        if best and shares[best] >= enough:
            if at:
                targets[at] = ""
            targets[best] = target
    return targets


def _unnamed(table: Table, column: int) -> bool:
    """Whether a column has no heading of its own: only then may mere shape make it the name."""
    return not table.parts.get(column)
