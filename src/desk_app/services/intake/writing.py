"""What a list that is taken in writes: its batch, records with their numbers, questions, named header rows."""

from __future__ import annotations

from dataclasses import replace

from desk_app.domain.changes import Change, ChangeSet, insert, new_uid, together, update
from desk_app.domain.collection.opening import answered, for_list
from desk_app.domain.employers import Employer
from desk_app.domain.intake import queue
from desk_app.domain.intake.batches import Batch, Distinction, Layout, Question
from desk_app.domain.intake.columns import headings_of
from desk_app.domain.intake.compare import Comparison
from desk_app.domain.intake.queue import State
from desk_app.domain.intake.replies import (
    NOTHING,
    Replies,
    as_json,
)
from desk_app.domain.numbering import POST, SEEKER, register_no
from desk_app.domain.posts import Post
from desk_app.domain.projects import Project
from desk_app.domain.seekers import Seeker
from desk_app.services.intake.households import households
from desk_app.services.intake.look import Look, Opened, slip, taken
from desk_app.storage import collecting
from desk_app.storage.unit_of_work import UnitOfWork

_LINKS = 8  # new persons that are named after an import


def write(unit: UnitOfWork, look: Look, said: Replies) -> tuple[str, int]:
    """Batch, records with their numbers, questions, named header rows; the uid of the batch, and how many tasks."""
    told, opened = taken(look), look.opened
    batch = Batch(
        uid=new_uid(),
        file=told.file,
        sha256=opened.digest,
        noun=told.noun or "",
        at=unit.actor.moment(),
        by=unit.actor.name,
        read=told.read,
        counts={
            "created": told.created,
            "changed": told.changed,
            "same": told.same,
            "refused": len(told.refused),
            "questions": len(told.questions),
            "skipped": len(told.skipped),
        },
    )
    unit.batch = batch.uid
    unit.why = f"导入 {told.file}（新增 {told.created}、更新 {told.changed}）"
    named = together(_named(unit, layout) for layout in opened.renamed if _has_headings(opened, layout))
    changes = signed(unit, look.found.changes)
    tasks = collected(
        unit, look.found, changes, told.file, *(title for one in opened.understood.tables for title in one.titles)
    )
    opened_now = sum(change.before is None for change in tasks.changes)
    if opened_now:
        unit.why = f"{unit.why}，下达征集任务 {opened_now} 项"
    unit.apply_long(
        insert(batch)
        + changes
        + _questions(unit, batch, look, said)
        + named
        + tasks
        + households(unit, opened.understood, changes)
    )
    return batch.uid, opened_now


def _questions(unit: UnitOfWork, batch: Batch, look: Look, said: Replies) -> ChangeSet:
    """Doubtful rows that do not wait already from the same file, and what was said to others."""
    batches = {one.uid for one in unit.all(Batch, sha256=look.opened.digest)}
    kept = {(one.sheet, one.row): one for one in unit.among(Question, "batch_uid", batches)}
    open_rows = {(row.sheet, row.row): row for row in look.found.questions}
    wanted = {row_key: open_rows[row_key] for row_key in open_rows if row_key not in kept or row_key in said}
    wanted |= {at: look.row(at) for at in said if at not in open_rows}
    found = []
    for at, row in wanted.items():
        reply = said.get(at, NOTHING)
        state: State = "open" if at in open_rows else "dropped" if reply.drop else "settled"
        if at in kept:
            found.append(update(kept[at], reply=as_json(reply), state=state))
        else:
            found.append(insert(queue.question(batch, row, slip(look.opened, row), reply, state)))
    return together(found)


def _has_headings(opened: Opened, layout: Layout) -> bool:
    """Whether the header row really stands in the file: columns of a list without one are nobody's."""
    return any(table.header_rows and headings_of(table) == layout.headings for table in opened.understood.tables)


def _named(unit: UnitOfWork, layout: Layout) -> ChangeSet:
    before = unit.first(Layout, uid=layout.uid) if layout.uid else None
    if before is None:
        return insert(replace(layout, uid=new_uid()))
    return update(before, noun=layout.noun, targets=layout.targets)


def collected(unit: UnitOfWork, found: Comparison, changes: ChangeSet, *names: str) -> ChangeSet:
    """The collection tasks that new firms and projects open, and those that new posts answer.

    `names` are the file's name and the titles of the list: what it calls itself.
    """
    today, wanted = unit.actor.today(), ChangeSet()
    new = [change.after for change in changes.changes if change.before is None]
    owners = {one.wants for one in new if isinstance(one, Project)}
    if found.firms or owners:
        rules, board = collecting.rules(unit, today), collecting.board(unit)
        stored = unit.among(Employer, "uid", owners - {""})
        wanted += for_list(changes, found.firms, rules.lists_new_firms(*names), board, rules, today, stored)
    posts = [one for one in new if isinstance(one, Post)]
    if posts:
        tasks = collecting.open_tasks(unit, {post.employer_uid for post in posts})
        wanted += answered(posts, tasks, today)
    return wanted


def signed(unit: UnitOfWork, changes: ChangeSet) -> ChangeSet:
    """New persons and posts get their numbers (S2026100001: letter, year, desk, sequence), decisions their maker."""
    year, desk = unit.actor.today().year, unit.actor.desk
    made: dict[str, dict[str, str]] = {}
    for kind, attribute, letter in ((Seeker, "seeker_no", SEEKER), (Post, "post_no", POST)):
        new = [one for one in changes.changes if isinstance(one.after, kind) and one.before is None]
        taken = unit.numbers(attribute, year, len(new)) if new else range(0)
        for one, number in zip(new, taken, strict=True):
            made[one.after.uid] = {attribute: register_no(letter, year, desk, number)}
    for one in changes.changes:
        if isinstance(one.after, Distinction):
            made[one.after.uid] = {"at": unit.actor.moment(), "by": unit.actor.name}
    return ChangeSet(
        tuple(
            Change(one.before, replace(one.after, **made[one.record.uid])) if one.record.uid in made else one
            for one in changes.changes
        )
    )
