"""What can be done on the page, with its keys; the page does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk_app.ui.kit.actions import Action
from desk_app.ui.pages.employers.views import FIRMS, LABOUR, PROBLEMS

if TYPE_CHECKING:
    from desk_app.ui.pages.employers.page import EmployersPage


def of_firms(page: EmployersPage) -> tuple[Action, ...]:
    """With the current employer."""
    table, steps = page.lists.tables[FIRMS], page.firm_steps

    def firm(id_: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
        return Action(
            id=id_, title=title, run=run, shortcut=key, icon=icon, enabled=lambda: bool(table.selected()), on=table
        )

    return (
        firm("edit-employer", "编辑", page.change, "E", "pencil"),
        firm("see-paper", "查验材料", page.see_paper, "M", "list-checks"),
        firm("post-of-employer", "新增岗位", page.add_post, "P", "briefcase-business"),
        firm("new-report", "报用工", page.add_report, "R", "users"),
        firm("new-problem", "登记问题", page.add_problem, "W", "file-text"),
        firm("block-employer", "停止/恢复推荐", steps.block_or_not, "B", "ban"),
    )


def seldom(page: EmployersPage) -> tuple[Action, ...]:
    """Behind ⋯ in the header."""
    table = page.lists.tables[FIRMS]
    return (
        Action(
            id="key-employer", title="列入或退出重点监测", run=page.firm_steps.key_or_not, shortcut="K", on=table,
            enabled=lambda: bool(table.selected()),
        ),
        Action(
            id="print-employer", title="打印招聘登记表", run=page.print_form, shortcut="Ctrl+P", on=table,
            enabled=lambda: bool(table.selected()),
        ),
    )  # fmt: skip


def of_labour(page: EmployersPage) -> tuple[Action, ...]:
    """With the sample in a period."""
    table = page.lists.tables[LABOUR]

    def some() -> bool:
        return bool(table.selected())

    return (
        Action(
            id="fill-report", title="填报", run=page.fill_report, shortcut="E", icon="pencil", enabled=some, on=table
        ),
        Action(id="other-period", title="换一期", run=page.choose_period, shortcut="Q", icon="calendar", on=table),
        Action(
            id="print-register", title="打印汇总", run=page.print_register, shortcut="Ctrl+P", icon="printer", on=table
        ),
        Action(
            id="print-report", title="打印单位表", run=page.print_sheet, shortcut="T", icon="file-text", enabled=some,
            on=table,
        ),
        Action(id="export-register", title="导出", run=page.export, shortcut="X", icon="save", on=table),
    )  # fmt: skip


def of_problems(page: EmployersPage) -> tuple[Action, ...]:
    """With the current problem."""
    table, steps = page.lists.tables[PROBLEMS], page.problem_steps

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
        Action(id="print-ledger", title="打印台账", run=page.print_ledger, shortcut="Ctrl+P", icon="printer", on=table),
    )


def unseen(page: EmployersPage) -> tuple[Action, ...]:
    """By key, and in F1 and Ctrl+K."""
    problems = page.lists.tables[PROBLEMS]
    return (
        Action(id="other-view", title="换到下一张表", run=page.lists.switch, shortcut="Ctrl+J"),
        Action(id="edit-problem", title="修改问题", run=page.edit_problem, shortcut="E", on=problems),
        Action(id="employer-of-problem", title="打开提出问题的单位", run=page.open_firm, shortcut="O", on=problems),
        Action(id="drop-paper", title="取消查验", run=page.drop_paper, shortcut="Del", on=page.details.employer.papers),
    )
