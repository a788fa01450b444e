"""Whether a unit is considered: it registered and it signed, or minutes say otherwise. Pure. source: R1.12, R3.2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.core.findings import Finding, all_of, granted, refused, undetermined
from thidua.core.text import Text, say
from thidua.registration.rules.registrations import ACCEPTED, MISSING, RETURNED, SENT, STATUTE, WITHDRAWN

UNREGISTERED, UNSIGNED = "unregistered", "unsigned"

#: What an override lifts, in words.
GROUNDS: dict[str, Text] = {UNREGISTERED: say("Không đăng ký thi đua"), UNSIGNED: say("Không ký giao ước thi đua")}


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """A minuted decision to consider a unit all the same; withdrawn ones are not among the facts."""

    unit_id: int
    ground: str
    minutes: str
    minuted_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """What is known of one unit on a day.

    `register_by` and `sign_by` are the last days for the unit, None when the year has no such step; `signed` is None
    when this year keeps no pledge in the software.
    """

    unit_id: int
    state: str = MISSING
    register_by: date | None = None
    signed: bool | None = None
    sign_by: date | None = None


def consideration(facts: StandingFacts, day: date, overrides: Iterable[OverrideFacts] = ()) -> Finding:
    """Whether a unit is considered on a day: granted, refused with the clause, or still open.

    vi: đủ điều kiện xét về đăng ký và ký giao ước. source: R1.12.
    """
    lifted = {one.ground: one for one in overrides if one.unit_id == facts.unit_id}
    found = []
    for ground, finding in ((UNREGISTERED, _registered(facts, day)), (UNSIGNED, _signed(facts, day))):
        override = lifted.get(ground)
        found.append(finding if finding or override is None else _told(override))
    return all_of(found)


def _registered(facts: StandingFacts, day: date) -> Finding:
    if facts.register_by is None or facts.state == ACCEPTED:
        return granted()
    if facts.state == SENT:
        return undetermined(
            say("Bản đăng ký thi đua của đơn vị đã gửi và đang chờ tiếp nhận."),
            say("Cụm trưởng tiếp nhận hoặc trả lại bản đăng ký."),
            STATUTE,
        )
    if day <= facts.register_by and facts.state != WITHDRAWN:
        return undetermined(
            say("Đơn vị chưa hoàn thành đăng ký thi đua; hạn đến hết ngày {day}.", day=facts.register_by),
            say("Đơn vị gửi bản đăng ký trong thời hạn."),
            STATUTE,
        )
    told = {
        RETURNED: say("Bản đăng ký thi đua của đơn vị bị trả lại và chưa được gửi lại."),
        WITHDRAWN: say("Đơn vị đã rút bản đăng ký thi đua."),
    }
    return refused(
        told.get(facts.state, say("Đơn vị không đăng ký thi đua.")),
        say("Đơn vị chỉ được xét khi hội nghị quyết định và ghi vào biên bản."),
        STATUTE,
    )


def _signed(facts: StandingFacts, day: date) -> Finding:
    if facts.sign_by is None or facts.signed is None or facts.signed:
        return granted()
    if day <= facts.sign_by:
        return undetermined(
            say("Đơn vị chưa ký giao ước thi đua; hạn đến hết ngày {day}.", day=facts.sign_by),
            say("Thủ trưởng đơn vị ký giao ước trong thời hạn."),
            STATUTE,
        )
    return refused(
        say("Đơn vị không ký giao ước thi đua."),
        say("Đơn vị chỉ được xét khi hội nghị quyết định và ghi vào biên bản."),
        STATUTE,
    )


def _told(override: OverrideFacts) -> Finding:
    return granted(
        say(
            "{ground}, nhưng được đưa vào xét theo biên bản {minutes} ngày {day}: {reason}",
            ground=GROUNDS[override.ground],
            minutes=override.minutes,
            day=override.minuted_on,
            reason=override.reason,
        ),
        STATUTE,
    )
