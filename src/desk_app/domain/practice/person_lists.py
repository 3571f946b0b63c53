"""The lists of people as six senders would make them, each with its own habits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise

from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.faults import RECORD_KEY, plant_faults
from desk_app.domain.practice.sheets import Entry, Page, PracticeFile, Value
from desk_app.domain.practice.town import Township
from desk_app.domain.practice.truth import practice_file
from desk_app.domain.seekers import Seeker

FAULTY = 0.1
"""The share of rows with a fault."""
_REPEAT_HEADER = 60


def person_lists(town: Township, draw: Draw) -> tuple[PracticeFile, ...]:
    """One file for each main group, and the one of the window, where people of all groups registered."""
    groups = {one.seeker_uid: one.group for one in town.memberships}
    by_group: dict[str, list[Seeker]] = {}
    for seeker in sorted(town.seekers, key=lambda one: (one.village, one.uid)):
        by_group.setdefault(groups[seeker.uid], []).append(seeker)
    maker = _Maker(town, draw, groups)
    return (
        maker.graduates(by_group["GRAD"]),
        maker.veterans(by_group["VET"]),
        maker.returned(by_group["RETURN"]),
        maker.rural(by_group["RURAL"]),
        maker.hardship(by_group["HARD"]),
        maker.registrations([seeker for seeker in town.seekers if seeker.job_wishes]),
    )


class _Maker:
    """Makes the lists of one township."""

    def __init__(self, town: Township, draw: Draw, groups: dict[str, str]) -> None:
        self.town, self.draw, self.groups = town, draw, groups
        self.words, self.rng = town.words, draw.rng
        self.codes = town.words.codes
        self.pids = {seeker.uid: f"P{at:05d}" for at, seeker in enumerate(town.seekers, 1)}
        self.sub_types = {one.seeker_uid: one.sub_type for one in town.memberships}

    def graduates(self, people: Sequence[Seeker]) -> PracticeFile:
        """From the education office: header of two rows, sorted by village with ditto marks, some people twice."""
        page = Page("移交名单", self.words.columns["graduates"])
        page.title("附件1", f"{self.words.county}{self.town.today.year}届离校未就业高校毕业生实名信息移交名单")
        page.header()
        entries = [self._graduate(seeker) for seeker in people]
        self._faulty(entries)
        self._dittos(entries, "village", 0.05)
        self._write(page, [*entries, *self._again(people, entries)])
        page.aside("footer", "填表人：                审核人：                联系电话：")
        return practice_file(
            f"附件1：{self.town.today.year}届离校未就业高校毕业生移交名单（{self.words.town}）.xlsx",
            "xlsx",
            [page],
            kind="GRAD",
            kind_zh="高校毕业生移交名单",
            sender="县教育体育局→镇人社所",
            what="two-row merged header, title rows, text IDs, sorted by village with ditto marks, some people twice",
        )

    def _graduate(self, seeker: Seeker) -> Entry:
        entry = self._entry(seeker, "GRAD")
        written = self.rng.choice(("{0}-{1:02d}", "{0}.{1}", "{0}年{1}月", "{0}{1:02d}"))
        year, month = map(int, seeker.graduated_on.split("-"))
        parent = seeker.second_phone
        entry.cells |= {
            "eth": self.codes["ethnicity"].label(seeker.ethnicity),
            "school": seeker.school,
            "major": seeker.major,
            "grad": written.format(year, month),
            "tel2": parent or None,
            "remark": None,
        }
        entry.record |= {
            "ethnicity": self.codes["ethnicity"].label(seeker.ethnicity),
            "school": seeker.school,
            "major": seeker.major,
            "graduated_on": seeker.graduated_on,
            "mobiles": [seeker.mobile, *([parent] if parent else [])],
        }
        return entry

    def veterans(self, people: Sequence[Seeker]) -> PracticeFile:
        """From the veterans' station: header of three rows, ID column hidden, a spacer column, days in all forms."""
        page = Page("台账", self.words.columns["veterans"])
        page.title("退 役 军 人 就 业 情 况 台 账", f"单位：{self.words.town}退役军人服务站")
        page.header()
        entries = []
        for seeker in people:
            entry = self._entry(seeker, "VET")
            enlisted = date(self._birth(seeker).year + 18, self.rng.choice((3, 9, 12)), 1)
            retired = min(enlisted.replace(year=enlisted.year + self.rng.randrange(2, 9)), self.town.today)
            entry.cells |= {"settle": self.draw.phrase("settlements")}
            entry.record |= {"settle": entry.cells["settle"]}
            self._day(entry, "enlist", enlisted)
            self._day(entry, "retire", retired)
            entries.append(entry)
        self._faulty(entries)
        self._write(page, entries)
        page.hidden_columns.append("D")
        page.aside("footer", f"合计：{len(entries)}人")
        return practice_file(
            f"{self.words.town}退役军人就业台账（最终版）.xlsx",
            "xlsx",
            [page],
            kind="VET",
            kind_zh="退役军人就业台账",
            sender="镇退役军人服务站",
            what="three-row header, ID column hidden, mixed dates, blank spacer column",
            file_faults=[
                {"kind": "hidden_column", "action": "tell", "note": "the ID column is hidden: read it, and say so"}
            ],
        )

    def returned(self, people: Sequence[Seeker]) -> PracticeFile:
        """From the office itself: grouped by village with 小计 rows, phones typed as numbers."""
        page = Page("返乡登记", self.words.columns["returned"])
        page.title(f"{self.words.town}{self.town.today.year}年返乡农民工登记表")
        page.header()
        entries = [self._returner(seeker) for seeker in people]
        self._faulty(entries)
        count = 0
        for _, some in groupby(entries, key=lambda one: one.record["village"]):
            of_village = list(some)
            self._dittos(of_village, "reason", 0.03)
            count = self._write(page, of_village, count)
            page.aside("subtotal", None, f"小计：{len(of_village)}人")
        page.aside("total", "合计", f"{count}人")
        page.aside("footer", "说明：返乡时间指最近一次返乡")
        return practice_file(
            f"返乡农民工登记表（{self.town.today.month}.{self.town.today.day}更新）.xlsx",
            "xlsx",
            [page],
            kind="RETURN",
            kind_zh="返乡农民工登记表",
            sender="镇人社所",
            what="grouped by village with 小计 rows and 合计, ditto marks, phones typed as numbers, mixed dates",
        )

    def _returner(self, seeker: Seeker) -> Entry:
        entry = self._entry(seeker, "RETURN")
        plain: dict[str, Value] = {
            "place": self.draw.phrase("work_places"),
            "job": self.rng.choice(self.words.trades).title,
            "reason": self.draw.phrase("return_reasons"),
            "plan": self.draw.phrase("return_plans"),
        }
        entry.cells |= {**plain, "group": int(seeker.village_group), "tel": int(seeker.mobile)}
        entry.record |= {**plain, "village_group": int(seeker.village_group)}
        self._day(entry, "back", self.town.today - timedelta(days=self.rng.randrange(5, 300)))
        return entry

    def rural(self, people: Sequence[Seeker]) -> PracticeFile:
        """From the villages: households with the head merged down, the header again every 60 rows, notes behind."""
        page = Page("资源表", self.words.columns["rural"])
        page.title("农村劳动力资源调查表")
        page.header()
        homes = list(self._homes(people))
        self._faulty([entry for home in homes for entry in home])
        since = 0
        for number, home in enumerate(homes, 1):
            if since + len(home) > _REPEAT_HEADER:
                page.aside("header_repeated", *(heading for _, heading in page.columns))
                since = 0
            home[0].cells["hhno"] = number
            first = page.last + 1
            for at, entry in enumerate(home):
                if at:
                    entry.cells["head"] = None
                page.entry(entry)
            page.merge(first, 0, page.last, 0)
            page.merge(first, 1, page.last, 1)
            since += len(home)
        notes = Page("填表说明", [], role="notes")
        for line in ("填表说明", "1.就业状态填未就业、务农", "2.身份证号必须文本格式"):
            notes.aside("notes", line)
        return practice_file(
            "农村劳动力资源调查表-汇总.xlsx",
            "xlsx",
            [page, notes],
            kind="RURAL",
            kind_zh="农村劳动力资源表",
            sender="镇人社所汇总各村",
            what="households merged down (户主 cell), header repeated about every 60 rows, second sheet of notes",
        )

    def _homes(self, people: Sequence[Seeker]) -> Iterable[list[Entry]]:
        left = list(people)
        while left:
            size = self.rng.choice((1, 1, 2, 2, 3))
            of_village = [one for one in left[:size] if one.village == left[0].village]
            left = left[len(of_village) :]
            home = []
            for at, seeker in enumerate(of_village):
                entry = self._entry(seeker, "RURAL")
                plain: dict[str, Value] = {
                    "head": of_village[0].name,
                    "rel": "户主" if at == 0 else self.rng.choice(("配偶", "子女", "父母")),
                    "state": "务农" if self.draw.chance(0.08) else "未就业",
                    "train": self.draw.phrase("trainings"),
                }
                entry.cells |= plain
                entry.record |= {
                    "household_head": plain["head"],
                    "relation": plain["rel"],
                    "state": plain["state"],
                    "train": plain["train"],
                }
                home.append(entry)
            yield home

    def hardship(self, people: Sequence[Seeker]) -> PracticeFile:
        """From the service hall: reasons as words, birth months, notes on cells."""
        page = Page("名册", self.words.columns["hardship"])
        page.title("就业困难人员认定名册", f"{self.words.county}{self.words.town}     {self.town.today.year}年")
        page.header()
        entries = []
        for at, seeker in enumerate(people, 1):
            entry = self._entry(seeker, "HARD")
            reason = self.sub_types[seeker.uid]
            entry.cells |= {
                "no": f"KN{at:04d}",
                "cat": reason,
                "state": "未就业",
                "birth": f"{self._birth(seeker):%Y-%m}",
            }
            entry.record |= {"hard_category": reason, "state": "未就业"}
            self._day(entry, "reg", self.town.today - timedelta(days=self.rng.randrange(20, 500)))
            entries.append(entry)
        self._faulty(entries)
        for entry in entries:
            number = page.entry(entry)
            if self.draw.chance(0.04):
                page.comments[f"F{number}"] = "证明材料已交，原件退回"
        page.aside("footer", "经办人签字：          年   月   日")
        return practice_file(
            "就业困难人员名册.xlsx",
            "xlsx",
            [page],
            kind="HARD",
            kind_zh="就业困难人员名册",
            sender="镇便民服务中心",
            what="category words, birth months beside the IDs, comments on cells",
        )

    def registrations(self, people: Sequence[Seeker]) -> PracticeFile:
        """From the window: what people want and cannot do; a filter left on hides rows, notes on cells."""
        page = Page("登记", self.words.columns["registrations"])
        page.title(f"{self.words.town}求职登记汇总表")
        page.header()
        entries = [
            self._registration(seeker) for seeker in sorted(people, key=lambda one: (one.registered_on, one.uid))
        ]
        self._faulty(entries)
        first = page.last
        for at, entry in enumerate(entries, 1):
            entry.cells["no"] = f"DJ{at:05d}"
            number = page.entry(entry)
            if self.draw.chance(0.08):
                page.hidden_rows.append(number)
            if self.draw.chance(0.03):
                page.comments[f"O{number}"] = "打过两次，下午才接"
        page.filtered = f"A{first}:Q{page.last}"
        hidden = len(page.hidden_rows)
        return practice_file(
            "求职登记汇总.xlsx",
            "xlsx",
            [page],
            kind="SEEKER",
            kind_zh="求职登记汇总",
            sender="镇人社窗口",
            what="a filter hides rows, cell comments, header of two rows with line breaks, mixed dates",
            file_faults=[
                {
                    "kind": "filter_hides_rows",
                    "action": "tell",
                    "note": f"the filter hides {hidden} rows: they are data",
                }
            ],
        )

    def _registration(self, seeker: Seeker) -> Entry:
        entry = self._entry(seeker, self.groups[seeker.uid])
        cannot = "、".join(self.codes["cannot"].label(one) for one in seeker.cannot)
        plain: dict[str, Value] = {
            "wish": "、".join(seeker.job_wishes),
            "wishplace": self.codes["place"].label(seeker.furthest_place),
            "wishwage": seeker.expected_pay,
            "refused": "、".join(seeker.refused_jobs) or None,
            "cannot": cannot or None,
            "cert": "、".join(seeker.certificates) or None,
            "years": seeker.experience_years,
            "lodging": "是" if seeker.needs_lodging else None,
        }
        entry.cells |= {**plain, "glabel": self.codes["group"].label(self.groups[seeker.uid])}
        entry.record |= {
            "job_wish": plain["wish"],
            "wishplace": plain["wishplace"],
            "wish_wage": seeker.expected_pay,
            "refused_jobs": list(seeker.refused_jobs),
            "cannot": list(seeker.cannot),
            "certificates": list(seeker.certificates),
            "experience_years": seeker.experience_years,
            "needs_lodging": seeker.needs_lodging,
        }
        if seeker.registered_on:
            self._day(entry, "reg", seeker.registered_on)
        return entry

    def _entry(self, seeker: Seeker, group: str) -> Entry:
        sex = self.codes["sex"].label(seeker.sex)
        education = self.codes["education"].find(seeker.education)
        label, alias = (education.label, education.aliases[0]) if education else ("", "")
        return Entry(
            cells={
                "name": seeker.name,
                "sex": sex,
                "id": seeker.id_no,
                "edu": alias if self.draw.chance(0.3) else label,
                "village": seeker.village,
                "tel": seeker.mobile,
            },
            record={
                "name": seeker.name,
                "id_no": seeker.id_no,
                "id_status": "ok",
                "sex": sex,
                "birth_date": self._birth(seeker).isoformat(),
                "mobiles": [seeker.mobile],
                "education": label,
                "village": seeker.village,
                "groups": [group],
                "pid": self.pids[seeker.uid],
            },
        )

    def _birth(self, seeker: Seeker) -> date:
        if seeker.birth_date is None:
            raise ValueError("practice people are born on a day")
        return seeker.birth_date

    def _day(self, entry: Entry, of: str, day: date) -> None:
        """Write a day as one of the forms that are no fault."""
        forms = (
            f"{day}",
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y/%m/%d}",
        )
        entry.cells[of] = self.rng.choice((day, *forms))
        entry.record[RECORD_KEY[of]] = day.isoformat()

    def _faulty(self, entries: Sequence[Entry]) -> None:
        plant_faults(self.draw, entries, FAULTY)

    def _again(self, people: Sequence[Seeker], entries: Sequence[Entry]) -> Iterable[Entry]:
        """A few people whose first row is clean stand in the list a second time."""
        clean = [seeker for seeker, entry in zip(people, entries, strict=True) if not entry.faults]
        for seeker in self.rng.sample(clean, max(1, len(people) // 60)):
            entry = self._graduate(seeker)
            note = "same person earlier in this file"
            entry.plant("name", "dup_row", "merge", seeker.name, expect=self.pids[seeker.uid], note=note)
            yield entry

    def _dittos(self, entries: Sequence[Entry], of: str, share: float) -> None:
        """Where the row above has the same value, sometimes write a ditto mark."""
        for above, entry in pairwise(entries):
            same = entry.cells[of] == above.record[of] and not above.has_fault(of) and not entry.has_fault(of)
            if same and self.draw.chance(share):
                mark = self.rng.choice(("〃", "″", "同上"))
                entry.plant(of, "ditto", "repair", mark, expect=entry.record[of], note="value of the row above")

    def _write(self, page: Page, entries: Sequence[Entry], count: int = 0) -> int:
        """Write the rows under running numbers; the last number."""
        for number, entry in enumerate(entries, count + 1):
            entry.cells["seq"] = number
            page.entry(entry)
        return count + len(entries)
