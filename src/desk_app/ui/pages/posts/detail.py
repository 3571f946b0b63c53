"""The right side: one post with its employer, people and history, or one employer with its posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desk_app.domain.employers import Employer
from desk_app.domain.entry import moment_words, shown
from desk_app.domain.fields import fields_of
from desk_app.domain.person_file import Event
from desk_app.domain.post_file import Board
from desk_app.domain.posts import Post
from desk_app.services.employers import EmployerFile
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.facts import Facts
from desk_app.ui.kit.forms import Section
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import ListSource, Table
from desk_app.ui.kit.tags import Tag, TagRow
from desk_app.ui.kit.timeline import Timeline
from desk_app.ui.pages.posts.layout import ADVICE, EMPLOYER_FACTS, OFFER_COLUMNS, PERSON_COLUMNS, POST_FACTS
from desk_app.ui.pages.posts.lists import standing_tags


class Side(QFrame):
    """Head and tabs; what both details share."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.uid = ""
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        self.title = self._label("title")
        self.line = self._label("quiet")
        self.tags = TagRow(look, (), self)
        self.strip = self._label("strip")
        self.notice = self._label("notice")
        for part in (self.title, self.line, self.tags, self.strip, self.notice):
            column.addWidget(part)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        column.addWidget(self.tabs, 1)
        self.timeline = Timeline(look, self)

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _facts(self, record: type, sections: Sequence[Section]) -> Facts:
        return Facts(self.room.look, fields_of(record), sections, lambda _name, _take: None, self)

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _words(self, record: Any) -> dict[str, str]:
        """What stands in the fields, as a clerk reads it."""
        fields = fields_of(type(record))
        return {name: shown(field, getattr(record, name), self.room.desk.codes) for name, field in fields.items()}

    def _show_events(self, events: Iterable[Event]) -> None:
        now = self.room.desk.actor.clock.now()
        self.timeline.show_events((_when(one, now), one.title, one.text, one.tone) for one in events)


def _when(event: Event, now: datetime) -> str:
    return " · ".join(filter(None, (moment_words(event.at, now), event.by)))


class PostSide(Side):
    """One post."""

    person_opened = Signal(object)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        look = room.look
        self.board: Board | None = None
        self.law = self._label("notice")
        self.facts = self._facts(Post, POST_FACTS)
        self._asking, self.script = self._label("strong"), self._label("")
        self._asking.setText("核实时怎么问")
        self.tabs.addTab(scrolled(self.room.look, self, self.law, self.facts, self._asking, self.script), "岗位")
        self.firm_name, self.firm = self._label("strong"), self._facts(Employer, EMPLOYER_FACTS)
        self.tabs.addTab(scrolled(self.room.look, self, self.firm_name, self.firm), "单位")
        people = QWidget(self)
        column = QVBoxLayout(people)
        column.setContentsMargins(0, look.px(12), 0, 0)
        column.setSpacing(look.px(8))
        self.people = Table(
            room,
            PERSON_COLUMNS,
            ListSource([]),
            "posts/people",
            people,
            empty="还没有安排人。做一次匹配后，这里显示名单。",
        )
        self.people.opened.connect(self.person_opened)
        column.addWidget(self.people, 1)
        hint = self._label("small")
        hint.setText("按 Enter 打开这个人的档案。")
        column.addWidget(hint)
        self.tabs.addTab(people, "人员")
        self.tabs.addTab(self.timeline, "记录")

    def show_board(self, board: Board) -> None:
        """Show a post."""
        self.uid, self.board = board.post.uid, board
        codes = self.room.desk.codes
        post, employer = board.post, board.employer
        self.title.setText(post.title)
        self.line.setText(" · ".join(filter(None, (employer.name, employer.contact, employer.phone))))
        tags = list(standing_tags(board.standing, codes, blocked=bool(employer.blocked_reason)))
        if post.kind != "ordinary":
            tags.append(Tag(codes["post_kind"].label(post.kind), "accent"))
        self.tags.show_tags(tags)
        self._say(
            self.strip, f"{board.seats.sentence()}\n有效期至 {board.until_words()}\n{board.verified_words(codes)}"
        )
        advice = [ADVICE.get(board.standing, "")]
        if employer.blocked_reason:
            advice.append(f"单位已停止推荐：{employer.blocked_reason}。")
        if board.missing:
            advice.append(f"还没问清：{'、'.join(board.missing)}。")
        self._say(self.notice, "\n".join(filter(None, advice)))
        self._say(self.law, "\n".join(mark.sentence for mark in board.marks))
        self.facts.show_facts({**self._words(post), "pay_text": post.pay_words, "requirements": _conditions(post)})
        self.script.setText("\n".join(f"{number}　{line}" for number, line in enumerate(board.script, 1)))
        self.firm_name.setText(employer.name)
        self.firm.show_facts(self._words(employer))
        self.people.source = ListSource(
            [
                {"uid": one.seeker_uid, "name": one.name, "village": one.village, "words": one.words}
                for one in board.people
            ]
        )
        self.people.look_up()
        self.tabs.setTabText(2, f"人员 {len(board.people)}" if board.people else "人员")
        self._show_events(board.events)


