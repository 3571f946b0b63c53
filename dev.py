#!/usr/bin/env python3
"""From nothing but Python 3.11 to a running program: `python3 dev.py demo`, `python3 dev.py test`.

Standard library only. Everything goes into `.venv` (from the lock), `.tools` (a pinned uv) and `practice` (the demo).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
UV = "uv==0.13.9"
OLDEST = ("PySide6-Essentials==6.8.0.2", "shiboken6==6.8.0.2")
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"
PYTHON = ROOT / ".venv" / BIN / ("python.exe" if WINDOWS else "python")

# Without these a PySide6 wheel cannot be imported on a bare Debian-like system (found one by one in a minimal one).
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    demo_command = commands.add_parser("demo", help="an invented practice office and the main job on its lists")
    demo_command.add_argument("--size", choices=("S", "M", "L"), default="S")
    demo_command.add_argument("--seed", type=int, default=7)
    test_command = commands.add_parser("test", help="lint, types, contracts, tests")
    test_command.add_argument("--full", action="store_true", help="fault and property tests at their full size")
    test_command.add_argument("--oldest", action="store_true", help="with the oldest Qt that the program runs on")
    shots_command = commands.add_parser("shots", help="a picture of every page and document of the practice office")
    shots_command.add_argument("folder", type=Path, metavar="DIR")
    commands.add_parser("bench", help="the figures, each against a peer in the same run")
    asked, rest = parser.parse_known_args()
    if rest and asked.command in ("demo", "shots"):
        parser.error(f"unknown: {' '.join(rest)}")
    set_up()
    if asked.command == "demo":
        return demo(asked.size, asked.seed)
    if asked.command == "shots":
        return shots(asked.folder.resolve())
    if asked.command == "bench":
        return bench(rest)
    return test(set_up(".venv-oldest", *OLDEST) if asked.oldest else PYTHON, asked.full, rest)


def set_up(folder: str = ".venv", *instead: str) -> Path:
    """An environment exactly as the lock says, with some packages in other versions; returns its Python.

    Nothing to do in seconds where it already is.
    """
    system_libraries()
    environment = ROOT / folder
    python = environment / BIN / ("python.exe" if WINDOWS else "python")
    lock = (ROOT / "uv.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes() + " ".join(instead).encode()
    wanted = hashlib.sha256(lock).hexdigest()
    stamp = environment / "set-up"
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    say(f"setting up {folder} from uv.lock …")
    tools = ROOT / ".tools"
    uv = tools / BIN / ("uv.exe" if WINDOWS else "uv")
    if not uv.exists():
        run(sys.executable, "-m", "venv", str(tools))
        run(str(tools / BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV)
    variables = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment), "UV_PYTHON": sys.executable}
    variables.pop("VIRTUAL_ENV", None)
    run(str(uv), "sync", "--frozen", "--quiet", environment=variables)
    if instead:
        run(str(uv), "pip", "install", "--quiet", "--python", str(python), *instead)
    stamp.write_text(wanted)
    return python


def system_libraries() -> None:
    """What Qt's wheels expect from the system: installed where we may, else the line to run."""
    if not sys.platform.startswith("linux"):
        return
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    try:
        known = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return
    missing = sorted(package for library, package in QT_LIBRARIES.items() if library not in known)
    if missing and not system_packages(missing, "what Qt needs from the system"):
        say(f"Qt needs libraries of the system that are missing. As root: {apt_line(missing)}")


def system_packages(names: list[str], what: str) -> bool:
    """Install packages of a Debian-like system as root and say so; False where that is not possible."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"installing {what}: {apt_line(names)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-q", environment=quiet, show=False)
    run(*apt_line(names).split(), environment=quiet, show=False)
    return True


def apt_line(names: list[str]) -> str:
    return f"apt-get install -y --no-install-recommends {' '.join(names)}"


def test(python: Path, full: bool, rest: list[str]) -> int:
    """Lint, types, contracts, tests; ends with pytest's own line."""
    if sys.platform.startswith("linux") and not shutil.which("strace"):
        # Without it the power-cut test over the system calls of SQLCipher says that it was left out.
        system_packages(["strace"], "what a test needs from the system")
    scripts = python.parent
    checks = (
        [scripts / "ruff", "check", "--quiet", "."],
        [scripts / "ruff", "format", "--check", "--quiet", "."],
        [scripts / "mypy"],
        [scripts / "lint-imports", "--verbose" if full else "--no-cache"],
    )
    if python != PYTHON:
        checks = ()  # what is read is the same; an older Qt describes its types less well
    failed = [check for check in checks if subprocess.run([str(part) for part in check], cwd=ROOT).returncode]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    arguments = [str(python), "-m", "pytest", "-q", "-n", "2", *(["--full"] if full else []), *rest]
    code = subprocess.run(arguments, cwd=ROOT, env=environment).returncode
    for check in failed:
        say(f"failed: {' '.join(str(part) for part in check)}")
    return code or bool(failed)


