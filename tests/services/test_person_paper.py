"""一人一档 on paper: everything for the cabinet, for the person the own data; what was given out is registered."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
from sqlalchemy import select

from desk_app.bootstrap import Desk
from desk_app.domain.person_paper import Copy
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import Said
from desk_app.storage.schema import looks


def hired(desk: Desk) -> Seeker:
    """Somebody with a letter, a receipt and visits to come, who is also a released prisoner."""

    letters = desk.database.read(lambda read: read.all(Letter, state="hired"))
    person = desk.database.read(lambda read: read.first(Seeker, uid=letters[0].seeker_uid))
    assert person is not None
    desk.seekers.add_group(desk.actor, [person.uid], "RELEASED", evidence="司法所通知")
    desk.seekers.log(
        desk.actor, [person.uid], Said(kind="contact", how="phone", note="周五前到岗", evidence="李四在场")
    )
    return person


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


def seen(desk: Desk) -> list[tuple[str, str, str]]:
    columns = (looks.c.kind, looks.c.purpose, looks.c.recipient)
    rows = desk.database.submit(lambda connection: connection.execute(select(*columns)).all()).result()
    return [(row.kind, row.purpose, row.recipient) for row in rows]


def test_the_cabinet_has_everything(desk: Desk) -> None:
    person = hired(desk)
    text = text_of(desk.seekers.paper(desk.actor, [person.uid], Copy.CABINET))
    letter = next(one for one in desk.database.read(lambda read: read.all(Letter, seeker_uid=person.uid)))
    for words in (person.name, person.id_no, person.mobile, person.seeker_no, letter.letter_no, "用途：归档"):
        assert words in text
    released = desk.codes["group"].label("RELEASED")
    for words in (
        released,
        "司法所通知",
        "周五前到岗",
        "李四在场",
        "练习员",
        "岗位推荐",
        "推荐信和去向",
        "回访",
        "建档",
        "归档人",
    ):
        assert words in text


def test_the_person_gets_the_own_data_without_the_number_the_clerks_and_guarded_words(desk: Desk) -> None:
    person = hired(desk)
    text = text_of(desk.seekers.paper(desk.actor, [person.uid], Copy.PERSON))
    for words in (person.name, person.mobile, person.id_no[-4:], "周五前到岗", "用途：交本人", "本人签收"):
        assert words in text
    for words in (person.id_no, desk.codes["group"].label("RELEASED"), "司法所通知", "李四在场", "练习员"):
        assert words not in text


def test_what_was_given_out_is_registered_and_only_that(desk: Desk) -> None:
    person = hired(desk)
    before = seen(desk)
    desk.seekers.paper(desk.actor, [person.uid], Copy.CABINET)
    assert seen(desk) == before
    desk.seekers.paper_given(desk.actor, [person.uid], Copy.CABINET)
    desk.seekers.paper_given(desk.actor, [person.uid], Copy.PERSON)
    assert seen(desk)[len(before) :] == [
        ("print", "打印一人一档（归档）", "本机构"),
        ("print", "打印一人一档（交本人）", "本人"),
    ]


def test_several_files_are_one_pdf_each_with_its_own_count(desk: Desk) -> None:
    people = desk.database.read(lambda read: read.all(Seeker))[:3]
    text = text_of(desk.seekers.paper(desk.actor, [one.uid for one in people], Copy.PERSON))
    assert all(one.name in text for one in people)
    assert text.count("第1页，共") == 3


def test_somebody_of_whom_only_the_name_is_known_has_a_file(desk: Desk) -> None:
    uid = desk.seekers.save(desk.actor, None, {"name": "周小红", "mobile": "15499990001"}).uid
    assert "周小红" in text_of(desk.seekers.paper(desk.actor, [uid], Copy.PERSON))
    assert not desk.database.read(lambda read: read.all(Membership, seeker_uid=uid))


def test_ten_years_of_log_lose_nothing(desk: Desk) -> None:
    person = hired(desk)
    for number in range(120):
        desk.seekers.log(desk.actor, [person.uid], Said(kind="contact", how="phone", note=f"第{number:03}次联系"))
    text = text_of(desk.seekers.paper(desk.actor, [person.uid], Copy.CABINET))
    assert all(f"第{number:03}次联系" in text for number in range(120))


def test_the_cabinet_lists_forms_and_consents_the_person_does_not(desk: Desk) -> None:
    person = hired(desk)
    desk.privacy.record_notice(desk.actor, person.uid, "2026年告知书第3册")
    cabinet, own = (text_of(desk.seekers.paper(desk.actor, [person.uid], copy)) for copy in (Copy.CABINET, Copy.PERSON))
    assert "个人信息收集告知书同意，2026年告知书第3册" in cabinet
    assert "第3册" not in own
