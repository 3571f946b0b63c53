"""The faults that lists of people really have, planted one at a time with the truth beside them.

A planter returns False where the fault does not suit the row; the caller then tries another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from desk_app.domain.identity import PRACTICE_REGION
from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.sheets import Entry, as_text

Planter = Callable[[Draw, Entry], bool]

_FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_EXCEL_EPOCH = date(1899, 12, 30)
_DATES = ("back", "reg", "enlist", "retire")


def plant_faults(draw: Draw, entries: Sequence[Entry], share: float) -> None:
    """Give that share of the rows a fault, and some of these a second one in another field."""
    for entry in entries:
        if draw.chance(share):
            _plant(draw, entry, _PLANTERS)
            if draw.chance(0.12):
                _plant(draw, entry, _SECOND)
    _swap_numbers(draw, entries, share)


def _plant(draw: Draw, entry: Entry, planters: Mapping[Planter, float]) -> None:
    for _ in range(30):
        if draw.weighted(planters)(draw, entry):
            return


def _number(entry: Entry) -> str | None:
    """The number as it is written, None where the field is not there or already spoilt."""
    written = entry.cells.get("id")
    return written if isinstance(written, str) and written and not entry.has_fault("id") else None


def _dressed(kind: str, dress: Callable[[Draw, str], str]) -> Planter:
    """A number that is right under its dress."""

    def planter(draw: Draw, entry: Entry) -> bool:
        number = _number(entry)
        if number is None or dress(draw, number) == number:
            return False
        entry.plant("id", kind, "repair", dress(draw, number), expect=number)
        return True

    return planter


def _spoilt(kind: str, action: str, status: str, spoil: Callable[[Draw, str], str], note: str) -> Planter:
    """A number that cannot be used as it stands; "" from `spoil` means that it does not suit."""

    def planter(draw: Draw, entry: Entry) -> bool:
        number = _number(entry)
        written = spoil(draw, number) if number else ""
        if number is None or (not written and status != "missing"):
            return False
        entry.plant("id", kind, action, written, note=note, **_unknown(entry, status, number))
        return True

    return planter


def _unknown(entry: Entry, status: str, number: str) -> dict[str, str | None]:
    """What the true record says when the number cannot be used: the birth month only where a column gives it."""
    birth = entry.record["birth_date"][:7] if "birth" in entry.cells else None
    return {"id_no": None, "id_status": status, "id_true": number, "birth_date": birth}


def _spaced(draw: Draw, number: str) -> str:
    gap = draw.rng.choice((" ", "\u00a0", "\u3000"))
    return draw.rng.choice(
        (f"{number[:6]}{gap}{number[6:]}", f" {number} ", f"{number[:6]}{gap}{number[6:14]}{gap}{number[14:]}")
    )


def _wrong_check(draw: Draw, number: str) -> str:
    return number[:-1] + draw.rng.choice([one for one in "0123456789" if one != number[-1]])


def _swapped(draw: Draw, number: str) -> str:
    places = [at for at in range(14, 16) if number[at] != number[at + 1]]
    if not places:
        return ""
    at = draw.rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _ending_lost(_: Draw, number: str) -> str:
    from stdnum.cn import ric

    written = number[:15] + "000"
    return "" if written[-1] == ric.calc_check_digit(written) else written


def _bad_date(draw: Draw, number: str) -> str:
    from stdnum.cn import ric

    body = number[:10] + draw.rng.choice(("0231", "0431", "1131", "1340")) + number[14:17]
    return body + ric.calc_check_digit(body + "0")


def _as_number(_: Draw, entry: Entry) -> bool:
    number = _number(entry)
    if number is None or number.endswith("X"):
        return False
    entry.plant(
        "id",
        "id_as_number",
        "refuse",
        float(number[:15] + "000"),
        note="typed as a number: the last three digits are lost",
        id_no=None,
        id_status="damaged",
        id_true=number,
    )
    return True


def _old15(_: Draw, entry: Entry) -> bool:
    number = _number(entry)
    if number is None or number[6:8] != "19":
        return False
    old = number[:6] + number[8:17]
    known = {**_unknown(entry, "old15", number), "id_candidate": number}
    entry.plant("id", "id_old15", "ask", old, note=f"15-digit old number; look-up candidate {number}", **known)
    return True


def _letter_o(_: Draw, entry: Entry) -> bool:
    number = _number(entry)
    if number is None:
        return False
    written = number[:2] + number[2:6].replace("0", "O") + number[6:]
    known = {**_unknown(entry, "wrong", number), "id_candidate": number}
    entry.plant("id", "id_letter_o", "ask", written, expect=number, note="letter O for zero; candidate passes", **known)
    return True


def _swap_numbers(draw: Draw, entries: Sequence[Entry], share: float) -> None:
    """Now and then a row has the number of another row of the same list."""
    clean = [entry for entry in entries if not entry.faults and _number(entry)]
    for _ in range(round(len(entries) * share * 0.015 + 0.2)):
        if len(clean) < 2:
            return
        owner, other = draw.rng.sample(clean, 2)
        clean.remove(owner)
        clean.remove(other)
        note = f"valid number but it is {owner.record['pid']} in the same file; do not merge the two"
        known = _unknown(other, "other_person", as_text(other.cells["id"]))
        other.plant("id", "id_other", "ask", owner.cells["id"], note=note, **known)


def _name(kind: str, write: Callable[[Draw, str], str]) -> Planter:
    """A name with something around it or in it."""

    def planter(draw: Draw, entry: Entry) -> bool:
        name = entry.record["name"]
        if entry.has_fault("name"):
            return False
        entry.plant("name", kind, "repair", write(draw, name), expect=name)
        return True

    return planter


def _name_note(draw: Draw, entry: Entry) -> bool:
    if entry.has_fault("name"):
        return False
    name, note = entry.record["name"], draw.phrase("name_notes")
    written = name + (f"（{note}）" if draw.chance(0.6) else f"({note})")
    entry.plant("name", "name_note", "repair", written, expect=name, note="move the note to 备注", note_from_name=note)
    return True


def _former_name(draw: Draw, entry: Entry) -> bool:
    name = entry.record["name"]
    former = name[0] + draw.name(str(draw.rng.choice((1, 2))))[1:]
    if entry.has_fault("name") or former == name:
        return False
    written, note = f"{name}（曾用名{former}）", "former name kept in its own field"
    entry.plant("name", "name_former_note", "repair", written, expect=name, note=note, former_name=former)
    return True


def _other_character(kind: str, table: str) -> Planter:
    """A character that sounds the same or is the traditional form: a person must look."""

    def planter(draw: Draw, entry: Entry) -> bool:
        name, swaps = entry.record["name"], draw.words.swaps[table]
        places = [at for at in range(1, len(name)) if name[at] in swaps]
        if not places or entry.has_fault("name"):
            return False
        at = draw.rng.choice(places)
        written = name[:at] + swaps[name[at]] + name[at + 1 :]
        entry.plant("name", kind, "ask", written, note=f"the ID belongs to {name}", name=written, name_true=name)
        return True

    return planter


def _sex_missing(_: Draw, entry: Entry) -> bool:
    if not entry.cells.get("sex") or _number(entry) is None:
        return False
    entry.plant("sex", "sex_missing", "repair", None, expect=entry.record["sex"], note="from the ID")
    return True


def _sex_contrary(_: Draw, entry: Entry) -> bool:
    if not entry.cells.get("sex") or _number(entry) is None:
        return False
    wrong = "女" if entry.record["sex"] == "男" else "男"
    note = "contradicts digit 17 of the ID"
    entry.plant("sex", "sex_contra", "ask", wrong, expect=entry.record["sex"], note=note, sex_written=wrong)
    return True


def _phone(entry: Entry) -> str | None:
    written = entry.cells.get("tel")
    return as_text(written) if written and not entry.has_fault("tel") and "tel" in entry.cells else None


def _two_phones(draw: Draw, entry: Entry) -> bool:
    phone = _phone(entry)
    if phone is None or "tel2" in entry.cells:
        return False
    second = draw.mobile()
    written = phone + draw.rng.choice(("；", "或", "/", " ", "、")) + second
    entry.plant("tel", "tel_two", "repair", written, expect=f"{phone} | {second}", mobiles=[phone, second])
    return True


def _phone_note(draw: Draw, entry: Entry) -> bool:
    phone = _phone(entry)
    if phone is None:
        return False
    note = draw.phrase("phone_notes")
    entry.plant("tel", "tel_note", "repair", f"{phone}（{note}）", expect=phone, note="owner note kept", tel_note=note)
    return True


def _phone_spaced(draw: Draw, entry: Entry) -> bool:
    phone = _phone(entry)
    if phone is None:
        return False
    written = draw.rng.choice(
        (f"{phone[:3]} {phone[3:7]} {phone[7:]}", f"86-{phone}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}")
    )
    entry.plant("tel", "tel_spaces", "repair", written, expect=phone)
    return True


def _no_phone(kind: str, write: Callable[[Draw, str], str | None], action: str, note: str) -> Planter:
    """A phone cell from which no phone can be had."""

    def planter(draw: Draw, entry: Entry) -> bool:
        phone = _phone(entry)
        if phone is None:
            return False
        others = [one for one in entry.record["mobiles"] if one != phone]
        entry.plant("tel", kind, action, write(draw, phone), note=note, mobiles=others)
        return True

    return planter


def _village(draw: Draw, entry: Entry) -> bool:
    spellings = _spellings(draw, entry)
    if not spellings:
        return False
    note = "resolve by the village alias list"
    entry.plant(
        "village", "village_spelling", "repair", draw.rng.choice(spellings[1:-1]), expect=spellings[0], note=note
    )
    return True


def _village_typo(draw: Draw, entry: Entry) -> bool:
    spellings = _spellings(draw, entry)
    if not spellings:
        return False
    note = "wrong character, close to a known village"
    entry.plant("village", "village_typo", "ask", spellings[-1], expect=spellings[0], note=note)
    return True


def _spellings(draw: Draw, entry: Entry) -> tuple[str, ...]:
    if not entry.cells.get("village") or entry.has_fault("village"):
        return ()
    return next(one for one in draw.words.villages if one[0] == entry.record["village"])


def _education(kind: str, action: str, note: str) -> Planter:
    """An education cell that says nothing."""

    def planter(draw: Draw, entry: Entry) -> bool:
        if not entry.cells.get("edu") or entry.has_fault("edu"):
            return False
        written = draw.phrase("unclear_education") if action == "ask" else None
        entry.plant("edu", kind, action, written, note=note, education=None)
        return True

    return planter


def _day(kind: str, action: str, write: Callable[[date], str], note: str) -> Planter:
    """A day in a form that must be understood, or that cannot be."""

    def planter(draw: Draw, entry: Entry) -> bool:
        fields = [of for of in _DATES if entry.cells.get(of) and not entry.has_fault(of)]
        if not fields:
            return False
        of = draw.rng.choice(fields)
        key = RECORD_KEY[of]
        day = date.fromisoformat(entry.record[key])
        if action == "repair":
            entry.plant(of, kind, action, write(day), expect=day.isoformat(), note=note)
        else:
            entry.plant(of, kind, action, write(day))
            entry.record[key] = None
        return True

    return planter


def _birth_contrary(draw: Draw, entry: Entry) -> bool:
    if not entry.cells.get("birth") or _number(entry) is None:
        return False
    birth = date.fromisoformat(entry.record["birth_date"])
    wrong = (birth.replace(day=1, year=birth.year + draw.rng.choice((-10, -1, 1, 10)))).strftime("%Y-%m")
    note = "contradicts the ID"
    entry.plant("birth", "birth_contra", "ask", wrong, expect=f"{birth:%Y-%m}", note=note, birth_written=wrong)
    return True


RECORD_KEY = {"back": "returned_on", "reg": "registered_on", "enlist": "enlisted_on", "retire": "retired_on"}
"""Under which name the true record keeps a day that stands in a column."""

_SECOND: Mapping[Planter, float] = {
    _name("name_space", lambda draw, name: name[0] + draw.rng.choice((" ", "  ", "\u3000")) + name[1:]): 4,
    _name("name_trail", lambda draw, name: draw.rng.choice((f"{name} ", f"\n{name}", f" {name}\t"))): 2,
    _name_note: 4,
    _two_phones: 4,
    _phone_note: 3,
    _phone_spaced: 2,
    _no_phone("tel_short", lambda _, phone: phone[:-1], "ask", "10 digits"): 3,
    _no_phone("tel_words", lambda draw, _: draw.phrase("phone_words"), "keep", "no phone; keep the words"): 2,
    _no_phone("tel_missing", lambda *_: None, "keep", "row stays; no phone"): 2,
    _village: 5,
    _village_typo: 1,
}
_PLANTERS: Mapping[Planter, float] = {
    **_SECOND,
    _dressed("id_lower_x", lambda _, number: number.lower()): 30,
    _dressed("id_fullwidth", lambda _, number: number.translate(_FULL_WIDTH)): 3,
    _dressed("id_spaces", _spaced): 4,
    _dressed("id_apostrophe", lambda _, number: "'" + number): 2,
    _dressed("id_newline", lambda _, number: number[:6] + "\n" + number[6:]): 1,
    _as_number: 6,
    _spoilt("id_sci_text", "refuse", "damaged", lambda _, number: f"{float(number[:17] + '0'):.5E}", "scientific"): 1,
    _spoilt("id_000_text", "refuse", "damaged", _ending_lost, "text, but ends in 000 and the check fails"): 1,
    _spoilt("id_17", "refuse", "wrong", lambda _, number: number[:10] + number[11:], "17 digits"): 2,
    _spoilt("id_19", "refuse", "wrong", lambda _, number: number[:10] + number[9:], "19 digits"): 1,
    _spoilt("id_bad_date", "refuse", "wrong", _bad_date, "no such day though the check digit is right"): 1,
    _spoilt("id_transposed", "ask", "wrong", _swapped, "two digits swapped"): 1,
    _spoilt("id_wrong_check", "ask", "wrong", _wrong_check, "check digit wrong"): 4,
    _spoilt("id_missing", "ask", "missing", lambda *_: "", "no ID"): 3,
    _spoilt("id_words", "ask", "missing", lambda *_: "不详", "words in the ID cell"): 1,
    _spoilt("id_masked", "ask", "missing", lambda _, number: f"{PRACTICE_REGION}********{number[-4:]}", "masked"): 1,
    _old15: 2,
    _letter_o: 1,
    _former_name: 1,
    _other_character("name_homophone", "homophones"): 2,
    _other_character("name_trad", "traditional"): 1,
    _sex_missing: 3,
    _sex_contrary: 2,
    _education("edu_missing", "keep", ""): 1,
    _education("edu_unclear", "ask", "no level can be read"): 1,
    _day(
        "date_serial_text", "repair", lambda day: str((day - _EXCEL_EPOCH) // timedelta(days=1)), "Excel serial number"
    ): 3,
    _day("date_two_digit_year", "repair", lambda day: f"{day.year % 100}.{day.month}.{day.day}", ""): 3,
    _day("date_impossible", "ask", lambda day: f"{day.year}.2.30", ""): 1,
    _birth_contrary: 1,
}
