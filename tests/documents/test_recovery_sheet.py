"""恢复单: one page, every group readable, the foot that every printed sheet has."""

from __future__ import annotations

import re
from datetime import datetime

import pypdfium2
import pytest

from desk_app.documents.recovery_sheet import recovery_sheet_pdf
from desk_app.documents.typeface import shipped_typefaces
from desk_app.domain.errors import Refused
from desk_app.storage.vault import new_recovery_code

AT = datetime(2026, 11, 24, 9, 30)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        page = document[0]
        assert [round(side) for side in page.get_size()] == [595, 842]
        return re.sub(r"\s", "", page.get_textpage().get_text_range())
    finally:
        document.close()


@pytest.mark.parametrize("office", ["柳河湾镇人社所", "平泽县经济技术开发区柳河湾街道办事处人力资源和社会保障服务中心"])
def test_one_page_with_office_code_use_and_foot(office: str) -> None:
    code = new_recovery_code()
    text = text_of(recovery_sheet_pdf(office, "练习员", code, AT, shipped_typefaces()))
    assert office in text
    for group in code.split("-"):
        assert group in text
    for words in ("怎么用", "放在哪里", "2026年11月24日", "第1页，共1页", "打印时间2026-11-2409:30", "封存人"):
        assert words in text


def test_a_name_that_no_font_has_is_refused() -> None:
    with pytest.raises(Refused, match="U\\+1F600"):
        recovery_sheet_pdf("人社所\U0001f600", "练习员", new_recovery_code(), AT, shipped_typefaces())
