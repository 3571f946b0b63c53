"""The right side: one post with its employer, people and history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.employers import Employer
from desk_app.domain.post_file import Board
from desk_app.domain.posts import Post
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.side import Side
from desk_app.ui.kit.tables import ListSource, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.posts.layout import ADVICE, EMPLOYER_FACTS, PERSON_COLUMNS, POST_FACTS
from desk_app.ui.pages.posts.lists import standing_tags


class PostSide(Side):
    """One post."""

    person_opened = Signal(object)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        look = room.look
        self.board: Board | None = None
        self.law, self.doubts = self.label("notice"), self.label("notice")
        self.facts = self.facts_of(Post, POST_FACTS)
        self._asking, self.script = self.label("strong"), self.label("")
        self._asking.setText("核实时怎么问")
        self.tabs.addTab(
            scrolled(self.room.look, self, self.doubts, self.law, self.facts, self._asking, self.script), "岗位"
        )
        self.firm_name, self.firm = self.label("strong"), self.facts_of(Employer, EMPLOYER_FACTS)
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
        hint = self.label("small")
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
        self.say(self.strip, f"{board.seats_words()}\n有效期至 {board.until_words()}\n{board.verified_words(codes)}")
        advice = [ADVICE.get(board.standing, "")]
        if employer.blocked_reason:
            advice.append(f"单位已停止推荐：{employer.blocked_reason}。")
        if board.papers:
            advice.append(f"单位材料差 {len(board.papers)} 项没有查验，按 Ctrl+J 去登记。")
        if board.missing:
            advice.append(f"还没问清：{'、'.join(board.missing)}。")
        self.say(self.notice, "\n".join(filter(None, advice)))
        self.say(self.law, "\n".join(mark.sentence for mark in board.marks))
        doubts = [board.second_look_words(), *(one.sentence() for one in board.doubts)]
        self.say(self.doubts, "\n".join(filter(None, doubts)))
        self.facts.show_facts({**self.words(post), "pay_text": post.pay_words, "requirements": _conditions(post)})
        self.show_own(self.facts, "posts", post)
        self.script.setText("\n".join(f"{number}　{line}" for number, line in enumerate(board.script, 1)))
        self.firm_name.setText(employer.name)
        self.firm.show_facts(self.words(employer))
        self.show_own(self.firm, "employers", employer)
        self.people.source = ListSource(
            [
                {"uid": one.seeker_uid, "name": one.name, "village": one.village, "words": one.words}
                for one in board.people
            ]
        )
        self.people.look_up()
        self.tabs.setTabText(2, f"人员 {len(board.people)}" if board.people else "人员")
        self.show_events(board.events)


def _conditions(post: Post) -> str:
    """The requirements in words, with the ages that are kept apart."""
    least = f"{post.age_min} 岁以上" if post.age_min is not None else ""
    most = f"{post.age_max} 岁以下" if post.age_max is not None else ""
    ages = f"年龄 {'、'.join(filter(None, (least, most)))}" if least or most else ""
    return "；".join(filter(None, (post.requirements, ages, post.age_reason)))


NOTHING = "选中一个岗位，这里显示它的条件、单位、人员和记录。"


class Details(QStackedWidget):
    """Nothing, a post, or what is known of one that is being typed."""

    def __init__(self, room: Room, watch: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.nothing = QLabel(NOTHING, self)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(room.look.px(24))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.post = PostSide(room, self)
        self.watch = watch
        for part in (self.nothing, self.post, watch):
            self.addWidget(part)

    def show_words(self, words: str) -> None:
        """Show no record but these words."""
        self.nothing.setText(words)
        self.setCurrentWidget(self.nothing)
