"""What a card reader that types like a keyboard sends: often the number alone, sometimes the whole card in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desk_app.domain.codes import CodeLists

_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_BETWEEN = re.compile(r"[,，;；|^\s]+")
_NAME = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003134f·]{2,30}")
_ADDRESS = re.compile(r"[省市县区乡镇村街路]")


def read_card(text: str, codes: CodeLists) -> Mapping[str, str]:
    """The fields of a person in a whole card as it was typed (number, name, nation, address); {} for anything else.

    The order of the parts differs from reader to reader: each is known by what it looks like.
    """
    number = _NUMBER.search(text)
    parts = [part for part in _BETWEEN.split(_NUMBER.sub(" ", text)) if part]
    if number is None or not parts:
        return {}
    found = {"id_no": number.group().upper()}
    for part in parts:
        if codes["sex"].find(part):
            continue  # it follows from the number
        if nation := codes["ethnicity"].find(part):
            found.setdefault("ethnicity", nation.label)
        elif _ADDRESS.search(part) and len(part) > 5:
            found.setdefault("hukou_address", part)
        elif _NAME.fullmatch(part):
            found.setdefault("name", part)
    return found if "name" in found else {}
