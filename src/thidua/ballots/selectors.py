"""Rounds as people read them, each through one gate. There is no way here to a figure before closing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from thidua.ballots.facts import result_facts, roll_of, ways_of
from thidua.ballots.models import Keeper, RollEntry, Round
from thidua.ballots.policies import may_read_result, may_see
from thidua.ballots.rules import RoundResult
from thidua.ballots.rules.ballots import shown
from thidua.ballots.rules.plans import missing_to_open, roll_fingerprint
from thidua.core.findings import Reason
from thidua.core.text import Text, say
from thidua.foundation.refusals import NotThere
from thidua.organisations.rules import Viewer


def get_round_for(viewer: Viewer, uuid: UUID) -> Round:
    """One round, for its keepers, its voters and the units that look on."""
    held = Round.objects.filter(uuid=uuid).first()
    if held is None or not may_see(viewer, held):
        raise NotThere
    return held


def get_result_for(viewer: Viewer, uuid: UUID) -> tuple[Round, RoundResult]:
    """A closed round with its result; before closing there is nothing there, for anybody."""
    held = get_round_for(viewer, uuid)
    if not may_read_result(held):
        raise NotThere
    return held, result_facts(held)


def rounds_about(about: UUID) -> list[Round]:
    """All rounds on one question by number, void ones too. The room above has passed its own gate."""
    return list(Round.objects.filter(about_uuid=about).order_by("number", "pk"))


def rounds_by_question(abouts: Iterable[UUID]) -> dict[UUID, list[Round]]:
    """The rounds on each of several questions, with all that results are made of; as many queries as for one."""
    found: dict[UUID, list[Round]] = {about: [] for about in abouts}
    if not found:
        return found
    rows = Round.objects.filter(about_uuid__in=found).select_related("paper").prefetch_related("roll", "counted")
    for one in rows.order_by("number", "pk"):
        found[one.about_uuid].append(one)
    return found


def result_of(held: Round) -> RoundResult | None:
    """The result of a closed round, else None. The room above has passed its own gate."""
    return result_facts(held) if may_read_result(held) else None


def open_rounds_of(viewer: Viewer) -> list[Round]:
    """The rounds where the viewer may still vote."""
    if viewer.user_id is None:
        return []
    still = Q(roll__account=viewer.user_id, roll__way="")
    return list(Round.objects.filter(still, state=Round.State.OPEN, stopped_at=None).order_by("opened_at"))


def rounds_to_keep(viewer: Viewer) -> list[Round]:
    """The rounds that the viewer, as keeper, has still to open or to close."""
    if viewer.user_id is None:
        return []
    return list(_rounds_of(viewer).filter(keepers__account=viewer.user_id, state__in=["prepared", "open"]))


def rounds_of(viewer: Viewer) -> list[Round]:
    """Every round in which the viewer votes or counts, newest first."""
    return list(_rounds_of(viewer)) if viewer.user_id is not None else []


def _rounds_of(viewer: Viewer) -> QuerySet[Round]:
    voting = RollEntry.objects.filter(account=viewer.user_id).values("round")
    keeping = Keeper.objects.filter(account=viewer.user_id).values("round")
    return Round.objects.filter(Q(pk__in=voting) | Q(pk__in=keeping)).order_by("-pk")


def readiness_to_open(held: Round) -> list[Reason]:
    """What is missing before the round can be opened."""
    keepers = held.keepers.exclude(account=None).count()
    found = missing_to_open(held.kind, len(held.options), held.roll.count(), keepers)
    other = Round.objects.filter(about_uuid=held.about_uuid, state=Round.State.OPEN).exclude(pk=held.pk)
    if other.exists():
        words = say("Một vòng khác về cùng nội dung đang mở.")
        found.append(Reason(words, say("Hãy đóng hoặc hủy vòng đó trước.")))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far voting has come: who, never what; and not even how many where that alone would tell."""

    on_roll: int
    screen: int
    paper: int
    entries: tuple[RollEntry, ...] = ()

    @property
    def voted(self) -> int:
        """How many have voted or were handed paper."""
        return self.screen + self.paper

    @property
    def waiting(self) -> int:
        """How many have not."""
        return self.on_roll - self.voted


def progress_of(held: Round) -> Progress:
    """The progress of a round that has passed its gate; the roll itself is for keepers to look at."""
    ways = ways_of(held)
    return Progress(ways.total(), ways["screen"], ways["paper"], tuple(held.roll.all()))


def fingerprint_holds(held: Round) -> bool:
    """Whether roll and names are still those that were frozen at opening."""
    return held.roll_fingerprint == roll_fingerprint(str(held.uuid), roll_of(held), held.names)


@dataclass(frozen=True, slots=True)
class PublishedBallot:
    """One line of the published list: the tracker and what the ballot says."""

    tracker: str
    words: tuple[Text, ...]
    marks: str
    valid: bool


def published_ballots(held: Round) -> list[PublishedBallot]:
    """The list of trackers and ballots of a closed round, by tracker; empty before."""
    if not may_read_result(held):
        return []
    return [
        PublishedBallot(one.tracker, shown(held.kind, held.names, one.marks), one.marks, one.valid)
        for one in held.counted.all()
    ]
