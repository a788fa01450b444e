"""Real rows with no surprises in them: cluster 1 of the school year 2019–2020, as small as a test needs it.

All people are invented (dữ liệu minh hoạ); the units are those of the founding papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from thidua.accounts.models import User
from thidua.cycles.models import Cycle, Stage
from thidua.documents.models import IssuedPaper, Letterhead
from thidua.foundation import files
from thidua.organisations.facts import cluster_facts, viewer_of
from thidua.organisations.models import Cluster, Membership, Office, Person, Post, Unit, UnitName
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.scoring.facts.agreement import frozen_version
from thidua.scoring.models import (
    Circulation,
    CriteriaTable,
    Criterion,
    Evidence,
    EvidenceUse,
    Line,
    Objection,
    Sheet,
)
from thidua.scoring.rules import CountTimesUnit, FreeRating, Gate, GroupSum, Linear, Penalty, RankInCluster, YesNo
from thidua.scoring.rules.frozen import fingerprint

TODAY = date(2020, 6, 1)
NOW = datetime(2020, 6, 1, 3, 0, tzinfo=UTC)  # 10:00 in Hanoi
YEAR_START = date(2019, 9, 1)
NAMES = {
    "S1": "Sở Giáo dục và Đào tạo thành phố Hà Nội",
    "S2": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
    "S3": "Sở Giáo dục và Đào tạo thành phố Cần Thơ",
    "S4": "Sở Giáo dục và Đào tạo thành phố Hải Phòng",
    "S5": "Sở Giáo dục và Đào tạo thành phố Đà Nẵng",
}
PASSWORD = "mat-khau-minh-hoa-2020"
_numbers = count(1)


def make_unit(code: str, name: str = "", short_name: str = "", starts_on: date = date(2000, 1, 1)) -> Unit:
    """A unit with one name."""
    unit = Unit.objects.create(code=code)
    UnitName.objects.create(
        unit=unit, name=name or NAMES.get(code, code), short_name=short_name or code, starts_on=starts_on
    )
    return unit


def make_viewer(
    unit: Unit, role: str = Post.Role.OFFICER, day: date = TODAY, username: str = "", **post: Any
) -> Viewer:
    """A person with an account and a post at a unit, as a viewer on a day."""
    number = next(_numbers)
    user = User.objects.create(username=username or f"nguoi-{number}", password="!")
    person = Person.objects.create(full_name=f"Nguyễn Minh Hoạ {number}", account=user)
    Post.objects.create(
        person=person, unit=unit, role=role, title="Chuyên viên", starts_on=post.pop("starts_on", YEAR_START), **post
    )
    return viewer_of(user, day)


def user_of(viewer: Viewer) -> User:
    """The account of a viewer, to sign a test client in with `client.force_login`."""
    return User.objects.get(pk=viewer.user_id)


@dataclass
class ClusterOne:
    """Cluster 1: five departments, the Ministry's department as organiser, Cần Thơ leads, Hà Nội deputises."""

    cluster: Cluster
    cycle: Cycle
    organiser: Unit
    units: dict[str, Unit]

    @property
    def leader(self) -> Unit:
        return self.units["S3"]

    @property
    def deputy(self) -> Unit:
        return self.units["S1"]

    def facts(self, day: date = TODAY) -> ClusterFacts:
        return cluster_facts(self.cluster, day)


