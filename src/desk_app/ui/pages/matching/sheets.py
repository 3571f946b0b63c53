"""Lock, ban, move: the cost is shown before, a reason is asked, and only then something is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desk_app.domain.errors import DeskError
from desk_app.domain.finding import Query
from desk_app.domain.progress import Progress
from desk_app.services.matching import Candidate, DecisionCost
from desk_app.ui.kit.asking import Sheet
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, Table
from desk_app.ui.pages.matching.lists import Records, RecordSource

VERBS: Mapping[str, str] = {"lock": "锁定", "ban": "禁配", "place": "改派"}
_HELP: Mapping[str, str] = {
    "lock": "以后每次匹配，都把本人留在这个岗位。",
    "ban": "以后每次匹配，都不再把本人安排到这个岗位。",
    "place": "以后每次匹配，都把本人安排到选中的岗位；不合适的条件由您负责说明理由。",
}
_SHOWN = 3  # names of those who are moved too


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a decision is about, and the post of the present plan ("" = none)."""

    seeker_uid: str
    name: str
    post_uid: str
    post: str


class DecisionSheet(Sheet):
    """One decision on one person: what it costs, why, and the verb."""

    def __init__(self, room: Room, kind: str, subject: Subject, parent: QWidget) -> None:
        title = f"{VERBS[kind]}：{subject.name}" + (f" → {subject.post}" if subject.post and kind != "place" else "")
        super().__init__(parent, room.look, title, _HELP[kind], VERBS[kind])
        self._room, self._kind, self._subject = room, kind, subject
        self._post_uid = subject.post_uid if kind != "place" else ""
        self._above()
        self.cost = QLabel(self)
        self.cost.setWordWrap(True)
        self.cost.setProperty("role", "strip")
        self.cost.setAccessibleName("代价")
        self.body.addWidget(self.cost)
        label = QLabel("理由（必填，可从用过的里选）", self)
        self.body.addWidget(label)
        self.reason = QComboBox(self)
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setAccessibleName("理由")
        label.setBuddy(self.reason)
        self.reason.editTextChanged.connect(self._update)
        self.body.addWidget(self.reason)
        self._known: DecisionCost | None = None
        matching, actor = room.desk.matching, room.desk.actor
        room.tasks.run(lambda _: matching.reasons_used(actor, kind), self._offer, owner=self, what="读取用过的理由")
        self._weigh()

    def _above(self) -> None:
        """What stands over the cost."""

    def _offer(self, used: Sequence[str]) -> None:
        typed = self.reason.currentText()
        self.reason.addItems(list(used))
        self.reason.setEditText(typed)

    def _weigh(self) -> None:
        """Ask for the cost; the verb waits for it."""
        self._known = None
        self.say("")
        self._update()
        if not self._post_uid:
            self.cost.setText("先选一个岗位，这里会算出改派的代价。")
            return
        self.cost.setText("正在算代价…")
        matching, actor = self._room.desk.matching, self._room.desk.actor
        kind, seeker, post = self._kind, self._subject.seeker_uid, self._post_uid

        def work(progress: Progress) -> DecisionCost:
            return matching.cost(actor, kind, seeker, post, progress)

        self._room.tasks.run(work, self._tell, owner=self, failed=self._refuse, what="算改动的代价", key="cost")

    def _tell(self, cost: DecisionCost) -> None:
        self._known = cost
        lines = [cost.sentence]
        lines += [f"{one.name}：{one.before or '无岗'} → {one.after or '无岗'}" for one in cost.moved[:_SHOWN]]
        if len(cost.moved) > _SHOWN:
            lines.append(f"……还有 {len(cost.moved) - _SHOWN} 人")
        self.cost.setText("\n".join(lines))
        self._update()

    def _refuse(self, error: DeskError) -> None:
        self.cost.setText("不能这样安排。")
        self.say(error.message)
        self._update()

    def _update(self) -> None:
        self.yes.setEnabled(self._known is not None and bool(self.reason.currentText().strip()))

    def accept(self) -> None:
        """Write the decision; the sheet closes when it is written."""
        self.yes.setEnabled(False)
        matching, actor, reason = self._room.desk.matching, self._room.desk.actor, self.reason.currentText().strip()
        kind, seeker, post = self._kind, self._subject.seeker_uid, self._post_uid
        self._room.tasks.run(
            lambda _: matching.decide_on(actor, kind, seeker, post, reason),
            lambda _: self._done(),
            owner=self,
            failed=self._refuse,
            what="记下人工决定",
            key="decide",
        )

    def _done(self) -> None:
        self._room.ask.tell(f"已{VERBS[self._kind]}{self._subject.name}，下次匹配起生效。", undo=True)
        super().accept()


class MoveSheet(DecisionSheet):
    """Moving somebody by hand: the posts he or she may go to, the best first, with what fails."""

    def _above(self) -> None:
        room, subject, look = self._room, self._subject, self._room.look
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("搜索岗位、单位、编号")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("搜索岗位")
        self.search.addAction(look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.body.addWidget(self.search)
        self._source: RecordSource[Candidate] = RecordSource(
            lambda: room.desk.matching.candidates(room.desk.actor, subject.seeker_uid), _CANDIDATES
        )
        self.posts = Table(room, _COLUMNS, self._source, "matching/candidates", self, first_chosen=False)
        self.posts.setMinimumSize(look.px(680), look.px(176))
        self.posts.chosen.connect(self._choose)
        self.body.addWidget(self.posts, 1)
        self.search.textChanged.connect(lambda text: self.posts.look_up(Query(text=text.strip())))
        self.posts.look_up(Query())
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str | None) -> None:
        if key and key != self._post_uid:
            self._post_uid = key
            self._weigh()


def _says(candidate: Candidate) -> str:
    if candidate.barred:
        return f"✘ {candidate.barred}"
    if candidate.failing:
        return "　".join(f"✘ {line}" for line in candidate.failing)
    return "✔ 条件都合适" + ("（现在的安排）" if candidate.current else "")


def _show(candidate: Candidate) -> Mapping[str, object]:
    return {
        "post": candidate.title,
        "employer": candidate.employer,
        "free": str(candidate.free),
        "planned": str(candidate.planned),
        "points": str(candidate.points),
        "says": _says(candidate),
    }


_COLUMNS = (
    Column("post", "岗位", 84),
    Column("employer", "单位", 150),
    Column("points", "匹配分", 88, right=True),
    Column("free", "空名额", 88, right=True),
    Column("planned", "方案占用", 102, right=True),
    Column("says", "合不合适", 190),
)

_CANDIDATES: Records[Candidate] = Records(
    key=lambda one: one.post_uid,
    show=_show,
    words=lambda one: (one.title, one.employer, one.post_no),
    kept={},
)
