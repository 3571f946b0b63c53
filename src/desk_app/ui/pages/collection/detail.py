"""The right side: one task with its script and contacts, one project, or the names behind figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QTabWidget, QVBoxLayout, QWidget

from desk_app.domain.collection.figures import DEFINITIONS, Figure
from desk_app.domain.collection.lists import ProjectFile, TaskFile
from desk_app.domain.employers import Employer
from desk_app.domain.entry import moment_words
from desk_app.domain.fields import OWN
from desk_app.domain.posts import STANDING_TONES
from desk_app.domain.projects import LabourNeed, Project
from desk_app.services.who_waits import Waits, WhoWaits
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.side import Side
from desk_app.ui.kit.tables import ListSource, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.collection.contact import ContactLine
from desk_app.ui.pages.collection.layout import (
    ADVICE,
    FIGURE_WORDS,
    FIRM_FACTS,
    NAME_COLUMNS,
    OFFER_COLUMNS,
    PROJECT_FACTS,
    WAITING_COLUMNS,
)
from desk_app.ui.pages.collection.lists import due_words, state_tag


class TaskSide(Side):
    """One task."""

    post_opened = Signal(object)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: TaskFile | None = None
        self.contact = ContactLine(room, self)
        self.said, self.asked, self.law = self.label(""), self.label(""), self.label("small")
        heads = [self.label("strong") for _ in range(2)]
        for head, words in zip(heads, ("打电话这样说", "法律不许问的"), strict=True):
            head.setText(words)
        self.tabs.addTab(
            scrolled(room.look, self, self.contact, heads[0], self.said, self.asked, heads[1], self.law), "联系"
        )
        self.posts = Table(
            room, OFFER_COLUMNS, ListSource([]), "collection/posts", self, empty="还没有登记岗位。按 P 登记。"
        )
        self.posts.opened.connect(self.post_opened)
        self.tabs.addTab(self.posts, "岗位")
        self.project_name, self.needs = self.label("strong"), self.label("")
        self.project, self.firm = self.facts_of(Project, PROJECT_FACTS), self.facts_of(Employer, FIRM_FACTS)
        self.firm_name = self.label("strong")
        parts = (self.project_name, self.needs, self.project, self.firm_name, self.firm)
        self.tabs.addTab(scrolled(room.look, self, *parts), "资料")
        self.tabs.addTab(self.timeline, "记录")

    def show_file(self, file: TaskFile) -> None:
        """Show a task."""
        self.uid, self.file = file.task.uid, file
        line, codes, today = file.line, self.room.desk.codes, self.room.desk.actor.today()
        self.title.setText(line.subject)
        firm = line.firm if line.project_uid else ""
        self.line.setText(" · ".join(filter(None, (firm, line.contact, line.phone))))
        late = (Tag(due_words(line, today), "danger"),) if line.overdue else ()
        trigger = Tag(codes["collection_trigger"].label(line.trigger))
        self.tags.show_tags((*late, state_tag(line.standing, codes), trigger))
        given = f"{line.opened_on} 下达" if line.opened_on else ""
        why = f"改期原因：{line.put_off_reason}" if line.put_off_reason else ""
        until = "已办结" if line.day is None else f"{line.day} 前" if not line.overdue else f"期限 {line.day}"
        first = " · ".join(filter(None, (until, f"责任人 {line.owner or '未分'}", line.area)))
        counted = f"岗位 {line.posts} 个，招 {line.seats} 人"
        self.say(self.strip, "\n".join(filter(None, (first, why, " · ".join(filter(None, (given, counted)))))))
        advice = ADVICE[line.standing]
        if file.may_be_unreachable and line.standing not in ("registered", "unreachable"):
            advice = f"{line.tries} 次没有联系上，可以按 U 记为无法联系，也可以上门。"
        elif line.posts and line.standing in ("waiting", "contacted"):
            advice = "这个单位已有岗位，按 R 记为已登记岗位；还要再招的按 P 登记。"
        self.say(self.notice, advice)
        self.contact.show_tasks((file.task.uid,))
        script = file.script
        self.said.setText("\n".join(f"“{one}”" for one in (*script.opening,)))
        asked = [f"{number}　{one}" for number, one in enumerate(script.questions, 1)]
        self.asked.setText("\n".join((*asked, f"“{script.farewell}”")))
        self.law.setText("\n".join(script.not_to_ask))
        self._show_posts(file)
        self._show_facts(file)
        now = self.room.desk.actor.clock.now()
        self.timeline.show_events(
            (
                " · ".join(filter(None, (moment_words(one.at, now), one.by))),
                " ".join((codes["how"].label(one.how), codes["collection_outcome"].label(one.outcome))),
                one.note,
                "quiet" if one.outcome in ("not_reached", "wrong_number") else "accent",
            )
            for one in file.contacts
        )
        self.tabs.setTabText(3, f"记录 {len(file.contacts)}" if file.contacts else "记录")

    def _show_posts(self, file: TaskFile) -> None:
        codes = self.room.desk.codes
        self.posts.source = ListSource(
            [
                {
                    "uid": uid,
                    "title": title,
                    "state": (Tag(codes["post_state"].label(state), STANDING_TONES[state]),),
                    "seats": seats,
                }
                for uid, title, seats, state in file.posts
            ]
        )
        self.posts.look_up()
        self.tabs.setTabText(1, f"岗位 {len(file.posts)}" if file.posts else "岗位")

    def _show_facts(self, file: TaskFile) -> None:
        project, firm = file.project, file.employer
        self.say(self.project_name, project.name if project else "")
        self.say(self.needs, needs_words(file.needs))
        self.project.setVisible(project is not None)
        if project:
            self.project.show_facts(self.words(project))
        self.say(self.firm_name, firm.name if firm else "")
        self.firm.setVisible(firm is not None)
        if firm:
            self.firm.show_facts(self.words(firm))


def needs_words(needs: Sequence[LabourNeed]) -> str:
    """用工计划: one line a trade."""
    lines = []
    for one in needs:
        start = f"，{one.from_on} 起" if one.from_on else ""
        pay = f"，{one.pay_text}" if one.pay_text else ""
        note = f"，{one.note}" if one.note else ""
        lines.append(f"{one.occupation} {one.headcount or '？'} 人{start}{pay}{note}")
    return "\n".join(lines)


class ProjectSide(Side):
    """One project, and who waits for the work that it will bring."""

    person_opened = Signal(object)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: ProjectFile | None = None
        self.facts, self.needs, self.extra = self.facts_of(Project, PROJECT_FACTS), self.label(""), self.label("small")
        head = self.label("strong")
        head.setText("分工种用工计划")
        self.waits = self.label("strip")
        parts = (head, self.needs, self.waits, self.facts, self.extra)
        self.tabs.addTab(scrolled(room.look, self, *parts), "项目")
        self.persons = Table(
            room, WAITING_COLUMNS, ListSource([]), "collection/waiting", self, empty="还没有人在等这样的岗位。"
        )
        self.persons.opened.connect(self.person_opened)
        self.tabs.addTab(self.persons, "谁在等")
        self.tabs.addTab(self.timeline, "记录")

    def show_file(self, file: ProjectFile) -> None:
        """Show a project."""
        self.uid, self.file = file.project.uid, file
        line, codes = file.line, self.room.desk.codes
        self.title.setText(file.project.name)
        self.line.setText(" · ".join(filter(None, (file.builder or file.owner, line.place))))
        tags = [state_tag(line.standing, codes)] if line.standing else []
        kind = [Tag(codes["project_kind"].label(line.kind))] if line.kind else []
        self.tags.show_tags((*tags, *kind))
        firms = [f"业主 {file.owner}" if file.owner else "", f"施工、用工单位 {file.builder}" if file.builder else ""]
        counted = f"预计用工 {line.headcount or '？'} 人，已登记岗位 {line.posts} 个、招 {line.seats} 人"
        self.say(self.strip, "\n".join(filter(None, (*firms, counted))))
        self.say(self.notice, "" if line.firm else "还不知道用工单位，登记岗位前请先补上（按 E）。")
        self.needs.setText(needs_words(file.needs) or "没有写。按 E 补上，能提前看有多少人在等。")
        self.facts.show_facts(self.words(file.project))
        self.show_own(self.facts, "projects", file.project)
        own, extra = self.room.desk.own_to_read("projects", file.project.extra), file.project.extra
        self.say(self.extra, "\n".join(f"{name}：{said}" for name, said in extra.items() if OWN + name not in own))
        self.show_events(file.events)
        self.show_waiting(())

    def show_waiting(self, found: Sequence[tuple[str, WhoWaits]]) -> None:
        """Show by trade how many wait for such a post, and who."""
        self.say(self.waits, "\n".join(f"{trade}：{waits.sentence()}" for trade, waits in found))
        trades: dict[str, list[str]] = {}
        persons: dict[str, Waits] = {}
        for trade, waits in found:
            for one in waits.persons:
                persons.setdefault(one.seeker_uid, one)
                trades.setdefault(one.seeker_uid, []).append(trade)
        self.persons.source = ListSource(
            [
                {
                    "uid": uid,
                    "name": one.name,
                    "trade": "、".join(trades[uid]),
                    "village": one.village,
                    "why": "；".join(one.why),
                }
                for uid, one in persons.items()
            ]
        )
        self.persons.look_up()
        count = sum(waits.count for _, waits in found)
        self.tabs.setTabText(1, f"谁在等 {count}" if count else "谁在等")


class NamesSide(QFrame):
    """The names behind the figures of one line of the progress table."""

    opened = Signal(str, object)  # the figure, and the uid of a task or a post

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        self.title, self.line = _label(self, "title"), _label(self, "quiet")
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addWidget(self.tabs, 1)
        self.tables: dict[Figure, Table] = {}
        for figure, words in FIGURE_WORDS.items():
            inside = QWidget(self)
            below = QVBoxLayout(inside)
            below.setContentsMargins(0, look.px(8), 0, 0)
            table = Table(room, NAME_COLUMNS, ListSource([]), f"collection/{figure}", inside, empty="这一项没有。")
            table.opened.connect(lambda uid, figure=figure: self.opened.emit(figure, uid))
            told = _label(inside, "small")
            told.setText(DEFINITIONS[figure])
            below.addWidget(table, 1)
            below.addWidget(told)
            self.tables[figure] = table
            self.tabs.addTab(inside, words)

    def show_names(self, title: str, line: str, names: Mapping[Figure, Sequence[tuple[str, str, str]]]) -> None:
        """Show who stands behind each figure: uid, name and words."""
        self.title.setText(title)
        self.line.setText(line)
        for number, (figure, table) in enumerate(self.tables.items()):
            found = names.get(figure, ())
            table.source = ListSource([{"uid": uid, "name": name, "words": words} for uid, name, words in found])
            table.look_up()
            self.tabs.setTabText(number, f"{FIGURE_WORDS[figure]} {len(found)}")


def _label(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
