"""Today's work as the home page has it: all lines in order, the figures, and what to do next where nothing waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk_app.domain.agenda.figures import Figures
from desk_app.domain.agenda.item import ORDER, Bucket, Item, contact_words
from desk_app.domain.codes import CodeLists
from desk_app.domain.service_log import FAILED, ServiceEntry
from desk_app.domain.snoozes import Snooze


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Today's work and the four figures, now and at the plan of about a week ago (None = 无上周数据)."""

    today: date
    items: tuple[Item, ...]
    more: Mapping[str, int]
    figures: Figures
    before: Figures | None
    before_on: date | None
    seekers: int  # persons in the office's file
    open_posts: int
    has_plan: bool
    planned: int  # pairs of the plan that nobody has been set to ask yet

    def count(self, bucket: Bucket) -> int:
        """How many lines fall into a bucket."""
        return sum(item.bucket(self.today) is bucket for item in self.items)

    @property
    def persons(self) -> int:
        """How many persons stand in the list."""
        return len({item.seeker_uid for item in self.items if item.seeker_uid})

    def narrowed(self, kinds: Collection[str], villages: Collection[str]) -> Agenda:
        """The same with the lines of these kinds and villages only (none named = all); what is overdue stays."""
        shown = (
            item
            for item in self.items
            if item.bucket(self.today) is Bucket.OVERDUE
            or ((not kinds or item.kind in kinds) and (not villages or item.village in villages))
        )
        return replace(self, items=tuple(shown))

    def next_step(self) -> tuple[str, str, str]:
        """Where nothing waits: the sentence, the verb and the page of what to do next."""
        if not self.seekers:
            return "还没有人员。先导入村（社区）报来的名单。", "导入名单", "intake"
        if not self.open_posts:
            return "还没有可用的岗位。导入岗位表，或逐个登记、核实岗位。", "去登记岗位", "posts"
        if not self.has_plan:
            return f"{self.figures.waiting} 人待就业，还没有匹配方案。", "去做匹配", "matching"
        if self.planned:
            return f"方案里还有 {self.planned} 人没有列入待征询。", "看方案", "matching"
        if self.figures.unplaced:
            return (
                f"今天的事都办完了。还有 {self.figures.unplaced} 人没有岗位，可以再做一次匹配。",
                "去做匹配",
                "matching",
            )
        return "今天的事都办完了。", "看求职人员", "seekers"


def ordered(
    items: Iterable[Item],
    contacts: Mapping[str, ServiceEntry],
    snoozes: Mapping[str, Snooze],
    codes: CodeLists,
    today: date,
) -> tuple[Item, ...]:
    """All lines, soonest first; what was tried today stands last within its day.

    `contacts` is the newest contact by person, `snoozes` the postponement by the uid of what the line is about.
    """
    dressed = [_dressed(item, contacts.get(item.seeker_uid), snoozes.get(item.uid), codes, today) for item in items]
    return tuple(sorted(dressed, key=lambda one: (one.day, one.tried_today, ORDER[one.kind], one.village, one.who)))


def _dressed(item: Item, last: ServiceEntry | None, snooze: Snooze | None, codes: CodeLists, today: date) -> Item:
    """The line with the last contact and the postponement."""
    tried = last is not None and last.result in FAILED and last.at[:10] == today.isoformat()
    return replace(
        item,
        last_contact=contact_words(last, codes) if last else "",
        tried_today=tried,
        until=snooze.until if snooze else None,
        until_reason=snooze.reason if snooze else "",
    )
