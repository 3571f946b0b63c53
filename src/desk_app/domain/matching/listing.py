"""All criteria, in the order in which they are judged and shown."""

from __future__ import annotations

from desk_app.domain.matching.criteria.age import AGE
from desk_app.domain.matching.criteria.certificates import CERTIFICATES
from desk_app.domain.matching.criteria.earlier import EARLIER
from desk_app.domain.matching.criteria.education import EDUCATION
from desk_app.domain.matching.criteria.experience import EXPERIENCE
from desk_app.domain.matching.criteria.lodging import LODGING
from desk_app.domain.matching.criteria.major import MAJOR
from desk_app.domain.matching.criteria.occupation import OCCUPATION
from desk_app.domain.matching.criteria.pay import PAY
from desk_app.domain.matching.criteria.place import PLACE
from desk_app.domain.matching.criteria.shift import SHIFT
from desk_app.domain.matching.criteria.target import TARGET
from desk_app.domain.matching.criterion import Criterion

CRITERIA: tuple[Criterion, ...] = (
    TARGET,
    EARLIER,
    OCCUPATION,
    SHIFT,
    PAY,
    PLACE,
    LODGING,
    EDUCATION,
    CERTIFICATES,
    AGE,
    MAJOR,
    EXPERIENCE,
)
