"""Write a row of a record, correct it, withdraw it. Nothing is deleted; a decided row changes only with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import format_day
from thidua.core.errors import BadInput, Problem, Stale, require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.foundation import files
from thidua.foundation.file_kinds import judge, safe_name
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import entries_of
from thidua.records.facts.catalogue import code_faults
from thidua.records.facts.reach import standing_to_person, standing_to_unit
from thidua.records.models import Authorship, Recorded, Work
from thidua.records.policies.records import may_add, may_change
from thidua.records.rules.checks import faults, paper_faults, share_faults
from thidua.records.rules.kinds import AWARD, CHECKED, FIELDS, KINDS, ONCE, PAPER_FIELDS, WORK
from thidua.records.rules.standing import Standing
from thidua.records.selectors.gates import MODELS, OneRow
from thidua.records.selectors.reuse import used_before

Author = tuple[Person, Decimal | None]
#: The box that says that a second use was seen.
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Paper:
    """The signed paper behind a row as given: number, day, whose; and its file, where one was sent."""

    number: str = ""
    day: date | None = None
    body: str = ""
    file_name: str = ""
    content: bytes = b""


@transaction.atomic
def add_record(
    *,
    actor: Viewer,
    now: datetime,
    kind: str,
    subject: Person | Unit,
    values: Mapping[str, Any],
    paper: Paper | None = None,
    authors: Iterable[Author] = (),
    again: bool = False,
) -> Recorded:
    """Write one row into the record of a person or a collective. Raises Refused, BadInput.

    An award for what another award stands on already is written only where somebody saw that: `again`.
    `kind` is one of `rules.kinds.KINDS`, `values` its `FIELDS`; `authors` are those of a work besides the subject,
    `values["works"]` the works that an award rested on. vi: ghi hồ sơ.
    """
    subject = _locked_subject(subject)
    require(may_add(standing_to(actor, subject), kind, values))
    paper = paper or Paper()
    row = MODELS[kind](recorded_at=now, recorded_by_id=actor.account_id)
    if kind != WORK:
        setattr(row, "person" if isinstance(subject, Person) else "unit", subject)
    _check(kind, values, paper, actor.day)
    _fill(row, kind, values, paper)
    _once(row, kind, subject)
    seen = _seen_again(kind, subject, values, actor.day, again=again)
    row.save()
    written = _write_links(row, kind, values, authors, subject)
    data = {"of": str(subject.uuid), "after": plain(row, kind) | written} | seen
    record(verb=f"add-{kind}", actor=actor, subject=row, at=now, data=data)
    return row


@transaction.atomic
def correct_record(
    *,
    actor: Viewer,
    now: datetime,
    one: OneRow,
    edition: int,
    values: Mapping[str, Any],
    reason: str = "",
    paper: Paper | None = None,
    authors: Iterable[Author] | None = None,
    again: bool = False,
) -> Recorded:
    """Correct a row; its history shows before and after. Raises Refused, BadInput, Stale. vi: sửa.

    Where a decision stands behind it, why must be said. Without a `paper` the paper stays as it is.
    """
    kind, row = one.kind.code, locked(one, edition)
    require(may_change(one.on_file.standing, kind, row))
    given = {name: values.get(name, getattr(row, name)) for name in FIELDS[kind]} | dict(values)
    require(may_add(one.on_file.standing, kind, given))
    reason = tidy(reason)
    if row.is_decided and not reason:
        raise BadInput([Problem("reason", say("Dòng này đã có quyết định; hãy nêu lý do sửa."))])
    kept = paper or Paper(row.decision_number, row.decision_on, row.body)
    _check(kind, given, kept, actor.day)
    before = plain(row, kind) | links(row)
    _fill(row, kind, given, kept)
    _once(row, kind, one.on_file.subject)
    seen = _seen_again(kind, one.on_file.subject, given, actor.day, again=again, row=row)
    row.edition += 1
    row.save()
    _write_links(row, kind, values, authors, None)
    after = plain(row, kind) | links(row)
    changed = {name for name in after if after[name] != before[name]}
    data = {"before": {n: before[n] for n in sorted(changed)}, "after": {n: after[n] for n in sorted(changed)}} | seen
    record(verb=f"correct-{kind}", actor=actor, subject=row, at=now, reason=reason, data=data)
    return row


@transaction.atomic
def withdraw_record(*, actor: Viewer, now: datetime, one: OneRow, edition: int, reason: str) -> Recorded:
    """Take a row out of the record with a reason; it stays readable. Raises Refused, BadInput, Stale. vi: rút."""
    kind, row = one.kind.code, locked(one, edition)
    require(may_change(one.on_file.standing, kind, row))
    row.withdrawn_at, row.withdrawn_reason = now, reason_given(reason)
    row.edition += 1
    row.save(update_fields=["withdrawn_at", "withdrawn_reason", "edition"])
    data = {"before": plain(row, kind)}
    record(verb=f"withdraw-{kind}", actor=actor, subject=row, at=now, reason=row.withdrawn_reason, data=data)
    return row


def standing_to(actor: Viewer, subject: Person | Unit) -> Standing:
    """How the actor stands to the subject on the day."""
    return standing_to_person(actor, subject) if isinstance(subject, Person) else standing_to_unit(actor, subject)


def locked(one: OneRow, edition: int) -> Recorded:
    """The row, locked; refused when somebody changed it since it was read. Raises Stale."""
    row = MODELS[one.kind.code]._default_manager.select_for_update(of=("self",)).get(pk=one.row.pk)
    if row.edition != edition:
        raise Stale(say("Dòng này vừa được người khác sửa; hãy xem lại trước khi thực hiện."), row)
    return row


def reason_given(reason: str) -> str:
    """The reason, tidy. Raises BadInput when there is none."""
    found = tidy(reason)
    if not found:
        raise BadInput([Problem("reason", say("Hãy nêu lý do."))])
    return found


def plain(row: Recorded, kind: str) -> dict[str, str]:
    """A row as the history keeps it: every value as text, days as officials write them."""
    names = (*FIELDS[kind], *PAPER_FIELDS, "paper_name", "paper_sha256")
    return {name: _text(getattr(row, name)) for name in names}


def links(row: Recorded) -> dict[str, str]:
    """What a row points at, as the history keeps it: authors of a work, works of an award."""
    if isinstance(row, Work):
        rows = row.authorships.select_related("person").order_by("pk")
        said = [f"{a.person} ({a.share.normalize():f} %)" if a.share else f"{a.person}" for a in rows]
        return {"authors": "; ".join(said)}
    works = getattr(row, "works", None)
    return {"works": "; ".join(str(one) for one in works.order_by("pk"))} if works is not None else {}


def _text(value: object) -> str:
    if value is None:
        return ""
    return format_day(value) if isinstance(value, date) else str(value)


def _locked_subject(subject: Person | Unit) -> Person | Unit:
    """The kept entry or the unit, locked so that two rows that may stand once cannot be written at once."""
    if isinstance(subject, Unit):
        return Unit.objects.select_for_update().get(pk=subject.pk)
    return Person.objects.select_for_update().get(pk=subject.same_as_id or subject.pk)


def _check(kind: str, values: Mapping[str, Any], paper: Paper, today: date) -> None:
    found = (
        code_faults(kind, values)
        + faults(kind, values, today)
        + list(paper_faults(tidy(paper.number), paper.day, today))
    )
    if found:
        raise BadInput(found)


def _fill(row: Recorded, kind: str, values: Mapping[str, Any], paper: Paper) -> None:
    for name in FIELDS[kind]:
        value = values.get(name, getattr(row, name))
        setattr(row, name, tidy(value) if isinstance(value, str) else value)
    row.decision_number, row.decision_on, row.body = tidy(paper.number), paper.day, tidy(paper.body)
    if paper.content or paper.file_name:
        found = judge(paper.content, paper.file_name)
        row.paper_sha256, row.paper_name = files.put(paper.content), safe_name(paper.file_name, found)


def _once(row: Recorded, kind: str, subject: Person | Unit) -> None:
    """Refuse a second row of what stands once; rows of merged entries count."""
    fields = ONCE.get(kind)
    if fields is None:
        return
    whose = {"unit": subject} if isinstance(subject, Unit) else {"person__in": entries_of([subject.pk])}
    same = {name: getattr(row, name) for name in fields}
    if MODELS[kind]._default_manager.filter(withdrawn_at=None, **whose, **same).exclude(pk=row.pk).exists():
        place = "through" if kind == CHECKED else fields[-1] if kind != "award" else "award"
        cure = say("Hãy mở dòng đã ghi và sửa.")
        raise BadInput([Problem(place, say("Nội dung này đã được ghi: {kind}.", kind=KINDS[kind].title), cure)])


def _seen_again(
    kind: str, subject: Person | Unit, values: Mapping[str, Any], day: date, *, again: bool, row: Recorded | None = None
) -> dict[str, list[str]]:
    """What the history keeps of a use that somebody saw; raises BadInput where nobody did. vi: khen hai lần."""
    found = used_before(subject, values, day, row.pk if row else None) if kind == AWARD else ()
    if found and not again:
        cure = say("Nếu quyết định đúng là như vậy, hãy đánh dấu là đã xem rồi ghi.")
        raise BadInput([Problem(AGAIN, one.sentence, cure if one is found[-1] else None) for one in found])
    return {"used_again": [str(one.sentence) for one in found]} if found else {}


def _write_links(
    row: Recorded,
    kind: str,
    values: Mapping[str, Any],
    authors: Iterable[Author] | None,
    subject: Person | Unit | None,
) -> dict[str, str]:
    if isinstance(row, Work) and authors is not None:
        _write_authors(row, list(authors), subject)
    if kind == "award" and "works" in values:
        row.works.set(values["works"])  # type: ignore[attr-defined]
    return links(row)


def _write_authors(work: Work, authors: list[Author], subject: Person | Unit | None) -> None:
    if isinstance(subject, Person) and subject.pk not in {one.pk for one, _ in authors}:
        authors = [(subject, None), *authors]
    problems = list(share_faults(share for _, share in authors))
    if not authors:
        problems.append(Problem("authors", say("Sáng kiến, đề tài cần ít nhất một tác giả.")))
    if len({one.pk for one, _ in authors}) < len(authors):
        problems.append(Problem("authors", say("Một tác giả được ghi hai lần.")))
    if problems:
        raise BadInput(problems)
    work.authorships.all().delete()
    Authorship.objects.bulk_create(Authorship(work=work, person=person, share=share) for person, share in authors)
