"""A pledge of cluster 1's year, as far along as a test needs it. All words are invented (dữ liệu minh hoạ)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tests.factories import NOW, TODAY, YEAR_START, ClusterOne, make_viewer
from thidua.cycles.models import Stage
from thidua.documents.models import Signature
from thidua.documents.services import sign_on_screen
from thidua.organisations.models import Post, Unit
from thidua.organisations.rules import Viewer
from thidua.registration.models import Pledge
from thidua.registration.rules.pledges import PledgeWords
from thidua.registration.rules.registrations import TargetFacts
from thidua.registration.services import pledges as services

WORDS = PledgeWords(
    preamble="Căn cứ Quy chế hoạt động của cụm;\nCăn cứ Kế hoạch hoạt động của cụm.",
    contents=("Đổi mới, sáng tạo trong dạy và học.", "Giữ vững kỷ cương, nền nếp."),
    targets=(TargetFacts("Tỷ lệ lên lớp", Decimal("98.5"), "%", "at-least"), TargetFacts("Không có vi phạm")),
    promise="Chúng tôi cùng cam kết thực hiện.",
    place="thành phố Cần Thơ",
    signed_on=date(2020, 6, 1),
)


def add_step(one: ClusterOne) -> Stage:
    """The year keeps its pledge in the software."""
    found, _ = Stage.objects.get_or_create(
        cycle=one.cycle,
        step=Stage.Step.PLEDGE,
        defaults={"opens_on": date(2020, 1, 15), "closes_on": date(2020, 6, 30)},
    )
    return found


def make_draft(one: ClusterOne, leader: Viewer, words: PledgeWords = WORDS) -> Pledge:
    """A draft with two contents and two targets."""
    add_step(one)
    pledge = services.start_pledge(actor=leader, now=NOW, cycle=one.cycle)
    return services.save_pledge(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition, words=words)


def make_signing(one: ClusterOne, leader: Viewer) -> Pledge:
    """A pledge that is open for signing."""
    pledge = make_draft(one, leader)
    return services.open_signing(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition)


def make_head(unit: Unit, day: date = TODAY) -> Viewer:
    """The head of a unit, with an account."""
    return make_viewer(unit, Post.Role.HEAD, day)


def sign(pledge: Pledge, unit: Unit, head: Viewer | None = None) -> Signature:
    """The unit's head signs on screen."""
    head = head or make_head(unit)
    signing = services.signing_of(head, pledge, unit, on_paper=False)
    return sign_on_screen(actor=head, now=NOW, signing=signing, confirmed=True)


def sign_all(pledge: Pledge, units: Iterable[Unit]) -> None:
    """Every one of these heads signs."""
    for unit in units:
        sign(pledge, unit)


__all__ = ["NOW", "WORDS", "YEAR_START", "add_step", "make_draft", "make_head", "make_signing", "sign", "sign_all"]
