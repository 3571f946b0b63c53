"""The forms of the page: an employer, one of its papers, its report of a period, a problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desk_app.domain.employer_entry import FIELDS, PARENT, check, similar
from desk_app.domain.employer_papers import EmployerPaper, on_desk
from desk_app.domain.employers import Employer
from desk_app.domain.entry import NotEntered, like, masked, shown
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import Sensitivity, fields_of
from desk_app.domain.labour_reports import FIELDS as REPORT_FIELDS
from desk_app.domain.labour_reports import SHORTAGES, LabourReport, period_words, reported, shortage_words
from desk_app.domain.problems import Problem
from desk_app.domain.vacancies import Circumstances
from desk_app.services.employers import EmployerFile
from desk_app.services.labour import Started
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Reveal
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.employers.layout import EMPLOYER_FORM, PAPER_FORM, PROBLEM_FORM, REPORT_FORM

_LOOKED_AFTER = 200  # milliseconds after a keystroke until the name is compared and the sum reckoned
_TYPED = {name: field for name, field in fields_of(LabourReport).items() if name != "shortages"}
_HIDDEN = frozenset(name for name, field in FIELDS.items() if field.sensitivity is Sensitivity.PERSONAL)


class EmployerEntry(Entry):
    """An employer. Names on file that may be the same one are told while its name is typed."""

    noun = "employers"
    words = "单位"
    own = "employers"

    def __init__(self, room: Room, reveal: Reveal, parent: QWidget) -> None:
        super().__init__(
            room,
            FIELDS,
            EMPLOYER_FORM,
            parent,
            suggest={PARENT: lambda typed: like(self.known, typed)},
            reveal=reveal,
            hidden=_HIDDEN,
        )
        self.at: Circumstances | None = None
        self.known: tuple[str, ...] = ()  # names of the employers on file
        self.name = ""  # of the employer that was kept last
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOKED_AFTER)
        self._look.timeout.connect(self.compare)
        self.form.typed_in.connect(self._typed_in)

    def begin_new(self, known: Mapping[str, str]) -> None:
        """A new employer, perhaps with what was typed or read elsewhere, by field."""
        self.name = ""
        self.begin(None, {}, known)
        self.form.go_to("credit_code" if "name" in known else "name")

    def begin_old(self, file: EmployerFile) -> None:
        """Change an employer."""
        codes, employer = self.room.desk.codes, file.employer
        words = {
            name: (masked if name in _HIDDEN else shown)(field, getattr(employer, name), codes)
            for name, field in fields_of(Employer).items()
        }
        self.begin(employer.uid, {**words, PARENT: file.parent}, {}, extra=employer.extra)
        self.form.go_to("name")

    def read(self) -> Any:
        """What code and telephone are judged by, and which names are known."""
        desk = self.room.desk
        return desk.employers.circumstances(desk.actor), desk.employers.names()

    def ready(self, found: Any) -> None:
        """From now on they are judged while they are typed."""
        self.at, self.known = found
        self.compare()

    def compare(self) -> None:
        """Tell names on file that may mean the same employer."""
        name = self.form.text("name").strip()
        alike = similar(name, self.known) if name and not self.uid else ()
        words = f"与已登记的“{'”“'.join(alike)}”很像。是同一家的，按 Esc 后打开它修改。" if alike else ""
        self.form.note("name", words)

    def _typed_in(self, name: str) -> None:
        if name == "name":
            self._look.start()

    def check(self, name: str, text: str) -> str:
        """Check digit of the credit code, shape of telephones, e-mail and postcode."""
        return check(name, text, self.at) if self.at else ""

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the employer."""
        desk = self.room.desk
        uid = desk.employers.save(desk.actor, self.uid, typed)
        self.name = typed.get("name", "")
        return uid, "已保存单位。" if self.uid else "已新增单位。"

    def refused(self, error: DeskError) -> None:
        """Two records with one credit code are one employer: offer to make them one."""
        if not (self.uid and isinstance(error, NotEntered) and error.same):
            super().refused(error)
            return
        self.form.show_errors(error.errors)
        desk, keep, other = self.room.desk, error.same, self.uid
        sentence = "".join(error.errors.values()) + "正在修改的这条记录会并入它，岗位、推荐信、材料、问题都跟过去。"
        if not self.room.ask.confirm(sentence, "合并到已有的"):
            return

        def done(words: str) -> None:
            self.drafts.drop()
            self.finish()
            self.saved.emit(keep, words)

        self.room.tasks.run(lambda _: desk.employers.merge(desk.actor, keep, other), done, owner=self, what="合并单位")

    def finish(self) -> None:
        """Close the form."""
        super().finish()
        self._look.stop()


