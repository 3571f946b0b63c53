"""The tables: one for each declared record, and the few that are the storage's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from desk_app.domain.collection.records import Charge, Collection, CollectionContact
from desk_app.domain.employer_papers import EmployerPaper
from desk_app.domain.employers import Employer
from desk_app.domain.fields import fields_of
from desk_app.domain.finding import SEARCHED
from desk_app.domain.followups import FollowUp
from desk_app.domain.forms.graduates import GraduateForm
from desk_app.domain.forms.migrants import MigrantForm
from desk_app.domain.forms.seeking import JobRegistration, JobWish, WorkSpell
from desk_app.domain.forms.standing import EmploymentRegistration, HireFiling, UnemploymentRegistration
from desk_app.domain.forms.veterans import VeteranForm
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.intake.batches import Batch, Distinction, Layout, Question
from desk_app.domain.labour_reports import LabourReport
from desk_app.domain.office import Export, Office, Staff, Village
from desk_app.domain.own.codes import OwnCode
from desk_app.domain.own.fields import OwnField
from desk_app.domain.own.standards import OwnStandard
from desk_app.domain.posts import Post
from desk_app.domain.privacy.consents import Consent
from desk_app.domain.privacy.retention import Erasure
from desk_app.domain.problems import Problem, ProblemStep
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.proposals import Answer, Decision, Proposal, Run
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.domain.snoozes import Snooze
from desk_app.domain.views import SavedView
from desk_app.storage.columns import column

# SQLite's batch migrations can only rework constraints that have a name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RECORDS: Mapping[str, type] = {
    "office": Office,
    "staff": Staff,
    "villages": Village,
    "own_fields": OwnField,
    "own_codes": OwnCode,
    "own_standards": OwnStandard,
    "seekers": Seeker,
    "memberships": Membership,
    "employers": Employer,
    "employer_papers": EmployerPaper,
    "labour_reports": LabourReport,
    "problems": Problem,
    "problem_steps": ProblemStep,
    "posts": Post,
    "projects": Project,
    "labour_needs": LabourNeed,
    "collection_charges": Charge,
    "collections": Collection,
    "collection_contacts": CollectionContact,
    "batches": Batch,
    "questions": Question,
    "layouts": Layout,
    "distinctions": Distinction,
    "service_log": ServiceEntry,
    "runs": Run,
    "proposals": Proposal,
    "decisions": Decision,
    "answers": Answer,
    "letters": Letter,
    "consents": Consent,
    "follow_ups": FollowUp,
    "families": Family,
    "family_members": FamilyMember,
    "certifications": Certification,
    "certification_steps": CertificationStep,
    "snoozes": Snooze,
    "views": SavedView,
    "graduate_forms": GraduateForm,
    "veteran_forms": VeteranForm,
    "migrant_forms": MigrantForm,
    "job_registrations": JobRegistration,
    "job_wishes": JobWish,
    "work_spells": WorkSpell,
    "unemployment_registrations": UnemploymentRegistration,
    "employment_registrations": EmploymentRegistration,
    "hire_filings": HireFiling,
    "exports": Export,
    "erasures": Erasure,
}
"""Every kind of record with its table, parents first."""

NOUNS: Mapping[type, str] = {record: noun for noun, record in RECORDS.items()}


def _record_table(noun: str, record_type: type) -> Table:
    columns: list[Column[Any]] = [Column("id", Integer, primary_key=True)]
    columns += [column(field) for field in fields_of(record_type).values()]
    if record_type in SEARCHED:  # made by the storage from the record, no part of its history: see search.py
        columns += [Column("search", Text, nullable=False), Column("sort_key", Text, nullable=False)]
    columns += [
        Column("version", Integer, nullable=False, server_default="1"),
        Column("deleted_at", String, nullable=True),
    ]
    return Table(noun, metadata, *columns)


TABLES: Mapping[str, Table] = {noun: _record_table(noun, record_type) for noun, record_type in RECORDS.items()}


def _unique(table: str, *names: str, where: str = "deleted_at IS NULL", name: str | None = None) -> Index:
    condition = text(where)
    return Index(
        name or f"uq_{table}_{'_'.join(names)}",
        *(TABLES[table].c[n] for n in names),
        unique=True,
        sqlite_where=condition,
    )


_unique("seekers", "id_doc_type", "id_no")
_unique("seekers", "seeker_no")
_unique("employers", "credit_code")
_unique("posts", "post_no")
_unique("employer_papers", "employer_uid", "kind")
_unique("labour_reports", "employer_uid", "period")
_unique("problems", "problem_no")
_unique("staff", "name")
_unique("villages", "name")
_unique("own_fields", "noun", "key")
_unique("own_codes", "of_list", "code")
_unique("own_standards", "name", "valid_from")
_unique("runs", "run_no")
_unique("views", "page", "name")
_unique("follow_ups", "letter_uid", "after_days")
_unique("letters", "desk", "year", "sequence", where="sequence IS NOT NULL")  # for ever: a void number is not free
_unique("letters", "seeker_uid", where="state IN ('issued', 'overdue') AND deleted_at IS NULL", name="uq_letters_open")


def _living(table: str, *names: str) -> None:
    """What today's work is asked by: small, whatever the table holds besides."""
    # SQLite reads the table again for a column of the condition that is not in the index itself.
    columns = (TABLES[table].c[n] for n in (*names, "deleted_at"))
    condition = text("deleted_at IS NULL")
    Index(f"ix_{table}_living_{'_'.join(names)}", *columns, sqlite_where=condition)


