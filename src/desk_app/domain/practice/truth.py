"""What is true about the practice lists, in the shape that the checks of the import read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from desk_app.domain.practice.sheets import Page, PracticeFile, column
from desk_app.domain.practice.town import Township

_ID_COUNTS = {
    "damaged_ids": "damaged",
    "wrong_ids": "wrong",
    "old15_ids": "old15",
    "missing_ids": "missing",
    "other_persons_ids": "other_person",
    "no_id_column": "no_column",
    "good_ids": "ok",
}


def practice_file(
    file: str,
    form: Literal["xlsx", "csv"],
    pages: Sequence[Page],
    *,
    kind: str,
    kind_zh: str,
    sender: str,
    what: str,
    file_faults: Sequence[dict[str, str]] = (),
) -> PracticeFile:
    """The finished file with its truth."""
    return PracticeFile(
        file=file,
        format=form,
        sheets=tuple(page.sheet() for page in pages),
        truth={
            "file": file,
            "kind": kind,
            "kind_zh": kind_zh,
            "sender": sender,
            "format": form,
            "what": what,
            "sheets": [_sheet(page) for page in pages],
            "faults": [fault for page in pages for fault in page.faults],
            "file_faults": list(file_faults),
            "expected": _expected(pages),
        },
    )


def truth(town: Township, files: Sequence[PracticeFile]) -> dict[str, Any]:
    """The truth about all lists of a township, ready to be written as JSON."""
    return {
        "half": "practice",
        "reference_date": town.today.isoformat(),
        "town": town.words.county + town.words.town,
        "size": town.size,
        "seed": town.seed,
        "villages": [{"canon": one[0], "spellings": list(one)} for one in town.words.villages],
        "vocabulary": _VOCABULARY,
        "files": [file.truth for file in files],
    }


def _sheet(page: Page) -> dict[str, Any]:
    data_rows = [record["row"] for record in page.records]
    found: dict[str, Any] = {
        "sheet": page.name,
        "state": "visible",
        "role": page.role,
        "header_rows": page.header_rows,
        "columns": [
            {"col": column(at), "heading": heading, "field": of} for at, (of, heading) in enumerate(page.columns)
        ],
        "not_data": page.not_data,
        "hidden_rows": page.hidden_rows,
        "hidden_columns": page.hidden_columns,
        "records": page.records,
    }
    if data_rows:
        found |= {"first_data_row": data_rows[0], "last_data_row": data_rows[-1]}
    if page.form:
        found["form"] = page.form
    return found


def _expected(pages: Sequence[Page]) -> dict[str, Any]:
    records = [record for page in pages for record in page.records]
    states = Counter(record["status"] for record in records)
    found: dict[str, Any] = {"rows_read": len(records), "good": states["good"], "question": states["question"]}
    if any("id_status" in record for record in records):
        ids = Counter(record.get("id_status") for record in records)
        found |= {name: ids[status] for name, status in _ID_COUNTS.items()}
        found["distinct_persons"] = len({record["pid"] for record in records})
    found["not_data_rows"] = sum(len(page.not_data) for page in pages)
    found["faults_by_kind"] = dict(Counter(fault["kind"] for page in pages for fault in page.faults))
    return found


_VOCABULARY = {
    "action": {
        "repair": "normalise without bothering the clerk (log it); row stays good",
        "keep": "value stays empty or as written, row stays good",
        "merge": "one person, one record, two source rows",
        "ask": "row is kept, value flagged, clerk decides",
        "refuse": "the value must not be taken over; row goes to the to-be-fixed basket",
        "tell": "read it, and say so",
    },
    "id_status": {
        "ok": "valid, possibly after repair",
        "damaged": "digits destroyed by a spreadsheet",
        "wrong": "length, date or check digit wrong",
        "old15": "15-digit number",
        "missing": "cell empty or words or masked",
        "other_person": "valid but belongs to another person",
    },
    "pay_unit": ["月"],
    "rows_read": "all true table rows, hidden rows included; repeated headers, subtotals, totals, footers are not rows",
}