def make_cluster_one(members: tuple[str, ...] = ("S1", "S2", "S3", "S4", "S5")) -> ClusterOne:
    """Cluster 1 with its members, offices and the stages of the year (self-scoring until 05/06/2020)."""
    organiser = make_unit("BGD-TDKT", "Vụ Thi đua – Khen thưởng, Bộ Giáo dục và Đào tạo", "Vụ TĐKT")
    cluster = Cluster.objects.create(code="cum-1", name="Cụm thi đua số 1", organiser=organiser)
    decision = {"decision_number": "01/QĐ-MH", "decision_on": YEAR_START}
    units = {}
    for order, code in enumerate(members):
        units[code] = make_unit(code)
        Membership.objects.create(cluster=cluster, unit=units[code], order=order, starts_on=YEAR_START, **decision)
    for code, kind in (("S3", Office.Kind.LEADER), ("S1", Office.Kind.DEPUTY)):
        if code in units:
            Office.objects.create(
                cluster=cluster,
                unit=units[code],
                kind=kind,
                starts_on=YEAR_START,
                ends_on=date(2020, 8, 31),
                **decision,
            )
    cycle = Cycle.objects.create(cluster=cluster, start_year=2019)
    days = {
        Stage.Step.CRITERIA: (date(2019, 11, 25), date(2019, 12, 27)),
        Stage.Step.SELF_SCORING: (date(2020, 5, 1), date(2020, 6, 5)),
        Stage.Step.VERIFICATION: (date(2020, 5, 15), date(2020, 6, 20)),
        Stage.Step.CIRCULATION: (date(2020, 6, 15), date(2020, 6, 30)),
        Stage.Step.RANKED: (date(2020, 7, 1), date(2020, 7, 5)),
    }
    for step, (opens_on, closes_on) in days.items():
        Stage.objects.create(cycle=cycle, step=step, opens_on=opens_on, closes_on=closes_on)
    return ClusterOne(cluster, cycle, organiser, units)


FREE = FreeRating(step=Decimal("0.5")).to_json()
GROUP = GroupSum().to_json()
#: code, kind, parent, maximum, label, method, verifier (a key of `verifiers`, "leader" or nobody).
ROWS: tuple[tuple[Any, ...], ...] = (
    ("N", "group", "", None, "Nhiệm vụ", GROUP, ""),
    ("N.1", "base", "N", 5, "Công tác học sinh", FREE, "A"),
    ("N.2", "base", "N", 5, "Tỷ lệ giáo viên đạt chuẩn", Linear().to_json(), "A"),
    ("G", "group", "", None, "Giải pháp", GROUP, ""),
    ("G.1", "base", "G", 4, "Kế hoạch giáo dục STEM", YesNo().to_json(), "B"),
    ("G.2", "base", "G", 4, "Tỷ lệ tốt nghiệp (xếp hạng trong cụm)",
     RankInCluster(points=tuple(map(Decimal, (4, 3, 2, 1, 0)))).to_json(), "B"),
    ("B.1", "bonus", "", 2, "Mô hình được nhân rộng",
     CountTimesUnit(units=(("", Decimal(1)),), cap=Decimal(2)).to_json(), "B"),
    ("P.1", "penalty", "", 3, "Báo cáo nộp chậm",
     Penalty(kinds=(("", Decimal("0.5")),), cap=Decimal(3)).to_json(), "A"),
    ("X.1", "gate", "", None, "Có đăng ký và ký giao ước", Gate().to_json(), "leader"),
)  # fmt: skip
#: What a unit claims on a full sheet; the bonus and the penalty stay empty.
CLAIMS: dict[str, dict[str, Any]] = {
    "N.1": {"points": "4.5"},
    "N.2": {"percent": "90"},
    "G.1": {"done": True},
    "G.2": {"value": "97"},
    "X.1": {"answer": "pass"},
}


def make_verifiers() -> dict[str, Unit]:
    """Two units of the Ministry that verify: A and B."""
    return {
        "A": make_unit("VU-A", "Vụ Giáo dục Chính trị và Công tác học sinh, sinh viên", "Vụ GDCTHSSV"),
        "B": make_unit("VU-B", "Vụ Giáo dục Trung học", "Vụ GDTrH"),
    }


def make_table(
    one: ClusterOne, verifiers: dict[str, Unit], rows: tuple[tuple[Any, ...], ...] = ROWS, **fields: Any
) -> CriteriaTable:
    """A published table with these rows; by default two groups, a bonus, a penalty and a gate for the leader."""
    published = {"state": "published", "fingerprint": "0" * 64, "published_at": NOW}
    table = CriteriaTable.objects.create(cycle=one.cycle, **({"name": "Bảng tiêu chí cụm 1", **published} | fields))
    made: dict[str, Criterion] = {}
    for order, (code, kind, parent, maximum, label, method, verifier) in enumerate(rows):
        made[code] = Criterion.objects.create(
            table=table, parent=made.get(parent), code=code, order=order, label=label, kind=kind, maximum=maximum,
            method=method, verifier_unit=verifiers.get(verifier),
            verifier_role="leader" if verifier == "leader" else "",
        )  # fmt: skip
    return table


