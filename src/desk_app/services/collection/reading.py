"""What the use cases of 岗位征集 read from the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from desk_app.domain.collection.lists import Kept, by_task
from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.employers import Employer
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.office import Staff
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.snoozes import Snooze
from desk_app.storage.repository import Reader


def kept(read: Reader, uid: str = "") -> Kept:
    """All tasks, or one, with contacts, firms, projects and posts. Raises Refused where the one is gone."""
    tasks = (read.one(Collection, uid),) if uid else read.all(Collection)
    projects = {one.uid: one for one in read.all(Project)}
    firms = {one.employer_uid for one in tasks} | {one.wants for one in projects.values()}
    firms |= {one.employer_uid for one in projects.values()}
    uids = [one.uid for one in tasks]
    contacts = read.all(CollectionContact, collection_uid=uid) if uid else read.all(CollectionContact)
    return Kept(
        tasks=tasks,
        contacts=by_task(contacts),
        employers={one.uid: one for one in read.among(Employer, "uid", firms - {""})},
        projects=projects,
        posts=posts(read, firms - {""}),
        snoozes={one.subject: one for one in read.among(Snooze, "subject", uids)},
    )


def posts(read: Reader, firms: set[str]) -> Mapping[str, Sequence[Post]]:
    """The posts of these firms that are not withdrawn."""
    found: dict[str, list[Post]] = defaultdict(list)
    for post in read.among(Post, "employer_uid", firms):
        if post.state != "withdrawn":
            found[post.employer_uid].append(post)
    return dict(found)


def plans(read: Reader, project_uid: str = "") -> Mapping[str, Sequence[LabourNeed]]:
    """The labour plans, or one of them, by project."""
    found: dict[str, list[LabourNeed]] = defaultdict(list)
    for one in read.all(LabourNeed, **({"project_uid": project_uid} if project_uid else {})):
        found[one.project_uid].append(one)
    return dict(found)


def project(read: Reader, uid: str) -> Project:
    """One project. Raises Refused where it is gone."""
    return read.one(Project, uid)


def subject(read: Reader, one: Collection) -> str:
    """Whom a task is about, by name."""
    of_project = read.first(Project, uid=one.project_uid) if one.project_uid else None
    firm = read.first(Employer, uid=one.employer_uid) if one.employer_uid else None
    return of_project.name if of_project else firm.name if firm else ""


def staff(read: Reader) -> tuple[str, ...]:
    """The names of the office."""
    return tuple(one.name for one in read.all(Staff))


def firm_named(read: Reader, name: str) -> Employer | None:
    """The firm with that name or credit code."""
    wanted = normal_employer(name)
    for uid, known, code in read.values(Employer, "uid", "name", "credit_code"):
        if wanted in (normal_employer(known or ""), code):
            return read.first(Employer, uid=uid)
    return None