_living("seekers", "state")
# A search reads these instead of the tables: ten times fewer pages to decrypt. The order is that of the lists.
_living("seekers", "sort_key", "uid", "state", "village", "search")
_living("posts", "sort_key", "uid", "employer_uid", "search")
_living("employers", "sort_key", "uid", "search")
_living("memberships", "group", "seeker_uid", "started_on", "ended_on")
_living("proposals", "state", "post_uid")
_living("letters", "state", "receipt_due")
_living(
    "letters", "issued_on", "year", "desk", "sequence", "letter_no", "seeker_uid", "post_uid", "employer_uid", "uid"
)
_living("follow_ups", "due_on", "result")
_living("questions", "state", "batch_uid")
_living("snoozes", "subject")
_living("job_registrations", "ended_on", "valid_until")
_living("employment_registrations", "ended_on", "work_started_on", "registered_on", "end_told_on")
_living("certifications", "state", "due_on")
_living("problems", "state", "due_on")
Index(  # refusals are few: what may end somebody's help
    "ix_service_log_refused",
    *(TABLES["service_log"].c[name] for name in ("at", "seeker_uid", "deleted_at")),
    sqlite_where=text("deleted_at IS NULL AND result = 'refused'"),
)
Index(
    "ix_answers_unwilling",
    *(TABLES["answers"].c[name] for name in ("at", "seeker_uid", "deleted_at")),
    sqlite_where=text("deleted_at IS NULL AND answer = 'unwilling'"),
)
_living("families", "certified_on", "cleared_on")
_unique(
    "certifications",
    "seeker_uid",
    where="state NOT IN ('returned', 'left') AND deleted_at IS NULL",
    name="uq_certifications_open",
)
_living("collections", "state", "due_on")
_living("service_log", "seeker_uid", "at")
Index(
    "ix_service_log_agreed",
    TABLES["service_log"].c.next_on,
    sqlite_where=text("next_on IS NOT NULL AND deleted_at IS NULL"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("replica", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("cid", String(36), nullable=False, unique=True),
    Column("base", Integer, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("why", String, nullable=False),
    Column("batch", String(36), nullable=False),  # the act: all lines of one unit of work bear the same
    Column("undoes", String(36), nullable=True),  # the act that this one takes back
    Column("noun", String, nullable=False),
    Column("uid", String(36), nullable=False),
    Column("operation", String(1), nullable=False),
    Column("fields", Text, nullable=False),  # canonical JSON {name: [old, new]}
    Column("salt", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    UniqueConstraint("replica", "epoch", "seq"),
    Index("ix_changes_uid", "uid"),
    Index("ix_changes_batch", "batch", "noun"),
)
"""The history: one line for each change of one record. See `history.py`."""

replica = Table(
    "replica",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("replica", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)
"""One row: who this copy of the file is and where its history stands."""

numbers = Table(
    "numbers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("desk", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    UniqueConstraint("kind", "desk", "year"),
)
"""The last number handed out of each row of numbers."""

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String, nullable=False, unique=True),
    Column("encoding", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The exact bytes of what was printed, kept once under their digest."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String, nullable=False),
    Column("key", String, nullable=False),
    Column("at", String, nullable=False),
    Column("typed", Text, nullable=False),  # JSON {field: text}
    UniqueConstraint("user", "key"),
)
"""What was typed into a form and not saved yet, by clerk and form: no record, and not in the history."""

looks = Table(
    "looks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("persons", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("recipient", String, nullable=False),
    Index("ix_looks_subject", "subject", "kind"),
)
"""Looking, printing, exporting: what leaves no change behind.

The migration gives `changes`, `documents` and `looks` triggers that forbid UPDATE and DELETE.
"""