def make_sheet(
    table: CriteriaTable, unit: Unit, claims: dict[str, dict[str, Any] | None] | None = None, state: str = "submitted"
) -> Sheet:
    """A unit's sheet with a line for every criterion, handed in unless `state` says otherwise."""
    handed_in = {"submitted_at": NOW, "lateness": "on-time", "submissions": 1} if state != "draft" else {}
    sheet = Sheet.objects.create(table=table, unit=unit, state=state, **handed_in)
    claimed = CLAIMS if claims is None else claims
    criteria = table.criteria.exclude(kind="group")
    Line.objects.bulk_create(
        Line(sheet=sheet, criterion=one, claimed=claimed.get(one.code), edition=int(one.code in claimed))
        for one in criteria
    )
    return sheet


def line_of(sheet: Sheet, code: str) -> Line:
    """One line of a sheet, read anew."""
    lines = Line.objects.select_related("sheet__table__cycle__cluster", "sheet__unit", "criterion")
    return lines.get(sheet=sheet, criterion__code=code)


def make_letterhead(unit: Unit) -> Letterhead:
    """What stands at the head of a unit's papers, as kept once."""
    return Letterhead.objects.create(
        unit=unit, place="Cần Thơ", symbol="SGDĐT", head_title="Giám đốc", governing_body="UBND thành phố", edition=1
    )


def make_issued_paper(one: ClusterOne, audience: str = "unit") -> IssuedPaper:
    """A paper of the leader's unit about the cluster's year, with small files."""
    return IssuedPaper.objects.create(
        unit=one.leader,
        cluster=one.cluster,
        series="BC-SGDĐT",
        symbol="BC-SGDĐT",
        number=1,
        year=TODAY.year,
        kind="report",
        audience=audience,
        title="Báo cáo minh hoạ",
        about_uuid=one.cycle.uuid,
        data="{}",
        data_sha256="0" * 64,
        docx_sha256=files.put(b"PK minh hoa"),
        pdf_sha256=files.put(b"%PDF minh hoa"),
        issued_on=TODAY,
        issued_at=NOW,
        issued_by_id=make_viewer(one.leader).account_id,
    )


def make_circulation(table: CriteriaTable, sent_by: Viewer, until: date) -> Circulation:
    """The table's scores as they stand, frozen and sent round."""
    snapshot = frozen_version(table, TODAY)
    return Circulation.objects.create(
        table=table, round=1, snapshot=snapshot, fingerprint=fingerprint(snapshot),
        sent_by_id=sent_by.user_id, sent_at=NOW, objections_until=until,
    )  # fmt: skip


def make_objection(
    circulation: Circulation, line: Line, raised_by: Viewer, text: str = "Đề nghị xem lại."
) -> Objection:
    """A member's open objection to a line."""
    return Objection.objects.create(
        circulation=circulation, line=line, raised_by_unit_id=raised_by.seats[0].unit_id,
        raised_by_id=raised_by.user_id, raised_at=NOW, text=text,
    )  # fmt: skip


def make_evidence_use(line: Line, content: bytes = b"%PDF-1.4 minh hoa %%EOF") -> EvidenceUse:
    """A small PDF of the line's own unit, cited on the line."""
    officer = make_viewer(line.sheet.unit)
    evidence = Evidence.objects.create(
        unit=line.sheet.unit, cycle=line.sheet.table.cycle, name="Minh chứng minh hoạ.pdf", sha256=files.put(content),
        size=len(content), media_type="application/pdf", added_by=user_of(officer), added_at=NOW,
    )  # fmt: skip
    return EvidenceUse.objects.create(line=line, evidence=evidence, pages="3–5")
