"""Invented letters."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from desk_app.documents.letter import letters_pdf
from desk_app.documents.signature import SignedLetter, signed_letter
from desk_app.documents.typeface import shipped_typefaces
from desk_app.documents.wording import shipped_wording
from desk_app.domain.progress import Progress
from desk_app.domain.referral_text import LetterContent

KEY = bytes(range(32))

CONTENT = LetterContent(
    office_code="410099",
    office_name="清河县柳林镇人力资源和社会保障所",
    org_short="所",
    desk="1",
    year=2026,
    sequence=1,
    letter_no="清人社荐字〔2026〕第0001号",
    short_no="2026-1",
    issued_on=date(2026, 11, 24),
    valid_until=date(2026, 12, 1),
    receipt_due=date(2026, 12, 4),
    seeker_name="张晓燕",
    seeker_phone="15400001234",
    id_tail="123X",
    sex="女",
    education="大学专科",
    employer_name="清河县宏达服装有限公司",
    employer_address="清河县柳林镇工业大道18号",
    employer_contact="王建国",
    employer_phone="0379-5550123",
    post_title="缝纫工",
    interview="12月2日上午9:00，公司一楼人事部",
    clerk="李敏",
    office_address="柳林镇人民政府一楼便民服务中心",
    office_phone="0379-5550100",
    complaint_phone="0379-5550110",
    practice=True,
)

LONGEST = dataclasses.replace(
    CONTENT,
    sequence=1234,
    letter_no="焉耆人社荐字〔2026〕第2-1234号",
    short_no="2026-2-1234",
    desk="2",
    office_name="巴音郭楞蒙古自治州焉耆回族自治县七个星镇人力资源和社会保障服务所",
    seeker_name=("阿卜杜热合曼·买买提江" * 3)[:30],
    education="博士研究生",
    employer_name=("现代农业科技发展股份有限公司" * 5)[:60],
    employer_address=("柳林镇人民东路一百二十八号创业孵化园三号楼二单元" * 6)[:120],
    employer_contact="买买提江·阿卜杜热合曼",
    employer_phone="0379-5550123转8001",
    post_title=("高级数控机床操作与维护技师兼班组长" * 3)[:40],
    interview=("十二月二日上午九时在公司一楼人事部" * 4)[:60],
    office_address="焉耆回族自治县七个星镇解放路一百二十八号便民服务中心一楼",
    minor_notice=True,
)


def content(**changes: Any) -> LetterContent:
    """The usual letter with other facts."""
    return dataclasses.replace(CONTENT, **changes)


def signed(*contents: LetterContent) -> list[SignedLetter]:
    """Letters under the test key."""
    return [signed_letter(one, KEY) for one in contents]


def printed(*contents: LetterContent) -> bytes:
    """The PDF of letters, with the fonts that ship."""
    return letters_pdf(signed(*contents), shipped_wording(), Progress(), shipped_typefaces())
