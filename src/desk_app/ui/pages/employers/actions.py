"""What can be done on the page, with its keys; the page does it."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.employers.left import Left
from desk_app.ui.pages.employers.papers import Papers
from desk_app.ui.pages.employers.steps import EmployerSteps, ProblemSteps


def of_firms(table: Table, left: Left, steps: EmployerSteps) -> tuple[Action, ...]:
    """With the current employer."""

    def firm(id_: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
        return Action(
            id=id_, title=title, run=run, shortcut=key, icon=icon, enabled=lambda: bool(table.selected()), on=table
        )

    return (
        firm("edit-employer", "编辑", left.change, "E", "pencil"),
        firm("see-paper", "查验材料", left.see_paper, "M", "list-checks"),
        firm("post-of-employer", "新增岗位", left.add_post, "P", "briefcase-business"),
        firm("new-report", "报用工", left.add_report, "R", "users"),
        firm("new-problem", "登记问题", left.add_problem, "W", "file-text"),
        firm("block-employer", "停止/恢复推荐", steps.block_or_not, "B", "ban"),
    )


def seldom(table: Table, steps: EmployerSteps, papers: Papers) -> tuple[Action, ...]:
    """Behind ⋯ in the header."""
    return (
        Action(
            id="key-employer", title="列入或退出重点监测", run=steps.key_or_not, shortcut="K", on=table,
            enabled=lambda: bool(table.selected()),
        ),
        Action(
            id="print-employer", title="打印招聘登记表", run=papers.print_form, shortcut="Ctrl+P", on=table,
            enabled=lambda: bool(table.selected()),
        ),
    )  # fmt: skip


def of_labour(table: Table, left: Left, papers: Papers) -> tuple[Action, ...]:
    """With the sample in a period."""

    def some() -> bool:
        return bool(table.selected())

    return (
        Action(
            id="fill-report", title="填报", run=left.fill_report, shortcut="E", icon="pencil", enabled=some, on=table
        ),
        Action(id="other-period", title="换一期", run=papers.choose_period, shortcut="Q", icon="calendar", on=table),
        Action(
            id="print-register", title="打印汇总", run=papers.print_register, shortcut="Ctrl+P", icon="printer",
            on=table,
        ),
        Action(
            id="print-report", title="打印单位表", run=papers.print_sheet, shortcut="T", icon="file-text", enabled=some,
            on=table,
        ),
        Action(id="export-register", title="导出", run=papers.export, shortcut="X", icon="save", on=table),
    )  # fmt: skip


def of_problems(table: Table, steps: ProblemSteps, papers: Papers) -> tuple[Action, ...]:
    """With the current problem."""

    def step(name: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
        return Action(
            id=f"problem-{name}",
            title=title,
            run=run,
            shortcut=key,
            icon=icon,
            enabled=lambda: steps.may(name),
            on=table,
        )

    return (
        step("assign", "交办", steps.assign, "A", "user-check"),
        step("progress", "进展", steps.progress, "G", "pencil"),
        step("finish", "办结", steps.finish, "F", "check"),
        step("rate", "企业评价", steps.rate, "Y", "phone-call"),
        step("report", "上报", steps.report_up, "U", "upload"),
        Action(
            id="print-ledger", title="打印台账", run=papers.print_ledger, shortcut="Ctrl+P", icon="printer", on=table
        ),
    )
