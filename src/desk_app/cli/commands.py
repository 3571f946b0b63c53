"""One function a command: ask the use case, say its outcome."""

from __future__ import annotations

import dataclasses
import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_app.cli.output import error_value, say, say_error, say_json
from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.identity import identify as identify_number
from desk_app.paths import Folders, WallClock

# The office is loaded by the commands that need one: looking at a number or a workbook should not wait for it.
if TYPE_CHECKING:
    from desk_app.bootstrap import Desk
    from desk_app.services.intake.look import Taken

Add = Callable[..., ArgumentParser]

PASSWORD, FILE_PASSWORD = "DESK_APP_PASSWORD", "DESK_APP_FILE_PASSWORD"  # names, not secrets


def setup(asked: Namespace, folders: Folders) -> None:
    """Found an office and say its recovery code, once."""
    from desk_app.services import setup as founding

    wanted = founding.Founding(
        office=asked.office,
        region=asked.region,
        clerk=asked.clerk,
        password=_password("给自己设一个密码（至少 8 位）："),
        desk=asked.desk,
        practice=asked.practice,
    )
    recovery = founding.found(folders, wanted, WallClock())
    _tell(
        asked,
        {"office": wanted.office, "desk": wanted.desk, "recovery": recovery},
        (
            f"已建立机构：{wanted.office}（{wanted.desk} 号窗口）。",
            f"恢复码（只显示这一次，请抄在纸上封存）：{recovery}",
        ),
    )


def check(asked: Namespace, folders: Folders) -> None:
    """Check the file and say what is wrong; having checked is done, whatever was found."""
    with _desk(folders) as desk:
        findings = desk.upkeep.check()
    value = {"ok": not findings, "findings": [dataclasses.asdict(finding) for finding in findings]}
    _tell(asked, value, [finding.sentence for finding in findings] or ["数据文件完好，推荐信编号连续，名额没有超出。"])


def backup(asked: Namespace, folders: Folders) -> None:
    """Write the backup file."""
    with _desk(folders) as desk:
        made = desk.upkeep.backup(desk.actor, Path(asked.out))
    _tell(
        asked,
        dict(made),
        [f"已备份到 {made['file']}，并读回核对过：{made['persons']} 人，{made['letters']} 封推荐信。"],
    )


def restore(asked: Namespace, folders: Folders) -> None:
    """Restore a backup file; the highest number handed out since comes from the first line of stdin."""
    from desk_app.services.upkeep import restore as restore_backup

    password = _password("备份的密码：")
    highest = _line("备份之后，纸上最大的推荐信编号是多少？（没有就直接回车）")
    voided = restore_backup(folders, Path(asked.file), password, highest, WallClock())
    told = f"，{len(voided)} 个编号登记为作废（恢复）" if voided else ""
    _tell(
        asked, {"restored": str(folders.home), "voided": list(voided)}, [f"已恢复{told}。原有数据保存在备份文件夹里。"]
    )


def demo_data(asked: Namespace, folders: Folders) -> None:
    """Write the messy lists of an invented township and what is true about them."""
    from desk_app.services import practice

    *files, truth = practice.write(asked.size, asked.seed, Path(asked.out), WallClock().now().date())
    value = {"files": [str(file) for file in files], "truth": str(truth)}
    _tell(asked, value, ["已生成练习名单（人名、号码全是编造的）：", *map(str, files), f"标准答案：{truth}"])


def identify(asked: Namespace, folders: Folders) -> None:
    """Judge one number a line."""
    today = WallClock().now().date()
    judged = [identify_number(line, today) for line in _lines() if line.strip()]
    value = [
        {
            "number": one.number,
            "kind": one.kind,
            "verdict": one.verdict,
            "why": one.why,
            "sex": {"1": "男", "2": "女"}.get(one.sex, ""),
            "birth_date": one.birth_date.isoformat() if one.birth_date else "",
            "region": one.region,
        }
        for one in judged
    ]
    words = {"valid": "有效", "warn": "请核对", "invalid": "无效"}
    _tell(asked, value, [f"{one.number}  {words[one.verdict]}  {one.why or one.region}" for one in judged])


def read(asked: Namespace, folders: Folders) -> None:
    """Show what stands in a workbook."""
    from desk_app.services import reading

    sheets = reading.read(Path(asked.file), os.environ.get(FILE_PASSWORD))
    _tell(asked, {"sheets": sheets}, [f"{sheet['name']}：{len(sheet['cells'])} 个有内容的单元格" for sheet in sheets])


