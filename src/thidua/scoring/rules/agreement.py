"""How members agree on the scores: who settles an objection, when silence is consent. vi: thống nhất điểm. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thidua.core.days import is_past
from thidua.core.findings import Citation, Finding, granted, refused, undetermined
from thidua.core.text import Text, say
from thidua.scoring.rules.values import Score

LEADER, DEPUTY, MEMBER = "leader", "deputy", "member"
UPHELD, DISMISSED, WITHDRAWN = "upheld", "dismissed", "withdrawn"
OPEN, SETTLING, AGREED, CLOSED = "open", "settling", "agreed", "closed"

STATUTE = Citation("Quy chế hoạt động của cụm thi đua", "Mục IV.1")

CAPACITIES: dict[str, Text] = {
    LEADER: say("Cụm trưởng"),
    DEPUTY: say("Cụm phó"),
    MEMBER: say("Đơn vị thành viên"),
}
OUTCOMES: dict[str, tuple[Text, str]] = {
    UPHELD: (say("Chấp nhận, điều chỉnh điểm"), "good"),
    DISMISSED: (say("Không chấp nhận, giữ nguyên điểm"), "quiet"),
    WITHDRAWN: (say("Đơn vị đã rút"), "quiet"),
}
#: Where a round of circulation stands, in words and tone.
STATES: dict[str, tuple[Text, str]] = {
    OPEN: (say("Đang lấy ý kiến"), "wait"),
    SETTLING: (say("Hết hạn nêu ý kiến, còn ý kiến chưa giải quyết"), "warn"),
    AGREED: (say("Đã thống nhất"), "good"),
    CLOSED: (say("Đã kết thúc"), "good"),
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster as far as signing goes: its members, offices, and whether `objections` is delegated that day."""

    members: tuple[int, ...]
    leader: int | None
    deputy: int | None
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Who settles an objection: all of `both`, or one of `one` with one of `with_other`. vi: hai bên thống nhất."""

    both: frozenset[int] = frozenset()
    one: frozenset[int] = frozenset()
    with_other: frozenset[int] = frozenset()

    def complete(self, signed: Iterable[int]) -> bool:
        """Whether the signatures are enough."""
        names = set(signed)
        if self.both and self.both <= names:
            return True
        return any(names & (self.with_other - {one}) for one in self.one & names)

    @property
    def everybody(self) -> frozenset[int]:
        """All units whose signature can count."""
        return self.both | self.one | self.with_other


def panel_for(cluster: Cluster, about: int, raised_by: int) -> Panel:
    """Who settles an objection about a unit: always two units, never the one concerned.

    Leader and deputy together. About the leader's own unit the deputy and one other member, about the deputy's the
    leader and one other member. Where the leader has delegated the objections, the deputy and one other member
    may do it too: two signatures are never one person's. The member who objected is not that other member while
    there is another one. source: W1.9; features A1.6.
    """
    standing = {unit for unit in (cluster.leader, cluster.deputy) if unit is not None and unit != about}
    others = frozenset(cluster.members) - {about, cluster.leader, cluster.deputy}
    others = (others - {raised_by}) or others
    if not standing:
        return Panel()
    if len(standing) == 1:
        return Panel(one=frozenset(standing), with_other=others)
    if cluster.delegated and cluster.deputy is not None:
        return Panel(both=frozenset(standing), one=frozenset({cluster.deputy}), with_other=others)
    return Panel(both=frozenset(standing))


def capacity_of(cluster: Cluster, unit: int) -> str:
    """In what capacity a unit signs."""
    if unit == cluster.leader:
        return LEADER
    return DEPUTY if unit == cluster.deputy else MEMBER


def may_sign(cluster: Cluster, unit: int, about: int, raised_by: int) -> Finding:
    """Whether a unit's signature counts for an objection about another unit."""
    if unit == about:
        return refused(
            say("Ý kiến này về điểm của chính đơn vị bạn nên đơn vị bạn không tham gia giải quyết."),
            say("Cụm phó hoặc cụm trưởng cùng một đơn vị thành viên khác giải quyết."),
            STATUTE,
        )
    panel = panel_for(cluster, about, raised_by)
    if not panel.everybody:
        return undetermined(
            say("Cụm chưa có cụm trưởng, cụm phó để giải quyết ý kiến này."),
            say("Hãy ghi nhận cụm trưởng, cụm phó trong mục Tổ chức của cụm."),
            STATUTE,
        )
    if unit in panel.everybody:
        return granted()
    return refused(say("Ý kiến này do cụm trưởng và cụm phó cùng thống nhất."), None, STATUTE)


