"""Rules of the service for employers, as data (`resources/policies/employers.toml`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerRules:
    """Days are calendar days."""

    papers_block_letters: int  # 0: missing papers only warn; 1: no letter goes to such an employer
    paper_ends_soon_days: int
    report_months: int
    report_due_days: int
    problem_assign_days: int
    problem_due_days: int
    problem_soon_days: int
    problem_rate_days: int