class PaperEntry(Entry):
    """One paper of an employer: original or copy, who saw it when, until when it is valid."""

    noun = "employer_papers"
    words = "材料查验"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, fields_of(EmployerPaper), PAPER_FORM, parent)
        self.employer, self.kind = "", ""

    def begin_paper(self, file: EmployerFile, kind: str) -> None:
        """The paper lies on the desk: its original, seen now by whoever sits there, until something else is typed."""
        codes, actor = self.room.desk.codes, self.room.desk.actor
        before = next((one.paper for one in file.papers if one.kind == kind), None)
        self.employer, self.kind = file.employer.uid, kind
        paper = on_desk(before, self.employer, kind, actor.name, actor.today())
        words = {name: shown(field, getattr(paper, name), codes) for name, field in fields_of(EmployerPaper).items()}
        self.begin(None, words, {}, draft=f"papers/{self.employer}/{kind}")
        self.heading.setText(f"{file.employer.name}　查验{codes['employer_paper'].label(kind)}")
        self.form.go_to("form")

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep that it was seen."""
        desk = self.room.desk
        desk.employers.see_paper(desk.actor, self.employer, self.kind, typed)
        return self.employer, f"已登记查验{desk.codes['employer_paper'].label(self.kind)}。"


class ReportEntry(Entry):
    """A firm's report of one period. The sum is reckoned while the figures are typed."""

    noun = "labour"
    words = "用工监测表"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, REPORT_FIELDS, REPORT_FORM, parent)
        self.started: Started | None = None
        self.difficulties = ""  # that the report kept last names anew
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOKED_AFTER)
        self._look.timeout.connect(self.reckon)
        self.form.edited.connect(self._look.start)

    def begin_report(self, started: Started, employer: str) -> None:
        """Fill in the report: what the last one said stands there already."""
        self.started = started
        report, codes = started.report, self.room.desk.codes
        words = {name: shown(field, getattr(report, name), codes) for name, field in _TYPED.items()}
        words[SHORTAGES] = shortage_words(report.shortages, codes)
        draft = f"labour/{report.employer_uid}/{report.period}"
        self.begin(report.employer_uid, words, {}, draft=draft)
        self.heading.setText(f"{employer}　{period_words(report.period)}用工监测")
        self.form.go_to("hired" if report.start_staff is not None else "start_staff")

    def ready(self, found: Any) -> None:
        """Reckon what stands in the form already."""
        self.reckon()

    def reckon(self) -> None:
        """Show what the end must be, and what looks odd."""
        if self.started is None:
            return
        desk, start = self.room.desk, self.started
        found = reported(start.report, self.form.typed(), desk.codes, desk.actor.today(), start.last)
        end = found.report.end_staff
        words = found.errors.get("end_staff") or (f"期末在岗 {end} 人。" if end is not None else "")
        self.form.note("end_staff", words)
        self.form.note("start_staff", "".join(found.doubts))

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the report."""
        desk, start = self.room.desk, self.started
        if start is None:
            return "", ""
        report, self.difficulties = start.report, typed.get("difficulties", "")
        doubts = desk.labour.save(desk.actor, report.employer_uid, report.period, typed)
        return report.employer_uid, f"已登记{period_words(report.period)}用工监测。{''.join(doubts)}"

    def finish(self) -> None:
        """Close the form."""
        super().finish()
        self._look.stop()


class ProblemEntry(Entry):
    """A problem of an employer: new, or worded anew."""

    noun = "problems"
    words = "企业问题"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, fields_of(Problem), PROBLEM_FORM, parent)
        self.employer = ""

    def begin_new(self, employer: str, name: str, description: str = "") -> None:
        """Collect a problem of this employer, perhaps one that its report names."""
        self.employer = employer
        first = {"description": description, "source": "用工监测"} if description else {}
        self.begin(
            None,
            {"raised_on": self.room.desk.actor.today().isoformat(), "scope": "个性问题"},
            first,
            draft=f"problems/{employer}",
        )
        self.heading.setText(f"登记{name}的问题")
        self.form.go_to("description")

    def begin_old(self, problem: Problem) -> None:
        """Word it anew."""
        codes = self.room.desk.codes
        words = {name: shown(field, getattr(problem, name), codes) for name, field in fields_of(Problem).items()}
        self.employer = problem.employer_uid
        self.begin(problem.uid, words, {})
        self.heading.setText(f"修改企业问题 {problem.problem_no}")
        self.form.go_to("description")

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the problem."""
        desk = self.room.desk
        if self.uid:
            desk.problems.change(desk.actor, self.uid, typed)
            return self.uid, "已保存企业问题。"
        return desk.problems.collect(desk.actor, self.employer, typed), "已登记企业问题，下一步交办给责任单位（按 A）。"