def take_in(asked: Namespace, folders: Folders) -> int:
    """Import each file in a transaction of its own; exit code 0 if every file was readable."""
    results: list[dict[str, Any]] = []
    lines: list[str] = []
    first: DeskError | None = None
    with _desk(folders) as desk:
        for name in asked.files:
            try:
                taken = desk.intake.take(
                    desk.actor,
                    Path(name),
                    noun=asked.noun,
                    preview=asked.preview,
                    password=os.environ.get(FILE_PASSWORD),
                )
            except DeskError as error:
                first = first or error
                results.append({"file": Path(name).name, **error_value(error)})
                say_error(error, as_json=False)
            else:
                results.append(_taken(taken))
                lines += _taken_lines(taken)
    _tell(asked, {"files": results, **(error_value(first) if first else {})}, lines)
    return 1 if first else 0


def _taken(taken: Taken) -> dict[str, Any]:
    value: dict[str, Any] = {"file": taken.file, "as": taken.noun}
    value |= {name: getattr(taken, name) for name in ("read", "created", "changed", "same")}
    for name in ("refused", "questions", "skipped"):
        value[name] = [dataclasses.asdict(entry) for entry in getattr(taken, name)]
    return {**value, "notes": list(taken.notes)}


def _taken_lines(taken: Taken) -> list[str]:
    counts = f"读到 {taken.read} 行：新增 {taken.created}，更新 {taken.changed}，相同 {taken.same}"
    waiting = f"待问清 {len(taken.questions)}，不能导入 {len(taken.refused)}；非数据行 {len(taken.skipped)}"
    rows = [f"  {one.sheet} {one.cell}：{one.cause}" for one in (*taken.refused, *taken.questions)]
    return [f"{taken.file}", f"  {counts}，{waiting}", *(f"  {note}" for note in taken.notes), *rows]


def roster(asked: Namespace, folders: Folders) -> None:
    """Write the district's sheet."""
    password = os.environ.get(FILE_PASSWORD)
    with _desk(folders) as desk:
        made = desk.exchange.roster(
            desk.actor, Path(asked.out), plain=asked.plain, reason=asked.reason, password=password
        )
    secured = "已加密" if made["encrypted"] else "未加密"
    held = f"{made['persons']} 人，{made['posts']} 个岗位，{made['letters']} 封推荐信"
    _tell(asked, made, [f"已导出 {made['file']}（{secured}）：{held}。"])


def confirm(asked: Namespace, folders: Folders) -> None:
    """Record the verification of posts."""
    if asked.all == bool(asked.file):
        raise Refused("which_posts", "请写 --all，或给出写有岗位编号的文件（每行一个）。")
    numbers = None if asked.all else [n.strip() for n in _content(asked.file).decode("utf-8-sig").split() if n.strip()]
    with _desk(folders) as desk:
        confirmed = desk.posts.confirm(desk.actor, asked.by, asked.how, numbers)
    _tell(asked, {"confirmed": confirmed}, [f"已核实 {confirmed} 个岗位。"])


def match(asked: Namespace, folders: Folders) -> None:
    """Make a plan."""
    with _desk(folders) as desk:
        made = desk.matching.match(desk.actor, asked.seed)
    none = made["persons"] - made["placed"]
    proven = "，已验证为最优" if made["proof"]["optimal"] else ""
    lines = [
        f"{made['persons']} 人待就业，{made['seats']} 个名额；方案安排 {made['placed']} 人，{none} 人无岗{proven}。"
    ]
    lines += [f"  {made['classes'][name]}：{count} 人" for name, count in made["unplaced"].items()]
    if made["let_go"]:
        lines.append(f"  原定的岗位保不住（名额已满、已关闭或法律不允许），请告知本人：{'、'.join(made['let_go'])}")
    _tell(asked, made, lines)


def decide(asked: Namespace, folders: Folders) -> None:
    """Lock, ban or place one pair by hand."""
    with _desk(folders) as desk:
        desk.matching.decide(desk.actor, asked.kind, asked.seeker_no, asked.post_no, asked.reason)
    words = {"lock": "锁定", "ban": "禁配", "place": "手工安排"}
    value = {"kind": asked.kind, "seeker_no": asked.seeker_no, "post_no": asked.post_no}
    _tell(asked, value, [f"已{words[asked.kind]}：{asked.seeker_no} 与 {asked.post_no}。下一次匹配起生效。"])


