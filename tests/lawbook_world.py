"""A department with a school under it, their people, and a rule as the school writes it. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories import NOW, make_unit, make_viewer
from tests.uploads import make_pdf
from thidua.lawbook.models import LocalRule
from thidua.lawbook.rules.composing import Clause
from thidua.lawbook.services.issuing import publish_rule
from thidua.lawbook.services.local_rules import Head, draft_rule, save_clause
from thidua.organisations.models import Post, Unit, UnitPlace
from thidua.organisations.rules import Viewer

DAY = date(2025, 6, 1)
PAPER = ("quy-che.pdf", make_pdf())
AWARD = "lao-dong-tien-tien"
HEAD = Head(
    level="unit", title="Quy chế thi đua của trường", number="12/QC-MH", signed_on=date(2024, 12, 20),
    starts_on=date(2025, 1, 1), ends_on=date(2026, 3, 31),
)  # fmt: skip


@dataclass
class Place:
    """A department at the top, a school below it, another school."""

    top: Unit
    school: Unit
    other: Unit
    officer: Viewer
    head: Viewer
    above: Viewer
    stranger: Viewer
    staff: Viewer


def make_place() -> Place:
    """All of it."""
    top, school, other = (make_unit(code, f"Đơn vị minh hoạ {code}") for code in ("SO-MH", "TRUONG-MH", "KHAC-MH"))
    for unit in (school, other):
        UnitPlace.objects.create(unit=unit, parent=top, starts_on=date(2015, 1, 1))
    day = {"day": DAY}
    return Place(
        top, school, other,
        officer=make_viewer(school, **day), head=make_viewer(school, Post.Role.HEAD, **day),
        above=make_viewer(top, **day), stranger=make_viewer(other, **day),
        staff=make_viewer(school, Post.Role.STAFF, **day),
    )  # fmt: skip


def stated(words: str = "đã dự giờ đủ 18 tiết trong năm", place: str = "Điều 5") -> Clause:
    """A clause that people answer."""
    return Clause(
        award=AWARD, subject="person", fills="detail", condition="stated", place=place,
        starts_on=HEAD.starts_on, ends_on=HEAD.ends_on, given={"words": words, "who": "tổ trưởng chuyên môn"},
    )  # fmt: skip


def drafted(place: Place, head: Head = HEAD) -> LocalRule:
    """A complete draft of the school with one clause."""
    rule = draft_rule(actor=place.officer, now=NOW, scope=place.school, head=head, paper=PAPER)
    return save_clause(actor=place.officer, now=NOW, rule=rule, edition=rule.edition, clause=stated())


def published(place: Place) -> LocalRule:
    """The same, issued."""
    rule = drafted(place)
    return publish_rule(actor=place.officer, now=NOW, rule=rule, seen=rule.fingerprint)
