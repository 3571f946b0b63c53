"""The parser and the one place where errors become exit codes."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import NoReturn

from desk_app import logs, paths
from desk_app.cli import commands
from desk_app.cli.output import say_error
from desk_app.domain.errors import Cancelled, DeskError

DONE, REFUSED, USAGE = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """argparse with its complaints in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Say how the command is written and end with exit code 2."""
        self.print_usage(sys.stderr)
        sys.stderr.buffer.write(f"命令写法不对（{message}）。请看 {self.prog} --help。\n".encode())
        sys.stderr.flush()
        raise SystemExit(USAGE)


def run(arguments: Sequence[str]) -> int:
    """Parse and run one command; returns its exit code."""
    try:
        asked = parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    folders = paths.folders(asked.home)
    try:
        if folders.home.is_dir():
            logs.start(folders.logs)
        return int(asked.run(asked, folders) or DONE)
    except DeskError as error:
        say_error(error, as_json=asked.json)
        return REFUSED
    except (Cancelled, KeyboardInterrupt):
        return REFUSED
    except Exception as error:  # noqa: BLE001  # the last chance: a report instead of a traceback
        return _bug(error, folders, asked.json)


def _bug(error: Exception, folders: paths.Folders, as_json: bool) -> int:
    """A fault of ours: a report without personal data, a sentence, and nothing half-done (the transaction is gone)."""
    where = f"，报告在 {logs.crash_report(error, folders.logs)}" if folders.home.is_dir() else ""
    logging.getLogger("desk_app").error("bug\n%s", logs.trace(error))
    say_error(DeskError("bug", f"程序出错，这一步没有做{where}。请把报告交给技术支持。"), as_json=as_json)
    return REFUSED


def parser() -> Parser:
    """The command line as the contract has it."""
    made = Parser(prog="desk-app", description="一人一岗：为每个需要工作的人找到一个真实的岗位")
    made.add_argument("--home", metavar="DIR", help="机构数据所在的文件夹")
    made.add_argument("--json", action="store_true", help="以 JSON 输出")
    add = made.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser).add_parser
    _office_commands(add)
    _file_commands(add)
    _work_commands(add)
    return made


def _office_commands(add: commands.Add) -> None:
    setup = add("setup", help="建立机构")
    setup.add_argument("--office", required=True)
    setup.add_argument("--region", required=True)
    setup.add_argument("--clerk", required=True)
    setup.add_argument("--desk", default="1")
    setup.add_argument("--practice", action="store_true")
    setup.set_defaults(run=commands.setup)
    add("check", help="检查数据文件").set_defaults(run=commands.check)
    backup = add("backup", help="备份")
    backup.add_argument("--out", required=True)
    backup.set_defaults(run=commands.backup)
    restore = add("restore", help="从备份恢复")
    restore.add_argument("file")
    restore.set_defaults(run=commands.restore)


def _file_commands(add: commands.Add) -> None:
    demo = add("demo-data", help="生成练习用的名单")
    demo.add_argument("--size", choices=("S", "M", "L"), required=True)
    demo.add_argument("--seed", type=int, required=True)
    demo.add_argument("--out", required=True)
    demo.set_defaults(run=commands.demo_data)
    add("identify", help="核对号码（每行一个，从标准输入）").set_defaults(run=commands.identify)
    read = add("read", help="看工作簿里有什么")
    read.add_argument("file")
    read.set_defaults(run=commands.read)
    take = add("import", help="导入名单")
    take.add_argument("files", nargs="+", metavar="FILE")
    take.add_argument("--as", dest="noun", choices=("seekers", "employers", "posts"))
    take.add_argument("--preview", action="store_true")
    take.set_defaults(run=commands.take_in)
    roster = add("roster", help="上报花名册")
    roster.add_argument("--out", required=True)
    roster.add_argument("--plain", action="store_true")
    roster.add_argument("--reason", default="")
    roster.set_defaults(run=commands.roster)


def _work_commands(add: commands.Add) -> None:
    posts = add("posts", help="岗位").add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    confirm = posts.add_parser("confirm", help="核实岗位")
    confirm.add_argument("file", nargs="?")
    confirm.add_argument("--all", action="store_true")
    confirm.add_argument("--by", required=True)
    confirm.add_argument("--how", choices=("phone", "visit"), required=True)
    confirm.set_defaults(run=commands.confirm)
    match = add("match", help="做匹配方案")
    match.add_argument("--seed", type=int, default=1)
    match.set_defaults(run=commands.match)
    decide = add("decide", help="锁定、禁配或手工安排一对")
    decide.add_argument("kind", choices=("lock", "ban", "place"))
    decide.add_argument("seeker_no")
    decide.add_argument("post_no")
    decide.add_argument("--reason", required=True)
    decide.set_defaults(run=commands.decide)
    plan = add("plan", help="看匹配方案")
    plan.add_argument("run_no", nargs="?", type=int, metavar="RUN")
    plan.add_argument("--save", metavar="DIR")
    plan.set_defaults(run=commands.plan)
    add("explain", help="为什么是这个岗、为什么没有岗（求职登记号从标准输入）").set_defaults(run=commands.explain)
    answer = add("answer", help="登记本人意见")
    answer.add_argument("file", nargs="?")
    answer.add_argument("--all", metavar="willing")
    answer.set_defaults(run=commands.answer)
    letters = add("letters", help="推荐信").add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    issue = letters.add_parser("issue", help="开具推荐信")
    issue.add_argument("--limit", type=int)
    issue.add_argument("--out", required=True)
    issue.set_defaults(run=commands.issue)
    void = letters.add_parser("void", help="作废推荐信")
    void.add_argument("number", metavar="NO")
    void.add_argument("--reason", required=True)
    void.set_defaults(run=commands.void)
    receipt = add("receipt", help="收回执")
    receipt.add_argument("number", metavar="NO")
    receipt.add_argument("--result", choices=("hired", "not_hired", "declined", "overdue"), required=True)
    receipt.add_argument("--reason", default="")
    receipt.add_argument("--start", default="")
    receipt.set_defaults(run=commands.receipt)
