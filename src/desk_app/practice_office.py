"""The practice office: an invented township with something on every page, made when it is first wanted."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

from desk_app import resources
from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.actor import Clock
from desk_app.domain.finding import Query
from desk_app.domain.identity import PRACTICE_REGION
from desk_app.domain.progress import Progress
from desk_app.paths import Folders, WallClock
from desk_app.services import practice
from desk_app.services.setup import Founding, found

PRACTICE_PASSWORD = "practice-2026"  # noqa: S105  # of an invented office; everybody may know it
_PRACTICE_SEED = 7
_CERTIFICATIONS = 8
_SAID_YES, _LETTERS = 60, 20  # persons in the practice office who have said yes, and letters that are out


def open_practice(folders: Folders, progress: Progress, clock: Clock | None = None) -> Desk:
    """Open the practice office of this user; it is made first where there is none, whole or not at all."""
    clock, inside = clock or WallClock(), folders.practice
    if not inside.database.exists():
        aside = Folders(folders.home / "practice.part")
        shutil.rmtree(aside.home, ignore_errors=True)  # invented things of a start that was broken off
        _make_practice(aside, progress, clock)
        os.replace(aside.home, inside.home)
    return open_desk(inside, PRACTICE_PASSWORD, clock)


def _make_practice(folders: Folders, progress: Progress, clock: Clock) -> None:
    """An invented township from its messy lists to the first receipt, so that every page has something to show."""
    words = resources.practice_words()
    progress.step("建立练习机构")
    asked = Founding(
        office=f"{words.county}{words.town}人社所",
        region=PRACTICE_REGION,
        clerk="练习员",
        password=PRACTICE_PASSWORD,
        practice=True,
    )
    found(folders, asked, clock)
    with open_desk(folders, PRACTICE_PASSWORD, clock) as desk:
        actor = desk.actor
        desk.villages.add(actor, "\n".join(",".join(spellings) for spellings in words.villages))
        *lists, _ = practice.write("S", _PRACTICE_SEED, folders.home / "lists", actor.today())
        for number, file in enumerate(lists):
            progress.step("导入编造的名单", number, len(lists))
            desk.intake.take(actor, file)
        progress.step("核实岗位，做匹配方案")
        desk.posts.confirm(actor, actor.name, "phone")
        desk.matching.match(actor, _PRACTICE_SEED, progress)
        progress.step("登记意见，开推荐信")
        said = [f"{pair['seeker_no']},willing,,yes" for pair in desk.matching.plan()[:_SAID_YES]]
        desk.proposals.answer_file(actor, "\n".join(["seeker_no,answer,reason,phone_consent", *said]).encode())
        issued, _refused = desk.referrals.issue(actor, folders.home / "lists" / "推荐信.pdf", limit=_LETTERS)
        desk.referrals.take_receipt(actor, issued[0]["short_no"], "hired", start=actor.today())
        progress.step("办困难认定")
        _certify(desk)
        progress.step("查验材料，登记用工和企业问题")
        first, second, *_ = desk.employers.lines(actor)
        desk.employers.see_paper(actor, first.uid, "licence", {})
        for firm in (first, second):
            desk.labour.choose(actor, firm.uid, key=True)
        figures = {"start_staff": "120", "hired": "9", "left_resigned": "4", "shortage_words": "电工 2"}
        desk.labour.save(actor, first.uid, desk.labour.current(actor), figures)
        problem = desk.problems.collect(actor, first.uid, {"description": "旺季招不到电工", "categories": "用工"})
        desk.problems.assign(actor, problem, "县人社局", "+5")


def _certify(desk: Desk) -> None:
    """Certifications at several steps, some of them late, and a family whose time is half over."""
    actor, hardship = desk.actor, desk.hardship

    def ago(days: int) -> str:
        return (actor.today() - timedelta(days)).isoformat()

    persons = [
        row["uid"]
        for row in desk.finding.seeker_rows(actor, desk.finding.seekers(actor, Query(filters={"group": ("HARD",)})))
        if row["state_code"] == "unverified"
    ][:_CERTIFICATIONS]
    begun = {"applied_on": ago(60), "unemployed_on": ago(200), "household_size": "3"}
    uids = [
        hardship.apply(actor, uid, {**begun, "category": str(number % 3 + 5)}).uid for number, uid in enumerate(persons)
    ]
    taken = (("review", 55, 7), ("notice", 54, 6), ("recheck", 20, 4), ("report", 19, 3), ("certify", 15, 2))
    for step, days, count in taken:
        hardship.take(actor, uids[:count], step, {"on": ago(days)})
    family, _ = hardship.families.save(actor, None, {"head": "周大年", "village": "", "certified_on": ago(16)})
    hardship.families.save_member(actor, family, None, {"name": "周大年", "relation": "户主", "state": "失业"})
    hardship.families.save_member(actor, family, None, {"name": "王小满", "relation": "配偶", "state": "失业"})
