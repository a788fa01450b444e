"""A small table with every kind of line, and the sheets of cluster 1 under it. Invented (dữ liệu minh hoạ)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.factories import NOW, ClusterOne, make_cluster_one, make_unit, make_viewer
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion, Line, NotApplicable, Sheet
from thidua.scoring.rules import (
    Bands,
    CountTimesUnit,
    Edge,
    Entry,
    FreeRating,
    Gate,
    GroupSum,
    Levels,
    Measure,
    Method,
    Penalty,
    RankInCluster,
    VsTarget,
)
from thidua.scoring.services.sheets import prepare_sheets, save_line, submit_sheet

D = Decimal
_BANDS = Bands(measured=Measure("percent"), edges=(Edge(">=", D(60), D(4)), Edge(">=", D(50), D(3))), otherwise=D(1))
PLACES = (D(4), D(3), D(2), D(1), D(0))
#: code, parent, kind, label, maximum, method, and what else the row has.
ROWS: list[tuple[str, str, str, str, str | None, Method, dict[str, Any]]] = [
    ("N1", "", "group", "Chất lượng giáo dục", None, GroupSum(), {}),
    ("N1.1", "N1", "base", "Tỷ lệ trường đạt chuẩn quốc gia", "4", _BANDS, {"evidence_asked": "quyết định công nhận"}),
    ("N1.2", "N1", "base", "Giáo dục chính trị, công tác học sinh", "5", FreeRating(step=D("0.5")), {}),
    ("N1.3", "N1", "base", "Rà soát mạng lưới", "3", Levels(options=(("đủ", D(3)), ("chưa đủ", D(1)))), {}),
    ("N1.4", "N1", "base", "Phân luồng sau THCS so chỉ tiêu", "4", VsTarget(), {}),
    ("N1.5", "N1", "base", "Dạy tiếng dân tộc thiểu số", "3", FreeRating(), {"na_scopes": ["cum-1"]}),
    ("N2", "", "group", "Kết quả thi", None, GroupSum(), {}),
    (
        "N2.1",
        "N2",
        "base",
        "Tỷ lệ tốt nghiệp (xếp hạng)",
        "4",
        RankInCluster(points=PLACES),
        {},
    ),
    ("N2.2", "N2", "base", "Nội dung tự chọn: chuyển đổi số", "2", FreeRating(), {"optional": True}),
    ("B", "", "group", "Điểm thưởng", None, GroupSum(), {}),
    ("B.1", "B", "bonus", "Mô hình được nhân rộng", "2", CountTimesUnit(units=(("", D(1)),), cap=D(2)), {}),
    ("B.2", "B", "bonus", "Cụm trưởng tổ chức tốt", "2", FreeRating(high=D(2)), {"receivers": ["leader"]}),
    ("P.1", "", "penalty", "Báo cáo nộp chậm", "3", Penalty(kinds=(("", D("0.5")),), cap=D(3)), {}),
    ("X.1", "", "gate", "Đảng bộ hoàn thành xuất sắc nhiệm vụ", None, Gate(), {}),
]
#: What a unit puts in when every base line and condition has its answer; a true zero among them.
COMPLETE = {
    "N1.1": {"percent": "61"},
    "N1.2": {"points": "0"},
    "N1.3": {"level": "đủ"},
    "N1.4": {"actual": "90", "target": "100"},
    "N2.1": {"value": "99.5"},
    "X.1": {"answer": "pass"},
}


def make_table(one: ClusterOne, state: str = "published") -> tuple[CriteriaTable, Unit]:
    """The table, with one verifier unit for all lines; ethnic minority languages do not apply in cluster 1."""
    verifier = make_unit("BGD-GDTH", "Vụ Giáo dục Tiểu học", "Vụ GDTH")
    author = make_viewer(one.organiser)
    published = {"fingerprint": "a" * 64, "published_at": NOW} if state == "published" else {}
    table = CriteriaTable.objects.create(cycle=one.cycle, name="Bảng tiêu chí minh hoạ", state=state, **published)
    made: dict[str, Criterion] = {}
    for order, (code, parent, kind, label, maximum, method, more) in enumerate(ROWS):
        made[code] = Criterion.objects.create(
            table=table, code=code, parent=made.get(parent), kind=kind, label=label, order=order,
            maximum=D(maximum) if maximum else None, method=method.to_json(),
            verifier_unit=None if kind == "group" else verifier, **more,
        )  # fmt: skip
    NotApplicable.objects.create(
        criterion=made["N1.5"], reason="Cụm 1 không có tiêu chí này", decided_by_id=author.user_id, decided_at=NOW
    )
    return table, verifier


def make_sheets(one: ClusterOne, table: CriteriaTable, actor: Viewer) -> dict[str, Sheet]:
    """A sheet for every member, by unit code."""
    return {sheet.unit.code: sheet for sheet in prepare_sheets(table=table, actor=actor, now=NOW)}


def line_of(sheet: Sheet, code: str) -> Line:
    """One line, fresh from the database."""
    return Line.objects.select_related("sheet__unit", "criterion").get(sheet=sheet, criterion__code=code)


def fill(sheet: Sheet, claims: dict[str, dict[str, str]] | None = None) -> None:
    """Put claims on a sheet without passing its services, for tests that start later in the year."""
    for code, claimed in (COMPLETE if claims is None else claims).items():
        Line.objects.filter(sheet=sheet, criterion__code=code).update(claimed=claimed)


class Desk:
    """Hải Phòng (S4) with two officers, its draft sheet, and the unit that verifies it."""

    def __init__(self) -> None:
        self.one: ClusterOne = make_cluster_one()
        self.table: CriteriaTable
        self.verifier: Unit
        self.table, self.verifier = make_table(self.one)
        self.an = make_viewer(self.one.units["S4"])
        self.binh = make_viewer(self.one.units["S4"])
        self.sheet: Sheet = make_sheets(self.one, self.table, make_viewer(self.one.organiser))["S4"]

    def line(self, code: str) -> Line:
        """One line of the sheet, fresh."""
        return line_of(self.sheet, code)

    def save(
        self, code: str, entry: Entry | None, by: Viewer | None = None, edition: int | None = None, note: str = ""
    ) -> Line:
        """An officer types something in."""
        line = self.line(code)
        seen = line.edition if edition is None else edition
        return save_line(line=line, entry=entry, note=note, edition=seen, actor=by or self.an, now=NOW)

    def submitted(self) -> Sheet:
        """Everything filled in and handed in."""
        fill(self.sheet)
        return submit_sheet(sheet=self.sheet, actor=self.an, now=NOW)

    def returned(self, code: str = "N1.2", reason: str = "Thiếu kế hoạch năm học") -> Line:
        """The sheet is with the verifier, who gave one line back."""
        self.submitted()
        Sheet.objects.filter(pk=self.sheet.pk).update(state="verifying")
        Line.objects.filter(sheet=self.sheet, criterion__code=code).update(verdict="returned", reason=reason)
        self.sheet.refresh_from_db()
        return self.line(code)
