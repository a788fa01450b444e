"""Load the demonstration in one transaction: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from thidua.audit.services import record
from thidua.demo.play import play
from thidua.demo.world import build_world
from thidua.demo.year import STAGES, moment
from thidua.foundation.clock import real_now
from thidua.foundation.models import DemonstrationClock
from thidua.organisations.models import Unit


class NotEmptyError(Exception):
    """The database holds something already; nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """The machine itself, as the one who loads."""

    user_id: None = None
    name: str = "Hệ thống"


@dataclass(slots=True)
class _Demonstration:
    """What is loaded."""

    uuid: UUID
    stage: str

    def __str__(self) -> str:
        return f"Dữ liệu minh hoạ, giai đoạn {self.stage}"


@transaction.atomic
def load_demonstration(stage: str) -> None:
    """Build cluster 1 and play its year up to a stage; the clock then stands on a day of that stage."""
    if Unit.objects.exists():
        raise NotEmptyError(
            "Cơ sở dữ liệu đã có dữ liệu nên không nạp đè. Hãy chạy “python3 run.py reset” rồi nạp lại, "
            "hoặc chọn cơ sở dữ liệu khác."
        )
    day = STAGES[stage]
    world = build_world()
    record(
        verb="load-demonstration",
        actor=_Machine(),
        subject=_Demonstration(uuid4(), stage),
        at=moment(STAGES["criteria"], 7),
    )
    play(world, stage)
    DemonstrationClock.objects.create(shift=moment(day) - real_now())
