"""Cluster 1 in the days of registering: the step, a registration that is full, people at the units.

All people and figures are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.factories import NOW, ClusterOne, make_viewer
from thidua.cycles.models import Cycle, Stage
from thidua.organisations.models import Post
from thidua.organisations.rules import Viewer
from thidua.registration.models import RegisteredAward, Registration, Target, Work
from thidua.registration.rules.registrations import AwardFacts, Content, TargetFacts, WorkFacts

REGISTERING = (date(2019, 12, 1), date(2019, 12, 27))
IN_TIME = datetime(2019, 12, 20, 3, 0, tzinfo=UTC)  # 10:00 in Hanoi
IN_TIME_DAY = date(2019, 12, 20)
FLAG, MERIT = AwardFacts("co-thi-dua-bo-giao-duc"), AwardFacts("bang-khen-bo-giao-duc")
FULL = Content(
    awards=(FLAG, MERIT),
    targets=(
        TargetFacts("Tỷ lệ trường đạt chuẩn quốc gia", Decimal(65), "%", "at-least"),
        TargetFacts("Tỷ lệ học sinh bỏ học", Decimal("0.5"), "%", "at-most"),
    ),
    works=(WorkFacts("theme", "Giáo dục STEM trong trường trung học", "Tháng 3/2020, thành phố Cần Thơ"),),
)


def add_stage(cycle: Cycle, step: str = "registration", days: tuple[date, date] = REGISTERING) -> Stage:
    """The step of registering (or another) of a year."""
    return Stage.objects.create(cycle=cycle, step=step, opens_on=days[0], closes_on=days[1])


def head_of(one: ClusterOne, code: str, day: date = IN_TIME_DAY, **post: Any) -> Viewer:
    """The head of a member unit."""
    return make_viewer(one.units[code], Post.Role.HEAD, day, **post)


def make_registration(
    one: ClusterOne, code: str, state: str = "accepted", content: Content = FULL, cycle: Cycle | None = None
) -> Registration:
    """A unit's registration in a state, with everything that the state needs."""
    sent = {} if state == "draft" else {"sent_at": NOW, "lateness": "on-time", "edition": 2}
    registration = Registration.objects.create(
        cycle=cycle or one.cycle,
        unit=one.units[code],
        state=state,
        reason="Bổ sung số liệu" if state in ("returned", "withdrawn") else "",
        accepted_at=NOW if state == "accepted" else None,
        **sent,
    )
    for order, award in enumerate(content.awards):
        RegisteredAward.objects.create(
            registration=registration, order=order, code=award.code, collective=award.collective
        )
    for order, target in enumerate(content.targets):
        Target.objects.create(
            registration=registration, order=order, text=target.text, amount=target.amount,
            measure=target.measure, direction=target.direction,
        )  # fmt: skip
    for order, work in enumerate(content.works):
        Work.objects.create(
            registration=registration, order=order, kind=work.kind, name=work.name, when_where=work.when_where
        )
    return registration
