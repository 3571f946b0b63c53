"""The right side of the page: one certification with its steps, or one family with its clock."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.hardship.records import Certification, CertificationStep, Family
from desk_app.domain.hardship.steps import REFUSED
from desk_app.services.hardship import CaseFile, FamilyFile
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.facts import MaskedValue
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.side import Side
from desk_app.ui.kit.tags import Tag, Tone
from desk_app.ui.kit.timeline import Event
from desk_app.ui.pages.hardship.layout import APPLICATION, CLOCKS, FAMILY
from desk_app.ui.pages.hardship.lists import state_tag
from desk_app.ui.pages.hardship.members import Members


class _Acting(Side):
    """A side with buttons above its tabs."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.buttons: list[ActionButton] = []

    def add_actions(self, *actions: Action) -> None:
        """What can be done with the record; the first stands out."""
        row = QHBoxLayout()
        row.setSpacing(self.room.look.px(8))
        for number, action in enumerate(actions):
            button = ActionButton(action, self.room.look, primary=not number, parent=self)
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(column.indexOf(self.tabs), row)

    def update_state(self) -> None:
        """Grey out what cannot be done now."""
        for button in self.buttons:
            button.update_state()


class CaseSide(_Acting):
    """One certification: who, at which step, what is due, how it came here."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: CaseFile | None = None
        numbers = QHBoxLayout()
        numbers.setSpacing(room.look.px(12))
        self.phone = MaskedValue(room.look, "mobile", "电话", self.reveal, self)
        self.number = MaskedValue(room.look, "id_no", "证件号码", self.reveal, self)
        for value in (self.phone, self.number):
            numbers.addWidget(value)
        numbers.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(column.indexOf(self.tags), numbers)
        self.members = Members(room, "hardship-members", self)
        self.facts = self.facts_of(Certification, APPLICATION, self.reveal)
        self.tabs.addTab(self.timeline, "步骤")
        self.tabs.addTab(self.members, "家庭")
        self.tabs.addTab(scrolled(room.look, self, self.facts), "申请")

    def show_file(self, file: CaseFile) -> None:
        """Show this certification."""
        self.file, self.uid = file, file.listed.uid
        one, codes, today = file.listed, self.room.desk.codes, self.room.desk.actor.today()
        self.title.setText(one.name)
        age = f"{one.age} 岁" if one.age is not None else ""
        self.line.setText(" · ".join(filter(None, (codes["sex"].label(one.sex), age, one.village))))
        self.phone.show_masked(file.mobile or "没有电话", may=bool(file.mobile))
        self.number.show_masked(file.id_no or "没有证件号码", may=bool(file.id_no))
        late = (Tag(f"逾期 {one.late} 天", "danger"),) if one.late else ()
        category = Tag(codes["hardship_category"].label(one.category), "accent")
        self.tags.show_tags((category, state_tag(one, codes, today), *late))
        self.say(self.strip, self._next_words(file))
        speaks = [f"建议退出：{proposal.basis}。由主管决定。" for proposal in file.proposals]
        counted = [] if speaks or not file.refused else [_counted(file, self.room)]
        self.say(self.notice, "\n".join((*file.notices, *speaks, *counted)))
        self.buttons[0].setText(f"登记{codes['hardship_step'].short(file.next)}" if file.next else "登记下一步")
        self.timeline.show_events(_events(file, codes))
        self.members.show_members(file.family)
        self.facts.show_facts(file.facts)

    def reveal(self, name: str, take: object) -> None:
        """One value in clear; if another certification is shown by then, it is dropped."""
        if self.file is None:
            return
        desk, uid = self.room.desk, self.file.listed.uid
        then = partial(self._revealed, uid, take)
        self.room.tasks.run(
            lambda _: desk.hardship.reveal(desk.actor, uid, name), then, owner=self, what="查看", key=f"reveal-{name}"
        )

    def _revealed(self, uid: str, take: object, value: str) -> None:
        if self.file and self.file.listed.uid == uid and callable(take):
            take(value)

    def _next_words(self, file: CaseFile) -> str:
        codes, policy, one = self.room.desk.codes, self.room.desk.hardship.policy, file.listed
        if not file.next:
            return ""
        word = codes["hardship_step"].label(file.next)
        if one.state == "noticed" and one.notice_until:
            return f"公示到 {one.notice_until}。期满后第二天起可以复核，{one.due_on} 前办好。"
        term = policy.within.get(one.state)
        within = f"，{term.words('个工作日')}" if term else ""
        return f"下一步：{word}，{one.due_on} 前办好{within}。"


def _counted(file: CaseFile, room: Room) -> str:
    months, most = room.desk.hardship.policy.refusal_months.value, room.desk.hardship.policy.refusals.value
    lines = "；".join(f"{one.on} {one.words}" for one in file.refused)
    return f"{months} 个月内拒绝服务 {len(file.refused)} 次（满 {most} 次会建议退出）：{lines}。"


def _events(file: CaseFile, codes: CodeLists) -> Iterator[Event]:
    """The step that is due, then those that were taken, newest first."""
    if file.next:
        due = f"{file.listed.due_on} 前" if file.listed.due_on else ""
        tone: Tone = "danger" if file.listed.late else "caution"
        yield due, f"待办：{codes['hardship_step'].label(file.next)}", "", tone
    for step in reversed(file.steps):
        yield _event(step, codes)


def _event(step: CertificationStep, codes: CodeLists) -> Event:
    refused = step.result == REFUSED
    title = codes["hardship_step"].label(step.step) + ("：不同意" if refused else "")
    parts = (
        f"{step.on} 到 {step.until}" if step.until else "",
        codes["hardship_exit"].label(step.reason) if step.reason else "",
        step.basis,
        step.opinion,
        step.org,
        f"负责人 {step.signer}" if step.signer else "",
    )
    return f"{step.on} · {step.by}", title, "；".join(filter(None, parts)), "danger" if refused else "good"


class FamilySide(_Acting):
    """One family: its clock, who may be at work, members, 五清."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: FamilyFile | None = None
        self.timeline.hide()
        self.members = Members(room, "hardship-family-members", self)
        self.facts = self.facts_of(Family, FAMILY, self.reveal)
        self.tabs.addTab(self.members, "成员")
        self.tabs.addTab(scrolled(room.look, self, self.facts), "一户一策")

    def show_file(self, file: FamilyFile, facts: dict[str, str]) -> None:
        """Show this family."""
        self.file, self.uid = file, file.family.uid
        family, ticking = file.family, file.clock
        self.title.setText(f"{family.head}家")
        self.line.setText(" · ".join(filter(None, (family.village, family.owner and f"责任人 {family.owner}"))))
        state = ticking.state if ticking else "undated" if family.basis else ""
        self.tags.show_tags((Tag(*CLOCKS[state]),) if state else ())
        self.say(self.strip, _clock_words(file, self.room.desk.codes))
        at_work = f"档案里{'、'.join(file.at_work)}已经在岗。核实后请登记销号。" if file.at_work else ""
        self.say(self.notice, at_work)
        self.members.show_members(file)
        self.facts.show_facts(facts)

    def reveal(self, name: str, take: object) -> None:
        """One value in clear; if another family is shown by then, it is dropped."""
        if self.file is None:
            return
        desk, uid = self.room.desk, self.file.family.uid
        self.room.tasks.run(
            lambda _: desk.hardship.families.reveal(desk.actor, "family", uid, name),
            partial(self._revealed, uid, take),
            owner=self,
            what="查看",
            key=f"reveal-{name}",
        )

    def _revealed(self, uid: str, take: object, value: str) -> None:
        if self.file and self.file.family.uid == uid and callable(take):
            take(value)


def _clock_words(file: FamilyFile, codes: CodeLists) -> str:
    family, ticking = file.family, file.clock
    if ticking is None:
        return f"{family.basis}。填上认定日期，清零期限就开始计算。" if family.basis else "没有认定为零就业家庭。"
    if family.cleared_on:
        how = codes["family_cleared"].label(family.cleared_how)
        who = f"（{family.cleared_member}）" if family.cleared_member else ""
        return f"{family.cleared_on} 销号：{how}{who}，{family.cleared_by}登记。"
    left = f"还剩 {ticking.days_left} 天" if ticking.days_left >= 0 else f"已超期 {-ticking.days_left} 天"
    return f"{family.certified_on} 认定，{family.deadline} 前至少一人就业，{left}。"
