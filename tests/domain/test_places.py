"""How far away an address lies, by the names around the office."""

from __future__ import annotations

import pytest

from desk_app.domain.identity import region_name
from desk_app.domain.places import Places, around

HERE = around("平泽县柳河湾镇人社所", "柳河湾镇", "河南省平泽县")


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("柳河湾镇工业园", "township"),
        ("平泽县柳河湾镇东街3号", "township"),
        ("柳河湾东街", "township"),
        ("平泽县经济开发区", "county"),
        ("河南省郑州市", "province"),
        ("某地", ""),
        ("", ""),
    ],
)
def test_the_nearest_named_place_decides(address: str, level: str) -> None:
    assert HERE.level(address) == level


def test_the_county_comes_from_the_region_where_the_name_has_none() -> None:
    assert around("柳河湾镇人社所", "柳河湾镇", region_name("410122", 2026)).county == "中牟县"
    assert around("某所", "", "") == Places()
    assert Places().level("任何地方") == ""