def _conditions(post: Post) -> str:
    """The requirements in words, with the ages that are kept apart."""
    least = f"{post.age_min} 岁以上" if post.age_min is not None else ""
    most = f"{post.age_max} 岁以下" if post.age_max is not None else ""
    ages = f"年龄 {'、'.join(filter(None, (least, most)))}" if least or most else ""
    return "；".join(filter(None, (post.requirements, ages, post.age_reason)))


class EmployerSide(Side):
    """One employer."""

    post_opened = Signal(object)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: EmployerFile | None = None
        self.facts = self._facts(Employer, EMPLOYER_FACTS)
        self.tabs.addTab(scrolled(self.room.look, self, self.facts), "单位")
        self.posts = Table(
            room, OFFER_COLUMNS, ListSource([]), "posts/of_employer", self, empty="这个单位还没有岗位。按 Ctrl+N 新增。"
        )
        self.posts.opened.connect(self.post_opened)
        self.tabs.addTab(self.posts, "岗位")
        self.tabs.addTab(self.timeline, "记录")

    def show_file(self, file: EmployerFile) -> None:
        """Show an employer."""
        self.uid, self.file = file.employer.uid, file
        employer, line, codes = file.employer, file.line, self.room.desk.codes
        self.title.setText(employer.name)
        self.line.setText(" · ".join(filter(None, (employer.contact, employer.phone))))
        self.tags.show_tags((Tag("停止推荐", "danger"),) if employer.blocked_reason else ())
        self._say(
            self.strip,
            f"{line.posts} 个岗位，{line.open} 个招聘中，空 {line.free} 个名额\n"
            f"开过推荐信 {file.letters} 封，录用 {line.hired} 人",
        )
        told = [f"已停止推荐：{employer.blocked_reason}。按 B 恢复。"] if employer.blocked_reason else []
        told += [f"还没问清：{'、'.join(file.missing)}。"] if file.missing else []
        self._say(self.notice, "\n".join(told))
        self.facts.show_facts(self._words(employer))
        self.posts.source = ListSource(
            [
                {
                    "uid": uid,
                    "title": title,
                    "state": standing_tags(state, codes, blocked=False),
                    "seats": seats,
                }
                for uid, title, seats, state in file.posts
            ]
        )
        self.posts.look_up()
        self.tabs.setTabText(1, f"岗位 {line.posts}" if line.posts else "岗位")
        self._show_events(file.events)


NOTHING = "选中一个岗位，这里显示它的条件、单位、人员和记录。"
ENTERING = (
    "招聘信息要写明单位、人数、条件、工作内容、工作地点和工资（人力资源市场暂行条例第二十四条）。\n\n"
    "限男限女、婚育、户籍、民族、相貌身高等条件不合法，写了会在栏下提示，不会用来筛人。"
)


class Details(QStackedWidget):
    """Nothing, a post, or an employer."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.nothing = QLabel(NOTHING, self)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(room.look.px(24))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.post, self.employer = PostSide(room, self), EmployerSide(room, self)
        for part in (self.nothing, self.post, self.employer):
            self.addWidget(part)

    def show_words(self, words: str) -> None:
        """Show no record but these words."""
        self.nothing.setText(words)
        self.setCurrentWidget(self.nothing)