def describe_panel(cluster: Cluster, about: int) -> Text:
    """Who settles an objection about a unit, in a sentence."""
    if about == cluster.leader:
        return say("Vì liên quan đến đơn vị cụm trưởng: cụm phó và một đơn vị thành viên khác cùng thống nhất.")
    if about == cluster.deputy:
        return say("Vì liên quan đến đơn vị cụm phó: cụm trưởng và một đơn vị thành viên khác cùng thống nhất.")
    if cluster.delegated:
        return say(
            "Cụm trưởng và cụm phó cùng thống nhất; theo ủy quyền, cụm phó cùng một đơn vị thành viên khác "
            "cũng thống nhất được."
        )
    return say("Cụm trưởng và cụm phó cùng thống nhất.")


def circulation_state(until: date, now: datetime, open_objections: int, *, closed: bool) -> str:
    """Where a round stands; past the date silence is consent, so nobody holds it up by doing nothing.

    The last day for objections is included. source: W1.9; features A5.34.
    """
    if closed:
        return CLOSED
    if not is_past(until, now):
        return OPEN
    return SETTLING if open_objections else AGREED


def may_close(until: date, now: datetime, open_objections: int, *, closed: bool) -> Finding:
    """A round ends after its date, when every objection has its outcome."""
    state = circulation_state(until, now, open_objections, closed=closed)
    if state == CLOSED:
        return refused(say("Lần lấy ý kiến này đã kết thúc."))
    if state == OPEN:
        return refused(
            say("Còn trong thời hạn nêu ý kiến, đến hết ngày {day}.", day=until),
            say("Hãy kết thúc sau ngày đó; đơn vị không nêu ý kiến được coi là đồng ý."),
        )
    if state == SETTLING:
        return refused(
            say("Còn {n} ý kiến chưa có kết quả.", n=open_objections),
            say("Hãy giải quyết từng ý kiến rồi kết thúc."),
        )
    return granted()


def may_object(until: date, now: datetime, *, closed: bool) -> Finding:
    """Objections come in until the end of the last day."""
    if not closed and not is_past(until, now):
        return granted()
    return refused(
        say("Đã hết hạn nêu ý kiến (ngày {day}).", day=until),
        say("Đơn vị không nêu ý kiến được coi là đồng ý; ý kiến khác xin nêu tại hội nghị."),
    )


def proposal_key(outcome: str, reason: str, entry: Mapping[str, object] | None) -> str:
    """A short mark of an outcome as it stands, so that nobody signs something else than what was read."""
    text = json.dumps([outcome, reason, entry], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One change from what a unit claimed, or one objection to what went round. vi: một dòng của báo cáo điều chỉnh.

    `source` is verification or objection; `before` and `after` are points or answers in words, `difference` the points
    moved; `by` names who decided, `raised_by` and `request` the objection; `outcome` one of OUTCOMES, empty while open.
    """

    unit: str
    unit_name: str
    criterion: str
    label: str
    source: str
    before: Text
    after: Text
    by: str
    reason: str
    difference: Decimal | None = None
    outcome: str = ""
    raised_by: str = ""
    request: str = ""
    round: int = 0
    on: date | None = None


def difference_of(before: Score, after: Score) -> Decimal | None:
    """How far the points moved, where both are points."""
    return after - before if isinstance(before, Decimal) and isinstance(after, Decimal) else None


def adjustments_in_order(
    found: Iterable[Adjustment], units: Mapping[str, int], criteria: Mapping[str, int]
) -> list[Adjustment]:
    """By unit and criterion as the table has them, verification before objections, rounds in order."""
    return sorted(
        found,
        key=lambda one: (
            units.get(one.unit, len(units)),
            criteria.get(one.criterion, len(criteria)),
            one.source != "verification",
            one.round,
        ),
    )


def canonical(data: Any) -> str:
    """JSON that is always written the same way."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
