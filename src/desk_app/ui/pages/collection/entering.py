"""The form of a project with its labour plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desk_app.domain.collection.entering import BUILDER_FIRM, FIELDS, NEED_FIELDS, OWNER_FIRM, need
from desk_app.domain.collection.lists import ProjectFile
from desk_app.domain.entry import like, shown
from desk_app.domain.fields import fields_of
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.vacancies import Circumstances, phone_trouble
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.collection.layout import PROJECT_FORM
from desk_app.ui.pages.collection.showing import waiting


class ProjectEntry(Entry):
    """A project. Saved anew, it opens its collection task at once."""

    noun = "projects"
    words = "项目"
    own = "projects"

    def __init__(self, room: Room, parent: QWidget) -> None:
        self._at: Circumstances | None = None
        self._firms: tuple[str, ...] = ()
        self._staff: tuple[str, ...] = ()
        suggest = {OWNER_FIRM: self._firm_names, BUILDER_FIRM: self._firm_names, "owner": self._staff_names}
        super().__init__(room, FIELDS, PROJECT_FORM, parent, suggest=suggest)

    def begin_new(self) -> None:
        """A new project."""
        self.begin(None, {"state": self.room.desk.codes["project_state"].label("planned")}, {})
        self.form.go_to("name")

    def begin_old(self, file: ProjectFile) -> None:
        """Change a project."""
        codes = self.room.desk.codes
        words = {name: shown(field, getattr(file.project, name), codes) for name, field in fields_of(Project).items()}
        plan = fields_of(LabourNeed)
        for row, one in enumerate(file.needs):
            words |= {need(row, name): shown(plan[name], getattr(one, name), codes) for name in NEED_FIELDS}
        words |= {OWNER_FIRM: file.owner, BUILDER_FIRM: file.builder}
        self.begin(file.project.uid, words, {}, extra=file.project.extra)
        self.form.go_to("name")

    def read(self) -> Any:
        """The circumstances, the firms on file and the names of the office."""
        desk = self.room.desk
        return desk.collection.projects.circumstances(desk.actor)

    def ready(self, found: Any) -> None:
        """They are there."""
        self._at, self._firms, self._staff = found

    def check(self, name: str, text: str) -> str:
        """The telephone."""
        return phone_trouble(text, self._at) if name == "phone" and self._at and text.strip() else ""

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the project."""
        desk = self.room.desk
        done = desk.collection.projects.save(desk.actor, self.uid, typed)
        filed = f"一并登记了{'、'.join(done.new_firms)}（只有名称）。" if done.new_firms else ""
        if self.uid:
            return done.uid, f"已保存项目。{filed}"
        due = f"，{done.due_on:%m-%d} 前联系" if done.due_on else ""
        file = desk.collection.projects.file(desk.actor, done.uid)
        count = sum(found.count for _, found in waiting(desk, file))
        waits = f"用工计划里的岗位有 {count} 人次在等。" if file.needs else ""
        return done.uid, f"已新增项目，征集任务分给{done.owner}{due}。{waits}{filed}"

    def _firm_names(self, typed: str) -> Sequence[str]:
        return like(self._firms, typed)

    def _staff_names(self, typed: str) -> Sequence[str]:
        return like(self._staff, typed)
