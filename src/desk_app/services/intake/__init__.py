"""导入: looking at a list, taking it in in one transaction, and the rows that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import shown
from desk_app.domain.errors import Refused, StorageFault
from desk_app.domain.identity import region_name
from desk_app.domain.intake import queue
from desk_app.domain.intake.batches import Batch, Layout, Question
from desk_app.domain.intake.columns import headings_of, layout_for, renamed, table_below
from desk_app.domain.intake.compare import Comparison, compare
from desk_app.domain.intake.outcome import Outcome, findings, outcome, statuses
from desk_app.domain.intake.queue import Waiting
from desk_app.domain.intake.register import Register
from desk_app.domain.intake.replies import (
    NOTHING,
    Replies,
    Reply,
    Slip,
    as_json,
    read_again,
    reply_from_json,
    slip_from_json,
)
from desk_app.domain.intake.returns import returned
from desk_app.domain.intake.rows import Column, IntakeContext, Noun, RowResult, Understood
from desk_app.domain.intake.sheet import Sheet
from desk_app.domain.intake.words import with_own
from desk_app.domain.office import Office, Village
from desk_app.domain.own.fields import NOUNS, OwnField, declared
from desk_app.domain.places import around
from desk_app.domain.progress import Progress
from desk_app.domain.projects import Project
from desk_app.domain.reports.report import Table
from desk_app.domain.seekers import Seeker
from desk_app.services.intake.look import Look, Opened, Taken, slip, taken
from desk_app.services.intake.writing import collected, signed, write
from desk_app.spreadsheets.apart import read_and_understand
from desk_app.spreadsheets.writer import book
from desk_app.storage.database import BATCH, Database
from desk_app.storage.files import sha256_of
from desk_app.storage.known import known_to
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


class Intake:
    """导入名单."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def look(
        self,
        actor: Actor,
        path: Path,
        *,
        noun: Noun | None = None,
        password: str | None = None,
        progress: Progress | None = None,
    ) -> Look:
        """Read, understand and compare a file. Raises Refused for an unreadable one; nothing changes.

        Reading and understanding happen in a child process; the database is asked in short jobs.
        """
        progress = progress or Progress()
        context = self._context(actor, noun)
        made, understood = read_and_understand(path, context, progress, password=password)
        digest = sha256_of(path)
        replies = self._database.read(lambda read: _earlier(read, digest), priority=BATCH)
        opened = Opened(digest=digest, book=made, understood=understood, context=context, replies=replies)
        return self._compared(opened, opened.replies or {}, progress)

    def renamed(
        self,
        actor: Actor,
        look: Look,
        table: int,
        *,
        noun: Noun,
        targets: Mapping[int, str],
        progress: Progress | None = None,
    ) -> Look:
        """The look again, with another kind of list or other fields for some columns of one of its tables."""
        taken = look.opened.understood.tables[table]
        layout = renamed(taken, noun, targets, layout_for(look.opened.context.layouts, headings_of(taken)))
        return self._understood_with(actor, look, layout, progress or Progress())

    def headed(
        self, actor: Actor, look: Look, sheet: str, row: int, *, noun: Noun, progress: Progress | None = None
    ) -> Look:
        """The look again where no list was recognised: this row is the header, and this kind of list stands below."""
        texts = look.opened.book.sheet(sheet).row(row)[0]
        alone = Sheet(name=sheet, hidden=False, rows=(texts,), kinds=())
        layout = Layout(uid="", headings=headings_of(table_below(alone, 1)), noun=noun)
        return self._understood_with(actor, look, layout, progress or Progress())

    def _understood_with(self, actor: Actor, look: Look, layout: Layout, progress: Progress) -> Look:
        opened = look.opened
        layouts = (layout, *(one for one in opened.context.layouts if one.headings != layout.headings))
        context = replace(opened.context, today=actor.today(), as_=None, layouts=layouts)
        _, understood = read_and_understand(opened.book, context, progress)
        changed = (layout, *(one for one in opened.renamed if one.headings != layout.headings))
        opened = replace(opened, context=context, understood=understood, renamed=changed)
        return self._compared(opened, opened.replies or {}, progress)

    def reply(self, look: Look, at: tuple[str, int], reply: Reply) -> Outcome:
        """What would become of one row with this reply; nothing is written."""
        row, context = _again(look.opened, look.row(at), reply), look.opened.context
        rows = (*_alike(look.opened.understood.rows, row), row)
        known = known_to(self._database, rows, Progress())
        read = replace(look.opened.understood, rows=rows)
        return outcome(compare(read, known, context.words, replies={at: reply}), slip(look.opened, row), context, shown)

    def outcome(self, look: Look, at: tuple[str, int]) -> Outcome:
        """What the look says about one row, with the row as the sender wrote it."""
        return outcome(look.found, slip(look.opened, look.row(at)), look.opened.context, shown)

    def write(
        self, actor: Actor, look: Look, replies: Replies | None = None, progress: Progress | None = None
    ) -> Taken:
        """Take the list in, with the clerk's replies, in one transaction; rows without one wait in the queue.

        Everything is compared once more with what is stored now. Raises Refused if somebody changes the same records
        at this very moment; nothing was written then.
        """
        progress = progress or Progress()
        said = {at: reply for at, reply in (replies or {}).items() if reply}
        return self._written(
            actor, self._compared(look.opened, {**(look.opened.replies or {}), **said}, progress, said), said
        )

    def take(
        self,
        actor: Actor,
        path: Path,
        *,
        noun: Noun | None = None,
        preview: bool = False,
        password: str | None = None,
        progress: Progress | None = None,
    ) -> Taken:
        """Take a file in, or only say what would happen. Rows to ask about wait in a queue and are not written."""
        look = self.look(actor, path, noun=noun, password=password, progress=progress)
        return taken(look) if preview else self._written(actor, look, {})

    def batches(self, actor: Actor) -> tuple[Batch, ...]:
        """The past imports, newest first."""
        del actor  # everybody of the office may see them
        return tuple(reversed(self._database.read(lambda read: read.all(Batch))))

    def waiting_count(self, actor: Actor) -> int:
        """How many rows wait for an answer."""
        del actor
        return self._database.read(lambda read: read.count(Question, state="open"))

    def waiting(self, actor: Actor) -> tuple[Waiting, ...]:
        """The rows that wait for an answer, oldest first, each with the person or employer it looks like."""
        kept = self._database.read(_open)
        context = self._context(actor, None)
        slips = [slip_from_json(question.slip) for question, _ in kept]
        rows = [
            read_again(slip, queue.findings_of(question), NOTHING, context)
            for slip, (question, _) in zip(slips, kept, strict=True)
        ]
        known = known_to(self._database, rows, Progress())
        return tuple(
            Waiting(
                uid=question.uid,
                batch=batch.uid,
                file=batch.file,
                at=batch.at,
                outcome=outcome(_compared_row(slip, row, known, context, NOTHING), slip, context, shown),
            )
            for (question, batch), slip, row in zip(kept, slips, rows, strict=True)
        )

    def answer(self, actor: Actor, uid: str, reply: Reply) -> Outcome:
        """Answer a row that waits: it is read again, held against what is stored, written, and waits no longer.

        Where something is still to be asked (status "question" or "refused") nothing is written. Raises
        Refused("no_question") if it waits no longer.
        """
        question, batch = next(iter(self._database.read(lambda read: _open(read, uid))), (None, None))
        if question is None or batch is None:
            raise Refused("no_question", "这一行已经处理过了。")
        slip, context = slip_from_json(question.slip), self._context(actor, None)
        row = read_again(slip, queue.findings_of(question), reply, context)
        found = _compared_row(slip, row, known_to(self._database, (row,), Progress()), context, reply)
        made = outcome(found, slip, context, shown)
        if made.status in ("question", "refused"):
            return made
        closed = update(question, state="dropped" if reply.drop else "settled", reply=as_json(reply))

        def work(unit: UnitOfWork) -> None:
            changes = signed(unit, found.changes)
            unit.apply(closed + changes + collected(unit, found, changes, batch.file, *slip.titles))

        self._database.write(actor, f"问清“{batch.file}”第{question.row}行", work)
        return made

    def save_returns(self, actor: Actor, look: Look, path: Path) -> int:
        """Write the list of rows that the sender must put right as .xlsx; how many lines it holds.

        It leaves the office with names, so it is registered. Raises StorageFault where it cannot be written.
        """
        table = self.returns(actor, look)
        try:
            path.write_bytes(book((table,)))
        except OSError:
            raise StorageFault("cannot_write", f"无法写入 {path.name}，请检查文件夹和权限。") from None
        rows = len({(line[0], line[1]) for line in table.rows})
        self._database.write(
            actor,
            f"保存退回清单 {path.name}",
            lambda unit: unit.looked("list", path.name, rows, "退回报送单位更正", "报送单位"),
        )
        return len(table.rows)

    def numbers_shown(self, actor: Actor, look: Look) -> None:
        """Register that ID numbers or phones in question are on the screen in clear, to be held against the paper."""
        asked = [place for place in look.findings if look.asks_for_number(place)]
        if asked:
            file = look.opened.understood.file
            self._database.write(
                actor, f"核对 {file}", lambda unit: unit.looked("reveal", file, len(asked), "导入时核对号码")
            )

    def returns(self, actor: Actor, look: Look) -> Table:
        """退回清单: the refused and doubtful rows with what is wrong and what to do."""
        return returned(look.opened.understood.file, look.found, actor.today())

    def _context(self, actor: Actor, noun: Noun | None) -> IntakeContext:
        office, villages, layouts, fields = self._database.read(
            lambda read: (read.first(Office), read.all(Village), read.all(Layout), read.all(OwnField)), priority=BATCH
        )
        if office is None:
            raise Refused("no_office", "还没有建立机构。")
        own = {noun: declared(fields, noun) for noun in NOUNS}
        return IntakeContext(
            today=actor.today(),
            practice=bool(office.practice),
            codes=self._codes,
            words=with_own(resources.intake_words(), own),
            villages={village.name: village.aliases for village in villages},
            places=around(office.name, office.short_name, region_name(office.region, actor.today().year)),
            as_=noun,
            layouts=tuple(reversed(layouts)),
            own=own,
        )

    def _compared(self, opened: Opened, replies: Replies, progress: Progress, fresh: Replies | None = None) -> Look:
        """The file held against what is stored now; `fresh` are the replies given just now."""
        rows = tuple(
            _again(opened, row, replies[row.sheet, row.row]) if (row.sheet, row.row) in replies else row
            for row in opened.understood.rows
        )
        known = known_to(self._database, rows, progress)
        found = compare(replace(opened.understood, rows=rows), known, opened.context.words, progress, replies)
        if opened.replies is not None:
            found = found.repeated(fresh)
        return Look(opened=opened, found=found, statuses=statuses(found), findings=findings(found))

    def _written(self, actor: Actor, look: Look, said: Replies) -> Taken:
        (batch, tasks), _ = self._database.write(
            actor, f"导入 {look.opened.book.file}", lambda unit: write(unit, look, said), priority=BATCH
        )
        return replace(taken(look), batch=batch, tasks=tasks)