def plan(asked: Namespace, folders: Folders) -> None:
    """Show the pairs of a plan; with --save also write instance and plan for a checker."""
    with _desk(folders) as desk:
        pairs = desk.matching.plan(asked.run_no)
        if asked.save:
            desk.matching.save(asked.run_no, Path(asked.save))
    _tell(asked, pairs, [f"{p['seeker_no']} → {p['post_no']}  {p['points']} 分" for p in pairs])


def explain(asked: Namespace, folders: Folders) -> None:
    """Say of each person why this post, or why none and what would help."""
    numbers = [line.strip() for line in _lines() if line.strip()]
    with _desk(folders) as desk:
        told = desk.matching.explain(desk.actor, numbers)
    lines = []
    for one in told:
        lines.append(f"{one['seeker_no']}：{one['sentence']}")
        lines += [f"  {fact}" for fact in one["facts"]]
        lines += [f"  可以试试：{change['sentence']}" for change in one["changes"]]
    _tell(asked, told, lines)


def answer(asked: Namespace, folders: Folders) -> None:
    """Record answers."""
    if bool(asked.all) == bool(asked.file):
        raise Refused("which_answers", "请写 --all willing，或给出意见表（CSV 文件）。")
    with _desk(folders) as desk:
        if asked.all:
            recorded = desk.proposals.answer_all(desk.actor, asked.all)
        else:
            recorded = desk.proposals.answer_file(desk.actor, _content(asked.file))
    _tell(asked, {"recorded": recorded}, [f"已登记 {recorded} 人的意见。"])


def issue(asked: Namespace, folders: Folders) -> None:
    """Issue letters for all pairs that may have one."""
    if asked.limit is not None and asked.limit < 1:
        raise Refused("wrong_limit", "一次至少开具一封。")
    with _desk(folders) as desk:
        issued, refused = desk.referrals.issue(desk.actor, Path(asked.out), limit=asked.limit)
    lines = [f"已开具 {len(issued)} 封推荐信，存为 {asked.out}。" if issued else "没有可以开具的推荐信。"]
    lines += [f"  {one['seeker_no']} 未开具：{one['cause']}" for one in refused]
    _tell(asked, {"issued": issued, "refused": refused}, lines)


def void(asked: Namespace, folders: Folders) -> None:
    """Void a letter."""
    with _desk(folders) as desk:
        number = desk.referrals.void(desk.actor, asked.number, asked.reason)
    _tell(asked, {"no": number, "state": "void"}, [f"{number} 已作废，编号保留。"])


def receipt(asked: Namespace, folders: Folders) -> None:
    """Take a receipt."""
    try:
        start = date.fromisoformat(asked.start) if asked.start else None
    except ValueError:
        raise Refused("wrong_date", "到岗日期请写成 2026-03-15 的样子。") from None
    with _desk(folders) as desk:
        made = desk.referrals.take_receipt(desk.actor, asked.number, asked.result, reason=asked.reason, start=start)
    lines = [f"{made['no']}：{made['state_label']}。"]
    lines += [f"  {one['after_days']} 天回访：{one['due_on']}" for one in made["follow_ups"]]
    _tell(asked, made, lines)


def _desk(folders: Folders) -> Desk:
    from desk_app.bootstrap import open_desk

    return open_desk(folders, _password("密码："))


def _tell(asked: Namespace, value: Any, lines: Iterable[str]) -> None:
    if asked.json:
        say_json(value)
    else:
        say(lines)


def _password(prompt: str) -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused("no_password", f"没有密码：请设环境变量 {PASSWORD}，或在终端里运行。")
    return getpass.getpass(prompt)


def _line(prompt: str) -> str:
    if sys.stdin.isatty():
        sys.stderr.write(prompt)
        sys.stderr.flush()
    lines = _lines(1)
    return lines[0].strip() if lines else ""


def _lines(most: int | None = None) -> list[str]:
    """Lines of stdin as UTF-8 (with or without a byte order mark)."""
    source = sys.stdin.buffer
    raw = source.read() if most is None else b"".join(source.readline() for _ in range(most))
    return raw.decode("utf-8-sig", errors="replace").splitlines()


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        raise Refused("no_such_file", f"找不到或打不开文件 {Path(file).name}。") from None
