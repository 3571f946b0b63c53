"""The lists of posts and employers as three senders would make them, with their faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.sheets import Entry, Page, PracticeFile, Value
from desk_app.domain.practice.town import Township
from desk_app.domain.practice.truth import practice_file

FAULTY = 0.1
"""The share of rows with a fault."""
_FORMS = 2  # employers that fill in their own form
_BY_FIRST_ROW = ("emp", "code", "contact", "tel")

Planter = Callable[[Draw, Entry], bool]


def post_lists(town: Township, draw: Draw) -> tuple[PracticeFile, ...]:
    """The township's summary, the employers' own forms, and the newly registered firms."""
    names = {employer.uid: f"E{at:04d}" for at, employer in enumerate((*town.employers, *town.new_firms), 1)}
    by_employer: dict[str, list[Post]] = {employer.uid: [] for employer in town.employers}
    for post in town.posts:
        by_employer[post.employer_uid].append(post)
    forms = [employer for employer in town.employers if len(by_employer[employer.uid]) >= 3][:_FORMS]
    summary = [employer for employer in town.employers if employer not in forms]
    maker = _Maker(town, draw, names, by_employer)
    return maker.summary(summary), maker.forms(forms), maker.new_firms(town.new_firms)


class _Maker:
    """Makes the lists of one township."""

    def __init__(
        self, town: Township, draw: Draw, names: Mapping[str, str], posts: Mapping[str, Sequence[Post]]
    ) -> None:
        self.town, self.draw, self.names, self.posts = town, draw, names, posts
        self.words, self.codes, self.rng = town.words, town.words.codes, draw.rng

    def summary(self, employers: Sequence[Employer]) -> PracticeFile:
        """From the office: the cells of an employer merged down over its posts."""
        page = Page("岗位汇总", self.words.columns["summary"])
        page.title(
            f"{self.words.town}企业用工岗位征集汇总表", f"报送单位：{self.words.town}人民政府            单位：人"
        )
        page.header()
        count = 0
        for employer in employers:
            entries = [self._post(employer, post) for post in self.posts[employer.uid]]
            _plant_employer(self.draw, entries)
            first = page.last + 1
            for at, entry in enumerate(entries):
                count += 1
                _plant_post(self.draw, entry, page)
                entry.cells["seq"] = count
                if at:
                    entry.cells |= dict.fromkeys(_BY_FIRST_ROW)
                page.entry(entry)
            for at, (of, _) in enumerate(page.columns):
                if of in _BY_FIRST_ROW:
                    page.merge(first, at, page.last, at)
        page.aside("total", "合计", f"{count}个岗位")
        return practice_file(
            f"岗位征集汇总表-{self.words.town}.xlsx",
            "xlsx",
            [page],
            kind="POSTS",
            kind_zh="岗位征集汇总表",
            sender="镇人社所",
            what="employer, code, contact and phone cells merged down over the posts of that employer; 合计 row",
        )

    def forms(self, employers: Sequence[Employer]) -> PracticeFile:
        """From employers: a block of names and values on top, the table of posts below, one sheet each."""
        pages = []
        for at, employer in enumerate(employers, 1):
            page = Page(f"单位{at}", self.words.columns["form"])
            page.title("用人单位招聘登记表")
            self._block(page, employer)
            page.line()
            page.header()
            for number, post in enumerate(self.posts[employer.uid], 1):
                entry = self._post(employer, post)
                _plant_post(self.draw, entry, page)
                entry.cells["seq"] = number
                page.entry(entry)
            total = sum(post.headcount or 0 for post in self.posts[employer.uid])
            page.aside("total", "合计", None, total)
            page.aside("footer", "承诺：以上信息真实有效（盖章）")
            pages.append(page)
        return practice_file(
            "招聘登记表（单位自填）.xlsx",
            "xlsx",
            pages,
            kind="POSTS",
            kind_zh="用人单位招聘登记表",
            sender="企业自填",
            what="key-value employer block on top, posts table below, one sheet per employer, 合计 row",
        )

    def _block(self, page: Page, employer: Employer) -> None:
        values = (
            ("单位名称", employer.name, "统一社会信用代码", employer.credit_code),
            (
                "单位性质",
                self.codes["employer_nature"].label(employer.nature),
                "所属行业",
                self.codes["industry"].label(employer.industry),
            ),
            ("地址", employer.address, "法定代表人", employer.legal_person),
            ("联系人", employer.contact, "联系电话", employer.phone),
        )
        for left, mine, right, other in values:
            number = page.aside("form_head", left, mine, None, None, right, other)
            page.not_data[-1]["text"] = f"{left}:{mine} {right}:{other}"
            page.merge(number, 1, number, 3)
            page.merge(number, 5, number, len(page.columns) - 1)
        page.form = {
            "employer": employer.name,
            "credit_code": employer.credit_code,
            "industry": employer.industry,
            "place": employer.address,
            "legal_person": employer.legal_person,
            "contact": employer.contact,
            "contact_phones": [employer.phone],
            "cells": {"employer": "B2", "credit_code": "F2", "place": "B4", "contact_phones": "F5"},
        }

    def new_firms(self, firms: Sequence[Employer]) -> PracticeFile:
        """From the registry: an export without a title, capital with and without its unit."""
        page = Page("csv", self.words.columns["new_firms"])
        page.header()
        for firm in firms:
            entry = self._firm(firm)
            if self.draw.chance(FAULTY):
                _plant(self.draw, entry, _FIRM_FAULTS)
            page.entry(entry)
        return practice_file(
            f"{self.town.today.month}月新注册企业.csv",
            "csv",
            [page],
            kind="EMPLOYERS",
            kind_zh="新注册企业名单",
            sender="县市场监管局",
            what="GB18030 csv without a title, mixed date forms, capital with and without unit",
        )

    def _firm(self, firm: Employer) -> Entry:
        day = firm.registered_on or self.town.today
        capital = int(self.draw.phrase("capitals"))
        return Entry(
            cells={
                "emp": firm.name,
                "code": firm.credit_code,
                "legal": firm.legal_person,
                "regd": self.rng.choice(
                    (f"{day}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}")
                ),
                "capital": self.rng.choice((f"{capital}", f"{capital}万元", f"{capital}万元人民币")),
                "industry": firm.industry,
                "place": firm.address,
                "tel": firm.phone,
            },
            record={
                "employer": firm.name,
                "employer_id": self.names[firm.uid],
                "credit_code": firm.credit_code,
                "legal_person": firm.legal_person,
                "registered_on": day.isoformat(),
                "place": firm.address,
                "contact_phones": [firm.phone],
                "capital_wan": capital,
            },
        )

    def _post(self, employer: Employer, post: Post) -> Entry:
        education = self.codes["education"].label(post.education_min) if post.education_min else None
        until = post.valid_until
        valid = self.rng.choice(("长期", "招满为止"))
        if until:
            valid = self.rng.choice((f"{until}", f"{until.year}.{until.month}.{until.day}", f"{until:%Y%m%d}"))
        cells: dict[str, Value] = {
            "emp": employer.name,
            "code": employer.credit_code,
            "contact": employer.contact,
            "tel": employer.phone,
            "title": post.title,
            "num": post.headcount,
            "duties": post.duties,
            "wage": post.pay_text,
            "edu": education + self.rng.choice(("", "以上", "及以上"))
            if education
            else self.rng.choice(("不限", None)),
            "cert": "、".join(post.certificates) or None,
            "shift": self.codes["shift"].label(post.shift),
            "lodging": "是" if post.lodging else "否",
            "hazard": "、".join(self.codes["hazard"].label(one) for one in post.hazards) or None,
            "req": post.requirements,
            "place": post.place,
            "level": self.codes["place"].label(post.place_level),
            "valid": valid,
        }
        record = {
            "employer": employer.name,
            "employer_id": self.names[employer.uid],
            "title": post.title,
            "headcount": post.headcount,
            "credit_code": employer.credit_code,
            "duties": post.duties,
            "wage_text": post.pay_text,
            "wage_min": post.pay_min,
            "wage_max": post.pay_max,
            "pay_unit": "月",
            "education": education,
            "education_text": cells["edu"],
            "place": post.place,
            "requirements": post.requirements,
            "contact_phones": [employer.phone],
            "contact": employer.contact,
            "valid_until": until.isoformat() if until else None,
            "valid_text": valid,
        }
        return Entry(cells=cells, record=record)


def _plant(draw: Draw, entry: Entry, planters: Mapping[Planter, float]) -> None:
    for _ in range(20):
        if draw.weighted(planters)(draw, entry):
            return


def _plant_post(draw: Draw, entry: Entry, page: Page) -> None:
    if draw.chance(FAULTY):
        shown = {of for of, _ in page.columns}
        _plant(draw, entry, {planter: weight for planter, (of, weight) in _POST_FAULTS.items() if of in shown})


def _plant_employer(draw: Draw, entries: Sequence[Entry]) -> None:
    """A fault in the cells that all posts of an employer share: it stands in the first row, its effect in all."""
    if not draw.chance(FAULTY * 0.6):
        return
    before = dict(entries[0].record)
    _plant(draw, entries[0], _EMPLOYER_FAULTS)
    changed = {key: value for key, value in entries[0].record.items() if before.get(key, "") != value}
    for entry in entries[1:]:
        entry.record.update(changed)


def _rewritten(of: str, kind: str, write: Callable[[Draw, str], str], key: str = "") -> Planter:
    """A value that is right under its dress."""

    def planter(draw: Draw, entry: Entry) -> bool:
        plain = str(entry.cells[of])
        written = write(draw, plain)
        if written == plain:
            return False
        expect = entry.record[key] if key else plain
        entry.plant(of, kind, "repair", written, expect=expect)
        return True

    return planter


def _questioned(
    of: str, kind: str, write: Callable[[Draw, Entry], str | None], note: str, expect: Value = None, **known: Value
) -> Planter:
    """A value about which somebody must be asked."""

    def planter(draw: Draw, entry: Entry) -> bool:
        entry.plant(of, kind, "ask", write(draw, entry), expect=expect, note=note, **known)
        return True

    return planter


def _phones(draw: Draw, entry: Entry) -> bool:
    phone, second = entry.record["contact_phones"][0], draw.mobile()
    written = phone + draw.rng.choice(("/", " ", "；")) + second
    entry.plant("tel", "tel_two", "repair", written, expect=f"{phone} | {second}", contact_phones=[phone, second])
    return True


def _wrong_code(draw: Draw, entry: Entry) -> bool:
    code = entry.record["credit_code"]
    written = code[:-1] + draw.rng.choice([one for one in "0123456789ABCD" if one != code[-1]])
    entry.plant("code", "code_check", "ask", written, note="check character wrong", credit_code=None, code_true=code)
    return True


def _letter_code(_: Draw, entry: Entry) -> bool:
    code = entry.record["credit_code"]
    written = code[:2] + code[2:8].replace("0", "O") + code[8:]
    note = "O is not in the alphabet; candidate with 0 passes the check"
    entry.plant("code", "code_letter_o", "ask", written, expect=code, note=note, credit_code=None, code_candidate=code)
    return True


def _old_code(draw: Draw, entry: Entry) -> bool:
    code, old = entry.record["credit_code"], f"410099{draw.rng.randrange(10**9):09d}"
    known = {"credit_code": None, "code_true": code, "old_reg_no": old}
    entry.plant("code", "code_old15", "ask", old, note="old registration number", **known)
    return True


def _missing_code(_: Draw, entry: Entry) -> bool:
    code = entry.record["credit_code"]
    entry.plant("code", "code_missing", "ask", None, credit_code=None, code_true=code)
    return True


def _range(_: Draw, entry: Entry) -> bool:
    low = int(entry.record["headcount"])
    note = "range"
    entry.plant(
        "num", "num_range", "ask", f"{low}-{low + 3}", note=note, headcount=None, headcount_range=[low, low + 3]
    )
    return True


def _sex_split(draw: Draw, entry: Entry) -> bool:
    count = int(entry.record["headcount"])
    if count < 2:
        return False
    men = draw.rng.randrange(1, count)
    note = "sex quota: total is the sum, the quota is not a filter"
    entry.plant("num", "num_sexsplit", "ask", f"男{men}女{count - men}", expect=count, note=note)
    return True


def _wage(kind: str, write: Callable[[int, int], str], note: str) -> Planter:
    """Pay that cannot be as it is written."""

    def planter(_: Draw, entry: Entry) -> bool:
        written = write(entry.record["wage_min"], entry.record["wage_max"])
        entry.plant("wage", kind, "ask", written, note=note, wage_text=written, wage_min=None, wage_max=None)
        return True

    return planter


def _title_note(draw: Draw, entry: Entry) -> bool:
    title = entry.record["title"]
    written = f"{title}（{draw.phrase('title_notes')}）"
    entry.plant("title", "title_note", "repair", written, expect=title, note="note moved to remark")
    return True


def _two_duties(draw: Draw, entry: Entry) -> bool:
    written = f"{entry.record['title']}兼{draw.phrase('second_duties')}"
    entry.plant("title", "title_two", "ask", written, note="one post with two duties", title=written)
    return True


def _demand(kind: str, phrase: str, note: str) -> Planter:
    """A condition that the law forbids."""

    def planter(draw: Draw, entry: Entry) -> bool:
        words = draw.phrase(phrase)
        entry.plant("req", kind, "ask", words, note=note, requirements=words)
        return True

    return planter


def _past(draw: Draw, entry: Entry) -> bool:
    year = 2000 + draw.rng.randrange(20, 25)
    entry.plant(
        "valid",
        "valid_past",
        "ask",
        f"{year}.6.30",
        note="expired",
        valid_until=f"{year}-06-30",
        valid_text=f"{year}.6.30",
    )
    return True


def _short_phone(_: Draw, entry: Entry) -> bool:
    phone = entry.record["contact_phones"][0]
    entry.plant("tel", "tel_short", "ask", phone[:-1], note="10 digits", contact_phones=[])
    return True


def _contact_in_cell(_: Draw, entry: Entry) -> bool:
    phone = entry.record["contact_phones"][0]
    written = f"{entry.record['contact']}{phone}"
    entry.plant("tel", "tel_incell", "repair", written, expect=phone, note="name and phone in one cell")
    return True


def _spaced(_: Draw, code: str) -> str:
    return f"{code[:4]} {code[4:10]} {code[10:]}"


_CODE_FAULTS: Mapping[Planter, float] = {
    _rewritten("code", "code_lower", lambda _, code: code.lower()): 2,
    _rewritten("code", "code_spaces", _spaced): 2,
    _wrong_code: 3,
}
_EMPLOYER_FAULTS: Mapping[Planter, float] = {**_CODE_FAULTS, _old_code: 1, _phones: 4, _contact_in_cell: 2}
_FIRM_FAULTS: Mapping[Planter, float] = {**_CODE_FAULTS, _letter_code: 1, _missing_code: 1, _short_phone: 3}
_CHINESE = "零一两三四五六七八九"
_POST_FAULTS: Mapping[Planter, tuple[str, float]] = {
    _rewritten("num", "num_unit", lambda draw, count: count + draw.rng.choice("名人个"), "headcount"): ("num", 5),
    _rewritten("num", "num_zh", lambda _, count: _CHINESE[int(count)] + "名", "headcount"): ("num", 2),
    _questioned(
        "num", "num_words", lambda draw, _: draw.rng.choice(("若干", "多名", "不限")), "no number", headcount=None
    ): ("num", 2),
    _range: ("num", 2),
    _sex_split: ("num", 1),
    _wage("wage_reversed", lambda low, high: f"{high}-{low}", "lower and upper swapped"): ("wage", 1),
    _wage("wage_zero", lambda low, high: f"{low}0-{high}0/月", "one zero too many?"): ("wage", 1),
    _wage("wage_lost", lambda low, high: f"{low // 10}-{high}", "digit lost?"): ("wage", 1),
    _wage("wage_words", lambda *_: "好商量，干得多挣得多", "no amount"): ("wage", 1),
    _title_note: ("title", 4),
    _two_duties: ("title", 1),
    _demand("ill_sex", "sex_demands", "sex limit: keep the text for talking to the employer, never a filter"): (
        "req",
        2,
    ),
    _demand("ill_age", "age_demands", "age limit: point out to the employer"): ("req", 2),
    _demand("ill_hukou", "hukou_demands", "hukou condition: not usable as filter"): ("req", 1),
    _questioned("place", "place_missing", lambda *_: None, "the law wants a place of work", place=None): ("place", 1),
    _past: ("valid", 2),
}
