"""Recording what persons say to the posts proposed to them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

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

_ONE = "登记本人意见 "


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

    def answer_one(
        self,
        actor: Actor,
        seeker_no: str,
        answer: str,
        *,
        reason: str = "",
        how: str = "phone",
        phone_consent: bool | None = None,
    ) -> str:
        """Record what one person said; returns it in words (张三：愿意). Raises Refused for a no without a reason.

        `phone_consent`: whether the phone may be given to the employer, as the person said it; None = not asked.
        """
        row = {"seeker_no": seeker_no, "answer": answer, "reason": reason.strip(), "how": how}
        said = replace(answers.read_answer(row, self._codes, actor, "这一条"), phone_consent=phone_consent)

        def work(unit: UnitOfWork) -> str:
            self._write(unit, [said])
            return unit.why.removeprefix(_ONE)

        return self._database.write(actor, "登记本人意见", work)[0]

    def answer_file(self, actor: Actor, content: bytes) -> int:
        """Record the answers of a CSV (seeker_no,answer,reason,by,how,at,phone_consent); one wrong row refuses all."""
        reader = csv.DictReader(io.StringIO(self._decode(content), newline=""))
        if not {"seeker_no", "answer"} <= set(reader.fieldnames or ()):
            raise Refused("wrong_header", "第一行要有栏目名 seeker_no,answer,reason,by,how,at,phone_consent。")
        said = answers.read_answers(list(reader), self._codes, actor)
        return self._record(actor, lambda _: list(said))

    def _record(self, actor: Actor, collect: Callable[[Reader], list[Said]]) -> int:
        return self._database.write(actor, "登记本人意见", lambda unit: self._write(unit, collect(unit)))[0]

    def _write(self, unit: UnitOfWork, said: list[Said]) -> int:
        seekers = {s.seeker_no: s for s in unit.among(Seeker, "seeker_no", {one.seeker_no for one in said})}
        found = unit.among(Proposal, "seeker_uid", {one.uid for one in seekers.values()})
        proposals = {p.seeker_uid: p for p in found if p.state in OPEN_STATES}
        if len({one.seeker_no for one in said}) != len(said):
            raise Refused("answered_twice", "同一个求职登记号出现了两次，请只留一行。")
        changes = []
        for one in said:
            seeker = seekers.get(one.seeker_no)
            proposal = proposals.get(seeker.uid) if seeker else None
            if seeker is None or proposal is None:
                whole = "，全部没有登记" if len(said) > 1 else "，没有登记"
                raise Refused("no_open_proposal", f"求职登记号 {one.seeker_no} 现在没有待征询的岗位{whole}。")
            changes.append(answers.record(seeker, proposal, one))
            unit.why = f"{_ONE}{seeker.name}：{self._codes['answer'].label(one.answer)}"
        if len(said) != 1:
            unit.why = f"登记 {len(said)} 人的本人意见"
        unit.apply(together(changes))
        return len(said)


def _open(read: Reader) -> tuple[Proposal, ...]:
    return read.among(Proposal, "state", OPEN_STATES)