def bench(names: list[str]) -> int:
    """Print the figures, all or of the named groups (read, import, match, letters)."""
    return subprocess.run([str(PYTHON), "-m", "tests.bench", *names], cwd=ROOT).returncode


def demo(size: str, seed: int) -> int:
    """The main job on the messy lists of an invented township, step by step, with figures."""
    folder = ROOT / "practice" / size
    shutil.rmtree(folder, ignore_errors=True)
    home, lists = folder / "office", folder / "lists"
    desk = Steps(home)
    desk.run("demo-data", "--size", size, "--seed", str(seed), "--out", str(lists))
    made = desk.run("setup", "--office", "演练县青禾镇人社所", "--region", "410099", "--clerk", "练习员", "--practice")
    say(f"  office: {home}   password: {desk.password}   recovery code: {made['recovery']}")
    files = sorted(str(file) for file in lists.iterdir() if file.suffix in (".xlsx", ".csv", ".xls"))
    for file in desk.run("import", *files)["files"]:
        waiting = f"{len(file['questions'])} to ask, {len(file['refused'])} refused"
        say(f"    {file['file']}: {file['read']} rows, {file['created']} new, {file['changed']} changed, {waiting}")
    say(f"  posts verified: {desk.run('posts', 'confirm', '--all', '--by', '练习员', '--how', 'phone')['confirmed']}")
    plan = desk.run("match", "--seed", str(seed))
    say(
        f"  {plan['persons']} persons, {plan['seats']} seats, {plan['placed']} placed "
        f"(first come, first served: {plan['proof']['first_come']}), proven best: {plan['proof']['optimal']}"
    )
    say(f"  yes: {desk.run('answer', '--all', 'willing')['recorded']}")
    letters = desk.run("letters", "issue", "--limit", "20", "--out", str(folder / "letters.pdf"))["issued"]
    say(f"  {len(letters)} letters: {folder / 'letters.pdf'}")
    receipt = desk.run("receipt", letters[0]["short_no"], "--result", "hired", "--start", time.strftime("%Y-%m-%d"))
    say(
        f"  receipt of {receipt['no']}: {receipt['state']}, "
        f"visits due {', '.join(one['due_on'] for one in receipt['follow_ups'])}"
    )
    roster = desk.run("roster", "--out", str(folder / "roster.xlsx"))
    say(f"  roster: {folder / 'roster.xlsx'} ({roster['persons']} persons; password {desk.password})")
    say(f"  backup: {desk.run('backup', '--out', str(folder / 'office.rxb'))['file']}")
    say(f"  check: {'all well' if desk.run('check')['ok'] else 'findings'}")
    return 0


def shots(folder: Path) -> int:
    """Every page in both sizes and both text sizes, and each document, as PNG; makes the practice office if need be."""
    office = ROOT / "practice" / "S" / "office"
    if not (office / "office.db").exists():
        demo("S", 7)
    code = subprocess.run([str(PYTHON), "-m", "tests.kit.shots", str(office), str(folder)], cwd=ROOT).returncode
    if not code:
        say(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return code


class Steps:
    """Runs the program's own commands on the practice office and says how long each took."""

    password = "practice-2026"  # noqa: S105  # an invented office

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *command: str) -> Any:
        environment = {**os.environ, "DESK_APP_PASSWORD": self.password, "DESK_APP_FILE_PASSWORD": self.password}
        begun = time.perf_counter()
        program = [str(PYTHON), "-m", "desk_app", "--home", str(self.home), "--json", *command]
        done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8", env=environment)
        if done.returncode:
            sys.exit(f"{' '.join(command[:2])} failed: {done.stderr or done.stdout}")
        shown = [Path(part).name if part.startswith(str(ROOT)) else part for part in command]
        say(f"{time.perf_counter() - begun:6.1f} s  desk-app {' '.join(shown[:8])}{' …' if len(shown) > 8 else ''}")
        return json.loads(done.stdout)


def run(*command: str, environment: dict[str, str] | None = None, show: bool = True) -> None:
    """Run a command or end with its complaint."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=not show, text=True)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr or ''}")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