def _earlier(read: Reader, digest: str) -> Replies | None:
    """What was replied to the rows of the very same file at earlier imports; None if it was never taken in."""
    batches = {batch.uid for batch in read.all(Batch, sha256=digest)}
    questions = read.among(Question, "batch_uid", batches)
    said = {(one.sheet, one.row or 0): reply_from_json(one.reply) for one in questions if one.reply}
    return said if batches else None


def _open(read: Reader, uid: str = "") -> list[tuple[Question, Batch]]:
    """The questions that wait with their batches, or the one of that uid."""
    questions = read.all(Question, state="open", **({"uid": uid} if uid else {}))
    batches = {one.uid: one for one in read.among(Batch, "uid", {one.batch_uid for one in questions})}
    return [(one, batches[one.batch_uid]) for one in questions if one.batch_uid in batches]


def _again(opened: Opened, row: RowResult, reply: Reply) -> RowResult:
    if row.table < 0:
        return row
    made = read_again(slip(opened, row), row.findings, reply, opened.context)
    return replace(made, table=row.table, filled=row.filled, label=row.label)


def _alike(rows: Iterable[RowResult], wanted: RowResult) -> tuple[RowResult, ...]:
    """The rows above that the wanted one may be held against: of the same person or the same employer."""
    marks = _marks(wanted)
    return tuple(row for row in rows if row.row != wanted.row and row.status == "ready" and marks & _marks(row))


def _marks(row: RowResult) -> set[str]:
    draft = row.draft
    if draft is None:
        return set()
    record = draft.record
    if isinstance(record, Seeker):
        return {record.id_no, record.name + record.mobile} - {""}
    named = {record.name} if isinstance(record, Project) else set()
    firm = record if isinstance(record, Employer) else draft.employer
    return (named | {firm.credit_code, firm.name} if firm else named) - {""}


def _compared_row(slip: Slip, row: RowResult, known: Register, context: IntakeContext, reply: Reply) -> Comparison:
    columns = tuple(Column(slip.sheet, at, slip.headings[at], target) for at, target in slip.targets.items())
    read = Understood(file=slip.file, as_=slip.noun, rows=(row,), columns=columns, notes=())
    return compare(read, known, context.words, replies={(row.sheet, row.row): reply})
