"""The program as somebody outside drives it: a process, its exit code, its JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.kit.office import PASSWORD


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Program:
    """`desk-app --home HOME --json …` in a process of its own."""

    home: Path
    password: str = PASSWORD
    file_password: str | None = "files-2026"

    def run(self, *command: str, stdin: str = "", as_json: bool = True) -> Said:
        environment = {**os.environ, "DESK_APP_PASSWORD": self.password, "PYTHONIOENCODING": "ascii"}
        environment.pop("DESK_APP_FILE_PASSWORD", None)
        if self.file_password:
            environment["DESK_APP_FILE_PASSWORD"] = self.file_password
        program = [
            sys.executable,
            "-m",
            "desk_app",
            "--home",
            str(self.home),
            *(["--json"] if as_json else []),
            *command,
        ]
        done = subprocess.run(program, input=stdin.encode(), capture_output=True, env=environment, timeout=300)
        return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def ok(self, *command: str, stdin: str = "") -> Any:
        said = self.run(*command, stdin=stdin)
        assert said.code == 0, (command, said.out, said.err)
        return said.value

    def refused(self, *command: str, stdin: str = "") -> dict[str, str]:
        said = self.run(*command, stdin=stdin)
        assert said.code == 1, (command, said.out, said.err)
        error: dict[str, str] = said.value["error"]
        assert error["message"]
        assert error["message"] in said.err
        return error

    def setup(self, *extra: str) -> Any:
        office = ("--office", "柳河湾镇人社所", "--region", "410099", "--clerk", "练习员", "--practice")
        return self.ok("setup", *office, *extra)
