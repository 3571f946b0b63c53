"""招工信息: a message about posts, read into fields that a clerk checks before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.intake.chat import Part, read_chat
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.papers import parse_phones
from desk_app.storage.database import Database

_LONGEST = 10_000  # characters: a message, not a book
_TABLE = 3  # tabs in a line that show that a table was pasted


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a message says, and the employer on file whose name or telephone it bears ("" = none)."""

    text: str
    employer: Mapping[str, Part]
    posts: tuple[Mapping[str, Part], ...]
    known: str


class Messages:
    """招工信息. Nothing is written here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, _actor: Actor, text: str) -> Message:
        """Read a pasted message. Raises Refused in words where there is no offer in it."""
        text = "\n".join(text.splitlines())
        if len(text) > _LONGEST:
            raise Refused("too_long", f"文字超过 {_LONGEST} 个字，请分几次粘贴。")
        if sum(line.count("\t") >= _TABLE for line in text.splitlines()) > 1:
            raise Refused("a_table", "粘贴的是一张表格。请存成表格文件，到“导入”里导入。")
        found = read_chat(text, resources.chat_words(), resources.intake_words(), resources.occupations())
        if not found.posts:
            raise Refused("no_offer", "这段文字里没有读出岗位。请看看是不是招工信息，或按 Ctrl+N 直接登记。")
        return Message(text=text, employer=found.employer, posts=found.posts, known=self._known(found.employer))

    def _known(self, employer: Mapping[str, Part]) -> str:
        """The name on file of the employer with that name, or else the only one with that telephone."""
        name = normal_employer(employer["name"].text) if "name" in employer else ""
        phones = set(parse_phones(employer["phone"].text).numbers) if "phone" in employer else set()
        rows = self._database.read(lambda read: read.values(Employer, "name", "phone"))
        same = [known for known, _ in rows if name and normal_employer(known or "") == name]
        reached = [known for known, phone in rows if phones & set(parse_phones(phone or "").numbers)]
        return next(iter(same), reached[0] if len(reached) == 1 and not name else "")
