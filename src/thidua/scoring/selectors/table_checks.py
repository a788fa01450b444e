"""What is to be looked at before a table is published: checks, who accepted which, what stands in the way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from thidua.core.findings import Reason
from thidua.core.text import say
from thidua.foundation.models import valid_on
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import AcceptedCheck, CriteriaTable, Criterion, NotApplicable
from thidua.scoring.rules import RankInCluster, Table
from thidua.scoring.rules.checks import Check, check_table

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One check as it stands for a table: what it says, its key in the record, who accepted it."""

    key: str
    check: Check
    accepted: AcceptedCheck | None = None

    @property
    def is_error(self) -> bool:
        """Whether it stops publication whoever accepts it."""
        return self.check.severity == ERROR

    @property
    def is_open(self) -> bool:
        """Whether it still stands in the way."""
        return self.accepted is None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way of publishing, with its cure and the part of the pages where it is done."""

    reason: Reason
    part: str = ""
    criterion_code: str = ""


def key_of(check: Check) -> str:
    """The key of a check in the record. Its words are part of it: another sum is another warning."""
    words = hashlib.sha256(str(check.sentence).encode()).hexdigest()[:16]
    return f"{check.key}:{check.criterion_code}:{words}"


def checks_of(table: CriteriaTable, day: date, facts: Table | None = None) -> list[TableCheck]:
    """Every check of a table with who accepted it, in the order of the rows. The table has passed its gate.

    `day` tells how many members the cluster has.
    """
    facts = facts or table_facts(table)
    members = valid_on(table.cycle.cluster.memberships.all(), day).count()
    accepted = {one.key: one for one in table.accepted_checks.select_related("accepted_by__person")}
    found = [*check_table(facts), *_cluster_checks(table, facts, members)]
    return [TableCheck(key_of(check), check, accepted.get(key_of(check))) for check in found]


def obstacles_of(table: CriteriaTable, checks: list[TableCheck]) -> list[Obstacle]:
    """What must be done before the table can be published; empty when nothing. vi: việc còn thiếu."""
    found = [
        Obstacle(Reason(one.check.sentence, one.check.cure), "row", one.check.criterion_code)
        for one in checks
        if one.is_error
    ]
    for one in checks:
        if not one.is_error and one.is_open:
            cure = say("Hãy sửa, hoặc chấp nhận cảnh báo này.")
            found.append(Obstacle(Reason(one.check.sentence, cure), "checks", one.check.criterion_code))
    scored = table.criteria.exclude(kind=Criterion.Kind.GROUP)
    idle = scored.filter(verifier_unit__isnull=True, verifier_role="").exclude(
        pk__in=NotApplicable.objects.filter(criterion__table=table, unit=None).values("criterion")
    )
    if codes := list(idle.order_by("order").values_list("code", flat=True)):
        sentence = say("Có {n} tiêu chí chưa giao cho đơn vị thẩm định nào: {codes}.", n=len(codes), codes=codes)
        found.append(Obstacle(Reason(sentence, say("Hãy giao đơn vị thẩm định.")), "verifiers"))
    if not table.document_number or table.document_on is None:
        sentence = say("Chưa ghi số và ngày của văn bản ban hành bảng tiêu chí.")
        found.append(Obstacle(Reason(sentence, say("Hãy nhập ở phần thông tin chung.")), "settings"))
    return found


def _cluster_checks(table: CriteriaTable, facts: Table, members: int) -> list[Check]:
    """What only the cluster's size can tell. source: domain/scoring §8 no. 7."""
    found = []
    for one in facts.scored:
        if isinstance(one.method, RankInCluster) and len(one.method.points) < members:
            wrong = say(
                "{code}: bảng nêu điểm cho {n} hạng, cụm có {m} đơn vị.",
                code=one.code,
                n=len(one.method.points),
                m=members,
            )
            cure = say("Hãy bổ sung điểm cho các hạng còn lại.")
            found.append(Check("ranks", WARNING, one.code, wrong, cure))
    if table.awards is not None and table.awards >= members:
        wrong = say("Có {n} phần thưởng cho {m} đơn vị: đơn vị nào cũng được.", n=table.awards, m=members)
        found.append(Check("awards", WARNING, "", wrong, say("Hãy xem lại số lượng khen thưởng của cụm.")))
    return found
