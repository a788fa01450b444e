"""Lists, candidates and findings through their gate: “not there” and “not yours” are the same."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from thidua.eligibility.facts.standing import standings_of
from thidua.eligibility.models import Candidate, KeptFinding, Review
from thidua.eligibility.policies.reviews import may_review
from thidua.eligibility.rules.states import DRAFT
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import entries_of
from thidua.records.facts.reach import reach_of
from thidua.records.rules.standing import Standing
from thidua.records.selectors.gates import OnFile
from thidua.records.selectors.people import people_kept_by, units_kept_by


@dataclass(frozen=True, slots=True)
class OneCase:
    """One candidate of a list, and how the viewer stands to them."""

    candidate: Candidate
    standing: Standing

    @property
    def review(self) -> Review:
        """The list."""
        return self.candidate.review

    @property
    def on_file(self) -> OnFile:
        """The subject as the records know it."""
        subject = self.candidate.person or self.candidate.unit
        assert subject is not None  # noqa: S101 - the database says that a candidate is one of the two
        return OnFile(subject, self.standing)


def reviews_for(viewer: Viewer) -> QuerySet[Review]:
    """The lists that the viewer keeps, newest first, with how many are on them."""
    rows = Review.objects.filter(unit__in=reach_of(viewer).units).prefetch_related("unit__names")
    return rows.annotate(size=Count("candidates", filter=Q(candidates__withdrawn_at=None)))


def open_reviews_of(viewer: Viewer) -> QuerySet[Review]:
    """The lists of the viewer's own units that nobody has concluded yet, the earliest day first."""
    return Review.objects.filter(unit__in=viewer.working_units, state=DRAFT).order_by("looked_on", "pk")


def get_review_for(viewer: Viewer, uuid: UUID) -> Review:
    """A list, for heads and officers of its unit and of those above it."""
    review = Review.objects.select_related("unit").prefetch_related("unit__names").filter(uuid=uuid).first()
    if review is None or not may_review(viewer, review.unit):
        raise NotThere
    return review


def get_case_for(viewer: Viewer, uuid: UUID) -> OneCase:
    """One candidate of a list that the viewer keeps, while the viewer keeps the candidate's record too."""
    rows = Candidate.objects.select_related("review__unit", "person__same_as", "unit")
    candidate = rows.prefetch_related("review__unit__names", "unit__names").filter(uuid=uuid).first()
    if candidate is None:
        raise NotThere
    if not may_review(viewer, candidate.review.unit):
        raise NotThere
    standing = standings_of(viewer, [candidate])[candidate.pk]
    if not standing.keeps:
        raise NotThere
    return OneCase(candidate, standing)


def get_finding_for(viewer: Viewer, uuid: UUID) -> tuple[KeptFinding, OneCase]:
    """One kept finding, under its candidate's gate."""
    rows = KeptFinding.objects.select_related("candidate", "made_by__person", "rules").defer("rules__content")
    finding = rows.filter(uuid=uuid).first()
    if finding is None:
        raise NotThere
    return finding, get_case_for(viewer, finding.candidate.uuid)


def candidates_of(review: Review) -> list[Candidate]:
    """Who is on a list, units first, people in the Vietnamese order of names."""
    rows = review.candidates.filter(withdrawn_at=None).select_related("person", "unit").prefetch_related("unit__names")
    return sorted(rows, key=_order)


def withdrawn_from(review: Review) -> list[Candidate]:
    """Who was taken off a list, with the reasons."""
    rows = review.candidates.exclude(withdrawn_at=None).select_related("person", "unit")
    return sorted(rows.prefetch_related("unit__names"), key=_order)


def _order(one: Candidate) -> tuple[int, str, int]:
    return (1, one.person.sort_key, one.pk) if one.person else (0, str(one.unit), one.pk)


def latest_findings(review: Review) -> list[KeptFinding]:
    """The newest kept finding of each candidate and award, light: what the grid needs."""
    newest = KeptFinding.objects.filter(candidate__review=review).values("candidate").annotate(last=Max("round"))
    last = {row["candidate"]: row["last"] for row in newest}
    rows = KeptFinding.objects.filter(candidate__review=review).only(
        "candidate_id", "award", "answer", "cause", "confidence", "doubled", "round", "uuid"
    )
    return [one for one in rows if one.round == last[one.candidate_id]]


def findings_about(viewer: Viewer, case: OneCase) -> list[KeptFinding]:
    """Every kept finding about the subject in lists that the viewer keeps, newest first."""
    rows = KeptFinding.objects.filter(candidate__review__unit__in=reach_of(viewer).units)
    if case.candidate.person_id:
        rows = rows.filter(candidate__person__in=list(entries_of([case.candidate.person_id])))
    else:
        rows = rows.filter(candidate__unit=case.candidate.unit_id)
    rows = rows.select_related("candidate__review", "made_by__person").defer("facts", "trace")
    return list(rows.order_by("-made_at", "-pk")[:60])


def kept_in(case: OneCase) -> list[KeptFinding]:
    """The newest kept findings of this candidate on this list, in the order of the awards."""
    rows = list(case.candidate.kept.select_related("rules").defer("rules__content", "rules__confirmed"))
    newest = max((one.round for one in rows), default=0)
    found = {one.award: one for one in rows if one.round == newest}
    return [found[award] for award in case.review.awards if award in found]


def units_to_review(viewer: Viewer) -> list[Unit]:
    """The units that the viewer can make a list of."""
    return [] if not viewer.working_units else list(units_kept_by(viewer))


def people_to_add(viewer: Viewer, unit: Unit, text: str = "") -> QuerySet[Person]:
    """The people of a unit whose records the viewer keeps. vi: người có thể thêm vào danh sách."""
    return people_kept_by(viewer, text, unit)


def own_person(viewer: Viewer) -> Person | None:
    """Who is signed in, under the kept entry; nobody but themself ever asks this. vi: chính mình."""
    own = Person.objects.select_related("same_as").filter(account=viewer.user_id).first()
    return (own.same_as or own) if own and viewer.user_id else None
