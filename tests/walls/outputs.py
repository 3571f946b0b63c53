"""Everything that can leave the office, one line each: for whom it is, and what it says as text."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2

from desk_app.domain.finding import Query
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.person_paper import Copy
from desk_app.domain.posts import Post
from desk_app.domain.privacy.recipients import DISTRICT, EMPLOYER, OFFICE, PERSON, PUBLIC, VILLAGE
from desk_app.domain.progress import Progress
from desk_app.services import practice
from desk_app.services.privacy import Asked
from tests.walls.world import World

_MM = 72 / 25.4
CUT = 297 - 94
"""Where the stub ends, in mm from the lower edge (domain.md §4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """`covers`: the methods of the use cases that make it; `must`: fields of the person that do stand there.

    `names_groups`: its own words name restricted groups: a form to tick, a notice by law.
    """

    name: str
    reader: str
    covers: tuple[str, ...]
    text: Callable[[World], str]
    must: tuple[str, ...] = ()
    names_groups: bool = False


def pdf_text(pdf: bytes, below_mm: float | None = None) -> str:
    """The text of all pages; only what stands below that height (mm from the lower edge)."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        top = page.get_height() if below_mm is None else below_mm * _MM
        found.append(text.get_text_bounded(0, 0, page.get_width(), top))
    document.close()
    return "\n".join(found)


def book_text(content: bytes) -> str:
    """Every cell of every sheet, and what the file says about itself."""
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]
    about = book.properties
    return "\n".join([*cells, *book.sheetnames, str(about.title), str(about.creator), str(about.description)])


def written(write: Callable[[Path], object], name: str = "out.xlsx") -> bytes:
    """What a use case writes to a file."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / name
        write(out)
        return out.read_bytes()


def _letter(world: World) -> bytes:
    desk = world.desk
    (letter, *_), _refused = desk.referrals.issue_to(desk.actor, [world.seeker.uid], Progress())
    return desk.referrals.cabinet.page(desk.actor, letter.uid)


def _village(world: World) -> Asked:
    return Asked(village=world.seeker.village, seekers=(world.seeker.uid,))


def _roster(world: World) -> str:
    desk = world.desk
    return book_text(
        written(lambda out: desk.exchange.roster(desk.actor, out, plain=True, reason="核对", password=None))
    )


def _posts(world: World) -> list[str]:
    return [one.uid for one in world.desk.database.read(lambda read: read.all(Post)) if one.state == "open"][:4]


def _bad_list(world: World, folder: Path) -> Path:
    """A list that comes in with the person's number, one digit wrong, and with half a number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "联系电话", "备注"])
    sheet.append([world.seeker.name, world.seeker.id_no[:-1] + "0", world.seeker.mobile, "无"])
    sheet.append(["另一人", world.seeker.id_no[:12], "15400000000", "无"])
    book.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def _returned(world: World) -> str:
    """It goes back to its sender."""
    desk = world.desk
    with tempfile.TemporaryDirectory() as folder:
        look = desk.intake.look(desk.actor, _bad_list(world, Path(folder)))
        return book_text(written(lambda out: desk.intake.save_returns(desk.actor, look, out)))


def _taken(world: World) -> str:
    """What the command line says about the same list."""
    with tempfile.TemporaryDirectory() as folder:
        taken = world.desk.intake.take(world.desk.actor, _bad_list(world, Path(folder)), preview=True)
    return json.dumps(dataclasses.asdict(taken), ensure_ascii=False, default=str)


def _saved_run(world: World) -> str:
    with tempfile.TemporaryDirectory() as folder:
        world.desk.matching.save(None, Path(folder))
        return "\n".join(file.read_text(encoding="utf-8") for file in Path(folder).iterdir())


def _practice(world: World) -> str:
    with tempfile.TemporaryDirectory() as folder:
        files = practice.write("S", 3, Path(folder), date(2026, 11, 24))
        return "\n".join(file.read_bytes().decode("latin-1") for file in files)


def _backup(world: World) -> str:
    content = written(lambda out: world.desk.upkeep.backup(world.desk.actor, out), "office.rxb")
    return content.decode("utf-8", errors="ignore")


def _explained(world: World) -> str:
    desk = world.desk
    return json.dumps(
        [desk.matching.plan(), desk.matching.explain(desk.actor, [world.seeker.seeker_no])], ensure_ascii=False
    )


def _searched(world: World) -> str:
    desk = world.desk
    hits = desk.finding.anywhere(desk.actor, world.seeker.name)
    similar = desk.finding.similar(desk.actor, {"name": world.seeker.name, "mobile": world.seeker.mobile})
    return repr((hits, similar))


def _listed(world: World) -> str:
    desk = world.desk
    return repr(desk.finding.seeker_rows(desk.actor, desk.finding.seekers(desk.actor, Query(text=world.seeker.name))))


def _of_firms(world: World) -> str:
    desk, actor = world.desk, world.desk.actor
    employer = desk.referrals.waiting(actor).ready[0].employer.uid
    period = desk.labour.current(actor)
    pages = (
        desk.employers.registration(actor, employer),
        desk.collection.forms.pdf(actor),
        desk.labour.register(actor, period),
        desk.labour.sheet(actor, employer, period),
        desk.problems.ledger(actor, world.made["problems"]),
    )
    sheet = book_text(written(lambda out: desk.labour.export(actor, period, out)))
    return "".join(map(pdf_text, pages)) + sheet


def _hardship(kind: str) -> Callable[[World], str]:
    return lambda world: pdf_text(world.desk.hardship.paper(world.desk.actor, kind, world.made["certifications"]))


OUTPUTS: tuple[Output, ...] = (
    Output(
        name="推荐信（正文和回执）",
        reader=EMPLOYER,
        covers=("Referrals.issue", "Cabinet.page", "Cabinet.pages"),
        text=lambda world: pdf_text(_letter(world), CUT),
        must=("name", "mobile"),
    ),
    Output(
        name="协管员名单（表格）",
        reader=VILLAGE,
        covers=("Privacy.write_helper_list",),
        text=lambda world: book_text(
            written(lambda out: world.desk.privacy.write_helper_list(world.desk.actor, _village(world), out))
        ),
        must=("name", "mobile", "seeker_no"),
    ),
    Output(
        name="协管员名单（纸质）",
        reader=VILLAGE,
        covers=("Privacy.helper_pdf",),
        text=lambda world: pdf_text(world.desk.privacy.helper_pdf(world.desk.actor, _village(world))),
        must=("name", "mobile"),
    ),
    Output(
        name="告知书",
        reader=PERSON,
        covers=("Privacy.notice_pdf",),
        text=lambda world: pdf_text(world.desk.privacy.notice_pdf(world.desk.actor, world.seeker.uid)),
        must=("name",),
    ),
    Output(name="花名册", reader=DISTRICT, covers=("Exchange.roster",), text=_roster, must=("name", "id_no", "mobile")),
    Output(
        name="一人一档（交本人）",
        reader=PERSON,
        covers=("Seekers.paper", "files_pdf"),
        text=lambda world: pdf_text(world.desk.seekers.paper(world.desk.actor, [world.seeker.uid], Copy.PERSON)),
        must=("name", "mobile"),
    ),
    Output(
        name="一人一档（归档）",
        reader=OFFICE,
        covers=("Seekers.paper",),
        text=lambda world: pdf_text(world.desk.seekers.paper(world.desk.actor, [world.seeker.uid], Copy.CABINET)),
        must=("name", "id_no", "care_duty", "remark"),
    ),
    Output(
        name="认定公示",
        reader=PUBLIC,
        covers=("Hardship.paper",),
        text=_hardship("notice"),
        must=("name",),
        names_groups=True,
    ),
    Output(name="认定表", reader=OFFICE, covers=("Hardship.paper",), text=_hardship("form"), must=("name",)),
    Output(name="退回清单", reader=VILLAGE, covers=("Intake.save_returns",), text=_returned, must=("name",)),
    Output(
        name="招聘海报和微信文字",
        reader=PUBLIC,
        covers=("Handouts.poster",),
        text=lambda world: (
            pdf_text(world.desk.handouts.poster(world.desk.actor, _posts(world)).pdf)
            + world.desk.handouts.chat_text(world.desk.actor, _posts(world)).text
        ),
    ),
    Output(
        name="用人单位的表册",
        reader=EMPLOYER,
        covers=(
            "Employers.registration",
            "Forms.pdf",
            "Labour.export",
            "Labour.register",
            "Labour.sheet",
            "Problems.ledger",
        ),
        text=_of_firms,
        names_groups=True,
    ),
    Output(
        name="空白登记表",
        reader=PUBLIC,
        covers=("Papers.blank",),
        names_groups=True,
        text=lambda world: "".join(pdf_text(world.desk.forms.papers.blank(world.desk.actor, kind)) for kind in FORMS),
    ),
    Output(
        name="填好的登记表",
        reader=PERSON,
        covers=("Papers.filled",),
        text=lambda world: "".join(
            pdf_text(world.desk.forms.papers.filled(world.desk.actor, kind, world.seeker.uid)) for kind in FORMS
        ),
        must=("name", "mobile"),
    ),
    Output(
        name="人员类别台账",
        reader=OFFICE,
        covers=("Papers.register",),
        text=lambda world: pdf_text(
            world.desk.forms.papers.register(world.desk.actor, "HARD", world.desk.actor.today())
        ),
        must=("name",),
    ),
    Output(
        name="恢复单",
        reader=PUBLIC,
        covers=("OfficeSettings.recovery_sheet",),
        text=lambda world: pdf_text(world.desk.office.recovery_sheet(world.desk.actor, "ABCDE")),
    ),
    Output(name="方案存档", reader=PUBLIC, covers=("Matching.save",), text=_saved_run),
    Output(name="练习名单", reader=PUBLIC, covers=("write",), text=_practice, names_groups=True),
    Output(name="备份文件", reader=PUBLIC, covers=("Upkeep.backup",), text=_backup),
    Output(name="方案与说明（--json）", reader=PUBLIC, covers=(), text=_explained, must=("seeker_no",)),
    Output(name="导入结果（--json）", reader=PUBLIC, covers=(), text=_taken),
    Output(name="查找结果", reader=VILLAGE, covers=(), text=_searched, must=("name",)),
)
"""A new paper or file is one line here; `test_outputs` says which is missing."""

ONLY_READ = frozenset({"Intake.look", "Intake.take", "read"})
"""Methods that are given a file and make none."""
