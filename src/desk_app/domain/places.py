"""How far away an address lies, on the ladder from the own township to the province, by the names around the office."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNTY = re.compile(r"(?:.*?[省市])?(.{1,8}?[县区旗市])")
_TOWN_ENDINGS = ("街道办事处", "办事处", "街道", "镇", "乡")
_SHORTEST = 2  # characters: a shorter stem stands in too many other names


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places around the office; "" = not known."""

    township: str = ""
    county: str = ""
    province: str = ""

    def level(self, address: str) -> str:
        """The code of the list `place` for an address: the nearest of the office's places named in it; "" = unknown."""
        named = (("township", self.township), ("county", self.county), ("province", self.province))
        return next((code for code, name in named if any(word in address for word in _stems(name))), "")


def _stems(name: str) -> tuple[str, ...]:
    """The name, and without its ending where enough is left."""
    endings = (*_TOWN_ENDINGS, "县", "区", "旗", "市", "省")
    bare = next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)
    return tuple(word for word in dict.fromkeys((name, bare)) if len(word) >= _SHORTEST)


def around(office: str, township: str, region: str) -> Places:
    """The places around an office, from its name (平泽县柳河湾镇人社所) and the name of its region (河南省平泽县)."""
    before = office.split(township, 1)[0] if township and township in office else ""
    found = _COUNTY.fullmatch(before) or _COUNTY.fullmatch(region)
    province = re.match(r".+?(?:省|自治区)", region)
    return Places(township=township, county=found[1] if found else "", province=province[0] if province else "")
