"""The scores: the organiser's table, five sheets, their verification, the round of comments, the ranked page."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.year.hands import DEPUTY, LEADER, ORGANISER, UNITS, Year, follow, press, sees
from thidua.core.numbers import format_number, parse_number
from thidua.demo.play import ALL_VERIFIERS
from thidua.demo.year import TABLE_FILE, Figure, figures
from thidua.scoring.models import CriteriaTable, Line
from thidua.scoring.rules.states import SETTLED

EXPECTED = Path(__file__).parents[2] / "data" / "tables" / "SYNTHETIC_cum1_expected.csv"


def score(year: Year) -> CriteriaTable:
    """From five empty sheets to the table that all have agreed to."""
    year.on(date(2020, 6, 3))
    told = defaultdict(list)
    for figure in figures():
        told[figure.unit.lower()].append(figure)
    for unit in UNITS:
        fill_sheet(year, unit, told[unit])
    assert not Line.objects.exclude(verified=None).exists(), "nothing is verified before a person acts"
    year.on(date(2020, 6, 12))
    for verifier in ALL_VERIFIERS:
        verify(year, verifier)
    table = CriteriaTable.objects.get()
    assert set(table.sheets.values_list("state", flat=True)) == {SETTLED}
    year.on(date(2020, 6, 22))
    agree(year, table)
    year.on(date(2020, 7, 3))
    assert ranked_page(year, table) == expected_rows()
    return table


def publish_table(year: Year) -> None:
    """The organiser's officer imports the table from a file, settles every warning, and publishes."""
    page = year.visit(ORGANISER, "scoring:create_table", year.world.cycle.uuid)
    page.get_by_label("Tên bảng").fill("Bảng tiêu chí thi đua cụm các sở giáo dục và đào tạo năm học 2019–2020")
    press(page, "Lập bản dự thảo")
    table = CriteriaTable.objects.get()
    within = f"{year.address}/cham-diem/bang-tieu-chi/{table.uuid}"
    page.goto(f"{within}/thong-tin/")
    page.get_by_label("Số văn bản ban hành").fill("5350/BGDĐT-TĐKT")
    page.get_by_label("Ngày văn bản").fill("25/11/2019")
    press(page, "Lưu thông tin chung")
    page.goto(f"{within}/nhap/")
    page.locator("input[type=file]").set_input_files(str(TABLE_FILE))
    press(page, "Xem trước")
    sees(page, "Chưa có gì được lưu")
    press(page, "Nhập đúng như bản xem trước")
    page.goto(f"{within}/don-vi-tham-dinh/")
    page.get_by_label("đơn vị nhận báo cáo").fill("Vụ TĐKT")
    press(page, "Lưu việc giao thẩm định")
    page.goto(f"{within}/")
    while page.get_by_role("button", name="Tôi chấp nhận cảnh báo này").count():
        press(page, "Tôi chấp nhận cảnh báo này")
        page.goto(f"{within}/")
    page.goto(f"{within}/ban-hanh/")
    press(page, "Ban hành")
    table.refresh_from_db()
    assert table.state == "published"


def fill_sheet(year: Year, unit: str, told: list[Figure]) -> None:
    """A unit puts in its quantities, comes back to find them all, and hands the sheet in."""
    page = year.visit(f"chuyen-vien-{unit}", "scoring:sheets")
    page.locator("main tbody th a").first.click()
    for figure in told:
        boxes = row_of(page, figure.criterion).locator("[data-box]")
        for index, text in enumerate(figure.claimed.split(" / ")):
            put(boxes.nth(index), text)
    page.locator("h1").click()
    page.wait_for_load_state("networkidle")
    page.reload()
    follow(page, "Gửi phiếu tự chấm")
    press(page, "Gửi phiếu")
    sees(page, "Gửi lúc")


def row_of(page: Page, code: str) -> Locator:
    """The row of a criterion, found by the words that it is read out with."""
    return page.locator("tr", has=page.get_by_label(f"Chi tiết {code}", exact=True))


def put(box: Locator, text: str) -> None:
    """Type into a box, or choose from a list by its words."""
    if box.evaluate("box => box.tagName") == "SELECT":
        words = {"có": "Có", "không": "Không"}.get(text, text)
        options = {label.strip().casefold(): label for label in box.locator("option").all_inner_texts()}
        box.select_option(label=options[words.casefold()])
    else:
        box.fill(text)
        box.blur()


