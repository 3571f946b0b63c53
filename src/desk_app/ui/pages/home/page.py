"""首页: today's work by due day, dealt with in place by one or two keys, and four figures beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.agenda.item import KINDS, Bucket, Item
from desk_app.domain.agenda.today import Agenda
from desk_app.domain.errors import DeskError
from desk_app.domain.finding import by_pinyin
from desk_app.domain.intake.dates import parse_date
from desk_app.domain.service_log import REFUSED, Said
from desk_app.services.followups import Noted
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.home.figures import Side
from desk_app.ui.pages.home.lines import LineList

_ANSWERS = (("Y", "愿意"), ("N", "不愿意"), ("K", "考虑中"), ("U", "没打通"))
STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "call": (("1", "联系上了"), ("2", "拒绝服务"), ("3", "没联系上")),
    "ask": _ANSWERS,
    "ask_again": _ANSWERS,
    "start": (("1", "已上班"), ("2", "没有去"), ("3", "没联系上")),
    "visit": (("1", "在岗"), ("2", "已离岗"), ("3", "没联系上")),
    "receipt": (("U", "没打通"),),
    "gap": (("U", "没打通"),),
}
"""What can be recorded on a line of each kind without leaving the page: key and word."""

_KEYS = ("Y", "N", "K", "U", "1", "2", "3")
_OTHER = "other"


class HomePage(Page):
    """今日工作."""

    name = "home"
    title = "今天要做"
    nouns = frozenset(
        {
            "seekers",
            "proposals",
            "answers",
            "letters",
            "follow_ups",
            "posts",
            "employers",
            "questions",
            "batches",
            "snoozes",
            "service_log",
            "runs",
            "memberships",
            "problems",
            "labour_reports",
        }
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        look = room.look
        self._logged: set[str] = set()  # persons whose phones were shown in clear today
        self._logged_on: date | None = None
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.list = LineList(look, left)
        self.empty = QStackedWidget(left)
        self._note: EmptyNote | None = None
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self._bar = QWidget(left)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        self._buttons = {
            action.id: ActionButton(action, look, primary=action.id == "main", parent=self._bar)
            for action in self._actions()
        }
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.hide()  # before it counts for the width of the page
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(self._bar)
        self.side = Side(look, room.go, self)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.side)
        scroll.viewport().setAutoFillBackground(False)
        self.side.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.split(left, scroll, right_width=340)
        self.install(*(button.action_value for button in self._buttons.values()))
        self.list.chosen.connect(self._show_steps)
        self._agenda: Agenda | None = None
        self.filters.changed.connect(self._narrow)
        self.list.doubleClicked.connect(lambda _index: self._main())

    def first_focus(self) -> QWidget | None:
        """The list: the keys work at once."""
        return self.list

    def refresh(self) -> None:
        """Read what waits; the picture comes after it."""
        agenda, actor = self.room.desk.agenda, self.room.desk.actor
        self.room.tasks.run(lambda _: agenda.today(actor), self._show, owner=self, what="读取今天的工作", key="today")
        self.room.tasks.run(
            lambda _: agenda.balance(actor), self.side.show_balance, owner=self, what="比较人数和名额", key="balance"
        )

    def _show(self, whole: Agenda) -> None:
        self._agenda = whole
        counts = [f"{bucket.value} {whole.count(bucket)}" for bucket in Bucket if whole.count(bucket)]
        self.side.show_agenda(whole)
        kinds = {item.kind for item in whole.items}
        self.filters.add("kind", "事项", [(kind, what.word) for kind, what in KINDS.items() if kind in kinds])
        villages = sorted({item.village for item in whole.items if item.village}, key=by_pinyin)
        self.filters.add("village", "村（社区）", [(village, village) for village in villages])
        self.filters.setVisible(bool(whole.items))
        chosen = self.filters.chosen()
        agenda = whole.narrowed(chosen.get("kind", ()), chosen.get("village", ()))
        left_out = len(whole.items) - len(agenda.items)
        counts += [f"筛选掉 {left_out} 件，逾期的照样显示"] if left_out else []
        self.header.set_count(" · ".join(counts))
        first_empty = not agenda.items and (self._note is None or self.list.isVisible())
        self.list.setVisible(bool(agenda.items))
        self._bar.setVisible(bool(agenda.items))
        self.empty.setVisible(not agenda.items)
        self.list.show_agenda(agenda)
        if agenda.items:
            self._log_phones(agenda)
        else:
            self._show_empty(agenda)
        if first_empty and self._note and self.isVisible():
            self._note.button.setFocus()

    def _narrow(self) -> None:
        if self._agenda:
            self._show(self._agenda)

    def _show_empty(self, agenda: Agenda) -> None:
        if self._note is not None:
            self.empty.removeWidget(self._note)
            self._note.deleteLater()
        sentence, verb, page = agenda.next_step()
        step = Action(id="next", title=verb, run=lambda: self.room.go(page, ""))
        self._note = EmptyNote(
            self.room.look, sentence, step, "到期的电话、回执、回访和岗位会自己出现在这里。", self.empty
        )
        self.empty.addWidget(self._note)

    def _log_phones(self, agenda: Agenda) -> None:
        """Register once that these persons' phones were shown in clear; later only those who came since."""
        if self._logged_on != agenda.today:
            self._logged, self._logged_on = set(), agenda.today
        new = {item.seeker_uid for item in agenda.items if item.seeker_uid and item.phone} - self._logged
        if new:
            self._logged |= new
            desk = self.room.desk
            self.room.tasks.run(
                lambda _: desk.agenda.call_list_shown(desk.actor, len(new)), _nothing, owner=self, what="登记查看"
            )

    # What can be done on a line

    def _actions(self) -> tuple[Action, ...]:
        keys = [
            Action(
                id=key,
                title=_title(key),
                run=partial(self._step, key),
                shortcut=key,
                enabled=partial(self._can, key),
                on=self.list,
            )
            for key in _KEYS
        ]
        return (
            Action(id="main", title="办这一件", run=self._main, shortcut="Return", enabled=self._any, on=self.list),
            *keys,
            Action(id="snooze", title="改天", run=self._snooze, shortcut="S", enabled=self._any, on=self.list),
            Action(
                id="person", title="看这个人", run=self._person, shortcut="O", enabled=self._is_person, on=self.list
            ),
        )

    def _any(self) -> bool:
        return self.list.current() is not None

    def _can(self, key: str) -> bool:
        return key in self._steps()

    def _is_person(self) -> bool:
        item = self.list.current()
        return item is not None and bool(item.seeker_uid)

    def _steps(self) -> dict[str, str]:
        item = self.list.current()
        return dict(STEPS.get(item.kind, ())) if item else {}

    def _show_steps(self) -> None:
        """Under the list stand the keys of the chosen line."""
        item, steps = self.list.current(), self._steps()
        for key, button in self._buttons.items():
            if key in _KEYS:
                button.setVisible(key in steps)
                button.setText(f"{steps.get(key, '')} {key}")
            elif key == "main":
                button.setVisible(item is not None and not steps)
                button.setText(f"{item.verb if item else ''} Enter")
            else:
                button.setVisible(button.action_value.enabled())
                button.setText(f"{button.action_value.title} {button.action_value.key_words()}")
            button.update_state()

    def _main(self) -> None:
        """The one thing to do on the line: recorded in place, or done on its page."""
        item, steps = self.list.current(), self._steps()
        if item is None:
            return
        if item.kind in ("call", "ask", "ask_again", "start", "visit"):
            key = self.room.ask.choose(item.verb, f"{item.who}：{item.why}", tuple(steps.items()))
            if key:
                self._step(key)
        else:
            self.room.go(item.page, item.target)

    def _person(self) -> None:
        item = self.list.current()
        if item and item.seeker_uid:
            self.room.go("seekers", item.seeker_uid)

    def _step(self, key: str) -> None:
        item = self.list.current()
        if item is None or key not in self._steps():
            return
        if item.kind in ("ask", "ask_again") and key != "U":
            self._answer(item, key)
        elif item.kind == "call":
            self._call(item, key)
        elif item.kind == "start":
            self._start(item, key)
        elif item.kind == "visit":
            self._visit(item, key)
        else:
            desk = self.room.desk
            self._do(lambda: desk.followups.missed(desk.actor, item.seeker_uid))

    def _answer(self, item: Item, key: str) -> None:
        desk, ask = self.room.desk, self.room.ask
        consent, reason = None, ""
        if key == "Y":
            said = ask.choose(
                "愿意", f"{item.who}愿意。同意把电话提供给用人单位吗？", (("yes", "同意"), ("no", "不同意"))
            )
            if said is None:
                return
            consent = said == "yes"
        elif key == "N":
            reason = self._reason("decline_reason", f"{item.who}不愿意，原因是什么？")
            if not reason:
                return
        answer = {"Y": "willing", "N": "unwilling", "K": "considering"}[key]
        self._do(
            lambda: desk.proposals.answer_one(desk.actor, item.seeker_no, answer, reason=reason, phone_consent=consent)
        )

    def _call(self, item: Item, key: str) -> None:
        """What came of an agreed call."""
        desk, ask = self.room.desk, self.room.ask
        said = Said(result={"1": "reached", "2": REFUSED, "3": "not_reached"}[key])
        if key == "2":
            options = [(one.code, one.label) for one in desk.codes["refusal_reason"].offered]
            reason = ask.choose("拒绝服务", f"{item.who}为什么拒绝？会计入拒绝次数。", options)
            if not reason:
                return
            said = replace(said, reason=reason)
        if key != "3":
            note = ask.line(item.verb, f"{item.who}说了什么？", "记下", needed=key == "2")
            if note is None:
                return
            said = replace(said, note=note)
        self._do(lambda: desk.seekers.log(desk.actor, (item.seeker_uid,), said).sentence)

    def _start(self, item: Item, key: str) -> None:
        desk = self.room.desk
        if key == "1":
            day = self._day("到岗", f"{item.who}哪天上班的？", min(item.due, desk.actor.today()))
            if day:
                self._do(lambda: desk.followups.started(desk.actor, item.letter_uid, day))
        elif key == "2":
            if self.room.ask.confirm(f"{item.who}没有去上班，回到待就业。", "登记没有去"):
                self._do(lambda: desk.followups.left(desk.actor, item.letter_uid, "no_show"))
        else:
            self._do(lambda: desk.followups.missed(desk.actor, item.seeker_uid))

    def _visit(self, item: Item, key: str) -> None:
        desk = self.room.desk
        if key == "1":
            self._do(lambda: desk.followups.in_post(desk.actor, item.uid))
        elif key == "3":
            self._do(lambda: desk.followups.not_reached(desk.actor, item.uid))
        else:
            reasons = [(one.code, one.label) for one in desk.codes["leave_reason"].offered]
            reason = self.room.ask.choose("已离岗", f"{item.who}为什么离开？", reasons)
            day = self._day("已离岗", f"{item.who}哪天离开的？", desk.actor.today()) if reason else None
            if reason and day:
                self._do(lambda: desk.followups.left(desk.actor, item.letter_uid, reason, on=day))

    def _snooze(self) -> None:
        """改天再办: to which day, and why."""
        item, desk = self.list.current(), self.room.desk
        if item is None:
            return
        today = desk.actor.today()
        monday = 7 - today.weekday()
        days = {1: "明天", 3: "三天后", monday: "下周一", 14: "两周后", 30: "一个月后"}
        options = [(str(after), f"{word}（{today + timedelta(after):%m-%d}）") for after, word in sorted(days.items())]
        chosen = self.room.ask.choose("改天再办", f"{item.who}：改到哪天？", options)
        reason = self.room.ask.line("改天再办", f"{item.who}：为什么改天？", "改期") if chosen else None
        if chosen and reason:
            until = today + timedelta(days=int(chosen))
            self._do(lambda: desk.followups.snooze(desk.actor, item.uid, item.who, until, reason))

    def _reason(self, codes: str, sentence: str) -> str:
        """A reason from the list in words, or typed."""
        options = [(one.label, one.label) for one in self.room.desk.codes[codes].offered]
        chosen = self.room.ask.choose("原因", sentence, (*options, (_OTHER, "其他，写明")))
        if chosen == _OTHER:
            chosen = self.room.ask.line("原因", sentence, "登记")
        return chosen or ""

    def _day(self, title: str, sentence: str, likely: date) -> date | None:
        """A day, typed in any usual form; the likely one stands there already."""
        typed = self.room.ask.line(title, sentence, "登记", initial=likely.isoformat())
        if not typed:
            return None
        found = parse_date(typed, self.room.desk.actor.today())
        day = found.whole() if found else None
        if day is None:
            self.room.ask.warn("看不懂这个日期，请写成 2026-03-15 或 20260315 的样子，再登记一次。")
        return day

    def _do(self, work: Callable[[], Noted | str]) -> None:
        """Record something about the chosen line and go on to the next at once; a refusal brings the line back."""
        self.list.drop_current()
        self.room.tasks.run(lambda _: work(), self._done, owner=self, failed=self._failed, what="登记")

    def _done(self, told: Noted | str) -> None:
        words = told if isinstance(told, str) else told.sentence
        self.room.ask.tell(words, undo=True)
        if isinstance(told, Noted) and told.may_be_lost:
            desk = self.room.desk
            if self.room.ask.confirm(f"{words}，已经多次没有联系上。要记为失联吗？", "记为失联"):
                self.room.tasks.run(
                    lambda _: desk.followups.mark_lost(desk.actor, told.seeker_uid), self._done, owner=self, what="登记"
                )

    def _failed(self, error: DeskError) -> None:
        self.room.ask.warn(error)
        self.refresh()


def _title(key: str) -> str:
    """What a key does on the kinds of lines that know it."""
    return "、".join(dict.fromkeys(word for steps in STEPS.values() for k, word in steps if k == key))


def _nothing(_: object) -> None:
    """Nobody waits for what was registered."""
