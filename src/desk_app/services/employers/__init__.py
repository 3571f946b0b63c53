"""用人单位: one employer with its papers and posts; entering, merging, and stopping recommendations to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.opening import typed as asked_for_posts
from desk_app.domain.employer_entry import PARENT, filed
from desk_app.domain.employer_papers import EmployerPaper, checklist, on_desk, seen, unseen
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.employers_papers import registration
from desk_app.domain.entry import NotEntered, read_all, shown
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of, gaps
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.office import Office
from desk_app.domain.own.fields import OwnField
from desk_app.domain.paper import Paper
from desk_app.domain.posts import Post, standing
from desk_app.domain.vacancies import Circumstances, circumstances
from desk_app.services.employers.dealings import dealings
from desk_app.services.employers.lists import (
    EmployerFile,
    EmployerLine,
    all_lines,
    kept,
    letter_states,
    lines,
    open_problems,
    post_words,
)
from desk_app.services.employers.merging import merged
from desk_app.storage import collecting
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = ["EmployerFile", "EmployerLine", "Employers"]


_OFFERED = frozenset({"open", "unverified", "paused"})
"""Posts that stand on the form: not withdrawn, not past."""


class Employers:
    """用人单位."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks, rules: EmployerRules) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks
        self._rules = rules

    def lines(self, actor: Actor) -> tuple[EmployerLine, ...]:
        """All employers with their counts, in the order of their making."""
        return all_lines(self._database.read(kept), actor, self._rules)

    def names(self) -> tuple[str, ...]:
        """The names of all employers: what a form offers while one is typed."""
        return self._database.read(lambda read: tuple(str(name) for (name,) in read.values(Employer, "name") if name))

    def file(self, actor: Actor, uid: str) -> EmployerFile:
        """One employer with its posts and history. Raises Refused where there is none."""

        def work(read: Reader) -> EmployerFile:
            employer, posts = read.one(Employer, uid), read.all(Post, employer_uid=uid)
            states, papers = letter_states(read, uid), read.all(EmployerPaper, employer_uid=uid)
            counted = (states, open_problems(read, uid))
            parent = read.first(Employer, uid=employer.parent_uid) if employer.parent_uid else None
            return EmployerFile(
                employer=employer,
                line=lines((employer,), posts, papers, counted, actor, self._rules)[0],
                parent=parent.name if parent else "",
                branches=tuple((one.uid, one.name) for one in read.all(Employer, parent_uid=uid)),
                posts=tuple(post_words(post, states.get(post.uid, ()), actor) for post in posts),
                papers=checklist(employer, papers, actor.today(), self._rules.paper_ends_soon_days),
                missing=tuple(field.label for field in gaps(employer)),
                letters=sum(state != "void" for of_post in states.values() for state in of_post),
                events=dealings(read, uid, self._codes, actor.clock.now()),
            )

        return self._database.read(work)

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """A masked value in clear, for the eye of one field. It is registered who looked at what."""
        declared = fields_of(Employer)[field]

        def work(unit: UnitOfWork) -> str:
            employer = unit.one(Employer, uid)
            unit.looked("reveal", uid, 1, f"查看{declared.label}")
            return shown(declared, getattr(employer, field), self._codes)

        return self._database.write(actor, "查看", work)[0]

    def registration(self, actor: Actor, uid: str) -> bytes:
        """招聘登记表 of an employer as a PDF: itself, its conditions, its open posts, its papers, the undertaking."""
        from desk_app.documents.paper import draw  # drawing is only needed here: 0.2 s of every other start

        words = resources.intake_words()

        def work(read: Reader) -> tuple[Paper, str]:
            employer, today = read.one(Employer, uid), actor.today()
            papers = read.all(EmployerPaper, employer_uid=uid)
            posts = [one for one in read.all(Post, employer_uid=uid) if standing(one, 1, today) in _OFFERED]
            checked = checklist(employer, papers, today, self._rules.paper_ends_soon_days)
            office = read.first(Office)
            told = (self._codes, words.unlawful)
            return registration(employer, posts, checked, told, today), office.name if office else ""

        paper, office = self._database.read(work)
        return draw(paper, office, actor.clock.now())

    def circumstances(self, actor: Actor) -> Circumstances:
        """By what an entry is judged, also while it is typed."""
        words = resources.intake_words()
        return self._database.read(lambda read: self._circumstances(read, actor, words))

    def save(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> str:
        """Keep a new employer (`uid` None) or a changed one, from what was typed by field; returns its uid.

        Raises NotEntered with a sentence for each field; `same` is the employer who has the code or the name already.
        """
        words = resources.intake_words()

        def work(unit: UnitOfWork) -> str:
            before = unit.one(Employer, uid) if uid else None
            found = filed(before, typed, self._circumstances(unit, actor, words))
            errors, same, employer = dict(found.errors), None, found.employer
            if PARENT in typed:
                parent, trouble = _parent(unit, employer, typed[PARENT])
                employer = replace(employer, parent_uid=parent)
                errors |= {PARENT: trouble} if trouble else {}
            if not errors:
                same, errors = _known(unit, employer)
            if errors:
                raise NotEntered(errors, same.uid if same else "")
            unit.why = f"{'修改' if before else '新增'}单位{employer.name}"
            names = employer.__dataclass_fields__
            if before:
                unit.apply(update(before, **{name: getattr(employer, name) for name in names}))
            else:
                rules = collecting.rules(unit, actor.today())
                unit.apply(insert(employer) + asked_for_posts(employer, collecting.board(unit), rules, actor.today()))
            unit.keep_draft(f"employers/{uid or 'new'}", {})
            return employer.uid

        return self._database.write(actor, "登记单位", work)[0]

    def block(self, actor: Actor, uid: str, reason: str) -> None:
        """Recommend nobody to this employer any more. Raises Refused without a reason."""
        if not reason.strip():
            raise Refused("reason_missing", "停止推荐要写明原因，例如：拖欠工资、收取押金。")
        self._mark(actor, uid, reason.strip(), "停止推荐到")

    def unblock(self, actor: Actor, uid: str) -> None:
        """Recommend people to this employer again."""
        self._mark(actor, uid, "", "恢复推荐到")

    def merge(self, actor: Actor, keep: str, other: str) -> str:
        """Make two records of the same employer one; returns what was done in words. Undone as one act.

        Raises Refused where their credit codes say that they are two.
        """

        def work(unit: UnitOfWork) -> str:
            stays, goes = unit.one(Employer, keep), unit.one(Employer, other)
            if stays.uid == goes.uid:
                raise Refused("same_record", "这是同一条记录，不用合并。")
            if stays.credit_code and goes.credit_code and stays.credit_code != goes.credit_code:
                raise Refused("two_codes", f"“{stays.name}”和“{goes.name}”的信用代码不同，是两家单位，不能合并。")
            unit.why = f"把单位{goes.name}合并到{stays.name}"
            unit.apply(merged(unit, stays, goes))
            return f"已{unit.why}。"

        return self._database.write(actor, "合并单位", work)[0]

    def see_paper(self, actor: Actor, uid: str, kind: str, typed: Mapping[str, str]) -> None:
        """That somebody has seen a paper of an employer (条例 art. 26), from what was typed by field.

        Raises NotEntered with a sentence for each field, Refused for a day that cannot be.
        """
        values, errors = read_all(fields_of(EmployerPaper), typed, self._codes, actor.today())
        if errors:
            raise NotEntered(errors)

        def work(unit: UnitOfWork) -> None:
            employer = unit.one(Employer, uid)
            before = unit.first(EmployerPaper, employer_uid=uid, kind=kind)
            after = replace(on_desk(before, uid, kind, actor.name, actor.today()), **values)
            unit.why = f"查验{employer.name}的{self._codes['employer_paper'].label(kind)}"
            unit.apply(seen(before, after, actor.today()))
            unit.keep_draft(f"papers/{uid}/{kind}", {})

        self._database.write(actor, "查验材料", work)

    def drop_paper(self, actor: Actor, uid: str, kind: str) -> None:
        """That a paper was not seen after all, or is no longer valid. Raises Refused where there is none."""

        def work(unit: UnitOfWork) -> None:
            unit.why = f"取消查验{unit.one(Employer, uid).name}的{self._codes['employer_paper'].label(kind)}"
            unit.apply(unseen(unit.first(EmployerPaper, employer_uid=uid, kind=kind)))

        self._database.write(actor, "取消查验", work)

    def _mark(self, actor: Actor, uid: str, reason: str, verb: str) -> None:
        def work(unit: UnitOfWork) -> None:
            employer = unit.one(Employer, uid)
            unit.why = f"{verb}{employer.name}"
            unit.apply(update(employer, blocked_reason=reason))

        self._database.write(actor, verb, work)

    def _circumstances(self, read: Reader, actor: Actor, words: IntakeWords) -> Circumstances:
        own, days = read.all(OwnField), self._clocks.post_valid_days
        return circumstances(read.first(Office), actor.today(), self._codes, words, days, own=own)


def _parent(read: Reader, employer: Employer, typed: str) -> tuple[str, str]:
    """The uid of the employer that was typed by name or credit code, and what is wrong with it."""
    plain = typed.strip()
    if not plain:
        return "", ""
    found = next((one for one in read.all(Employer) if plain in (one.name, one.credit_code)), None)
    if found is None:
        return "", f"还没有登记“{plain}”，请先登记上级单位。"
    above, seen_uids = found, {employer.uid}
    while above.uid not in seen_uids:
        seen_uids.add(above.uid)
        following = read.first(Employer, uid=above.parent_uid) if above.parent_uid else None
        if following is None:
            return found.uid, ""
        above = following
    return "", "上级单位不能是它自己或它的下属单位。"


def _known(read: Reader, employer: Employer) -> tuple[Employer | None, dict[str, str]]:
    """Another employer with the same code, or with the same name and no code that tells them apart."""
    for one in read.all(Employer):
        if one.uid == employer.uid:
            continue
        if employer.credit_code and one.credit_code == employer.credit_code:
            return one, {"credit_code": f"“{one.name}”已用这个信用代码登记，请打开它修改。"}
        apart = employer.credit_code and one.credit_code
        if normal_employer(one.name) == normal_employer(employer.name) and not apart:
            return one, {"name": "已经登记了同名的单位，请打开它修改；确是两家的，请填各自的信用代码。"}
    return None, {}