def verify(year: Year, username: str) -> None:
    """A verifier changes what differs, with a reason, then marks the rest and accepts it."""
    table = CriteriaTable.objects.get()
    page = year.visit(username, "scoring:verification_grid", table.uuid)
    changed = {(one.unit, one.criterion): one for one in figures() if one.verified != one.claimed}
    unit_of = dict(Line.objects.values_list("uuid", "sheet__unit__code"))
    for link in page.locator("[data-grid] tbody a").evaluate_all("links => links.map(link => link.pathname)"):
        line = Line.objects.select_related("criterion").get(uuid=link.rstrip("/").rsplit("/", 1)[-1])
        figure = changed.get((unit_of[line.uuid], line.criterion.code))
        if figure:
            change_line(page, f"{year.address}{link}", figure)
    page.goto(f"{year.address}/cham-diem/tham-dinh/{table.uuid}/")
    # Only what still waits: a line that was changed keeps its changed value.
    waiting = page.locator("[data-grid] td", has_text="chờ").locator("input[type=checkbox]")
    for box in waiting.all():
        box.check()
    if waiting.count():
        press(page, "Chấp nhận các dòng đã đánh dấu")


def change_line(page: Page, address: str, figure: Figure) -> None:
    """Open one line, put in other quantities and say why."""
    page.goto(address)
    page.locator("summary", has_text="Điều chỉnh").click()
    for index, text in enumerate(figure.verified.split(" / ")):
        put(page.locator("[name^='so.']").nth(index), text)
    page.get_by_label("Lý do điều chỉnh").fill(figure.reason)
    press(page, "Ghi điểm thẩm định")


def agree(year: Year, table: CriteriaTable) -> None:
    """The leader sends the frozen version; a member objects; leader and deputy settle it; silence is agreement."""
    page = year.visit(LEADER, "scoring:circulate", table.uuid)
    page.get_by_label("Hạn nêu ý kiến").fill("30/06/2020")
    press(page, "Chốt và gửi bảng điểm")
    circulation = table.circulations.get()
    path = "scoring:circulation", circulation.uuid
    line = Line.objects.get(sheet__unit__code="S2", criterion__code="N7.1")
    page = year.visit("chuyen-vien-s2", *path)
    page.locator(f"a[href$='{line.uuid}/']").first.click()
    page.get_by_label("Ý kiến của đơn vị").fill("Thoả thuận thứ tư đã ký, đề nghị xem lại (dữ liệu minh hoạ).")
    press(page, "Gửi ý kiến")
    settled = "scoring:objection", circulation.objections.get().uuid
    page = year.visit(LEADER, *settled)
    page.get_by_label("Không chấp nhận, giữ nguyên điểm").check()
    page.get_by_label("Lý do", exact=True).fill("Ký sau ngày chốt số liệu.")
    press(page, "Ghi đề xuất và ký")
    page = year.visit(DEPUTY, *settled)
    press(page, "Đồng ý và ký kết quả này")
    year.on(date(2020, 7, 1))
    page = year.visit(LEADER, *path)
    press(page, "Kết thúc lấy ý kiến")
    circulation.refresh_from_db()
    assert circulation.closed_at is not None


def ranked_page(year: Year, table: CriteriaTable) -> dict[str, tuple[str, ...]]:
    """What a member reads on the ranked page: rank, self total, base, bonus, penalty, total, percent."""
    page = year.visit("chuyen-vien-s2", "selection:ranking", table.uuid)
    shown = {}
    for row in page.locator("tr[data-unit]").all():
        cells = {cell.get_attribute("data-col"): cell.inner_text() for cell in row.locator("[data-col]").all()}
        names = ("rank", "claimed", "base", "bonus", "penalty", "total", "percent")
        shown[row.get_attribute("data-unit") or ""] = tuple(cells.get(name, "") for name in names)
    return shown


def expected_rows() -> dict[str, tuple[str, ...]]:
    """The same from the worked example; an excluded unit has no rank and shows only its totals."""

    def two(text: str) -> str:
        return format_number(parse_number(text), 2)

    with EXPECTED.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["unit_code"]: (
            row["rank_among_eligible"],
            two(row["self_total"]),
            *((two(row[n]) for n in ("verified_base", "bonus", "penalty")) if row["eligible"] == "yes" else [""] * 3),
            two(row["final_total"]),
            two(row["final_percent_of_applicable"]),
        )
        for row in rows
    }
