"""Recording what persons say to the posts proposed to them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from desk_app.domain import answers
from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES, Said
from desk_app.domain.changes import together
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.proposals import Proposal
from desk_app.domain.seekers import Seeker
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


class Proposals:
    """本人意见."""

    def __init__(self, database: Database, codes: CodeLists, decode: Callable[[bytes], str]) -> None:
        self._database = database
        self._codes = codes
        self._decode = decode

    def answer_all(self, actor: Actor, answer: str) -> int:
        """Record the same answer for every person with a proposal that waits; returns how many.

        Saying yes for all is meant for a call list worked through on paper: it includes the consent to give the phone.
        """
        said = self._codes["answer"].find(answer)
        if said is None or said.code != "willing":
            raise Refused("wrong_answer", "一次登记全部只能是“愿意”；不愿意的要逐人写明原因。")

        def all_waiting(read: Reader) -> list[Said]:
            seekers = read.by_uid(Seeker)
            waiting = [p for p in _open(read) if p.state != "agreed"]
            return [
                Said(
                    seeker_no=seekers[proposal.seeker_uid].seeker_no,
                    answer=said.code,
                    by=actor.name,
                    how="phone",
                    at=actor.moment(),
                    phone_consent=True,
                )
                for proposal in waiting
            ]

        return self._record(actor, all_waiting)

    def answer_file(self, actor: Actor, content: bytes) -> int:
        """Record the answers of a CSV (seeker_no,answer,reason,by,how,at,phone_consent); one wrong row refuses all."""
        reader = csv.DictReader(io.StringIO(self._decode(content), newline=""))
        if not {"seeker_no", "answer"} <= set(reader.fieldnames or ()):
            raise Refused("wrong_header", "第一行要有栏目名 seeker_no,answer,reason,by,how,at,phone_consent。")
        said = answers.read_answers(list(reader), self._codes, actor)
        return self._record(actor, lambda _: list(said))

    def _record(self, actor: Actor, collect: Callable[[Reader], list[Said]]) -> int:
        def work(unit: UnitOfWork) -> int:
            said = collect(unit)
            seekers = {s.seeker_no: s for s in unit.among(Seeker, "seeker_no", {one.seeker_no for one in said})}
            proposals: Mapping[str, Proposal] = {p.seeker_uid: p for p in _open(unit)}
            if len({one.seeker_no for one in said}) != len(said):
                raise Refused("answered_twice", "同一个求职登记号出现了两次，请只留一行。")
            changes = []
            for one in said:
                seeker = seekers.get(one.seeker_no)
                proposal = proposals.get(seeker.uid) if seeker else None
                if seeker is None or proposal is None:
                    raise Refused(
                        "no_open_proposal", f"求职登记号 {one.seeker_no} 现在没有待征询的岗位，全部没有登记。"
                    )
                changes.append(answers.record(seeker, proposal, one))
            unit.apply(together(changes))
            return len(said)

        return self._database.write(actor, "登记本人意见", work)[0]


def _open(read: Reader) -> tuple[Proposal, ...]:
    return read.among(Proposal, "state", OPEN_STATES)
