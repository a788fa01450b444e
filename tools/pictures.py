"""Takes the pictures of the user guide again: `python3 -m tools.pictures`, inside our environment.

Each stage of the demonstration is loaded into a folder that goes away and served on a free port of this machine;
nothing of this installation's own data is touched. vi: chụp lại hình của hướng dẫn sử dụng.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools import machine
from tools.house import ROOT, Stop, python, run, say, surroundings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs" / "pictures"
TABLE_FILE = ROOT / "src" / "thidua" / "demo" / "data" / "cum1-bang-tieu-chi.csv"
MOST_BYTES = 120 * 1024
COLOURS = 128
WIDE, PHONE = 1280, 360
PATIENCE = 60  # seconds a server may take to answer for the first time
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Steps = Callable[["Page"], None]


@dataclass(frozen=True)
class Picture:
    """One picture: of what stage, seen by whom, after which steps, how large."""

    name: str
    stage: str
    person: str
    steps: Steps
    height: int = 800
    width: int = WIDE


def _step_of_the_year(page: Page, name: str) -> None:
    """Follow the year's path on the left, or unfold it first where the screen is narrow."""
    folded = page.locator("nav.path .folded summary")
    place = ".folded" if folded.is_visible() else ".unfolded"
    if folded.is_visible():
        folded.click()
    page.locator(f"nav.path {place} a", has_text=name).click()
    page.wait_for_load_state()


def _press(page: Page, words: str) -> None:
    """Press a button or a link of the page by its words."""
    page.locator("main").locator(":is(a, button, summary)", has_text=words).first.click()
    page.wait_for_load_state()


def _top(page: Page, selector: str, gap: int = 16) -> None:
    """Scroll so that something stands at the upper edge."""
    page.locator(selector).first.evaluate("(one, gap) => scrollTo(0, one.getBoundingClientRect().top - gap)", gap)


def _home(page: Page) -> None:
    page.goto("/")


def _board(page: Page) -> None:
    _press(page, "Bảng theo dõi")


def _import(page: Page) -> None:
    _step_of_the_year(page, "Tiêu chí")
    _press(page, "Cụm thi đua số 1")
    _press(page, "Lập bảng tiêu chí")
    page.get_by_label("Tên bảng tiêu chí").fill("Bảng tiêu chí thi đua năm học 2019–2020")
    _press(page, "Lập bản dự thảo")
    _press(page, "Nhập từ Excel, CSV")
    page.locator("input[type=file]").set_input_files(TABLE_FILE)
    _press(page, "Xem trước")


def _sheet(page: Page) -> None:
    _step_of_the_year(page, "Chấm điểm")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()


def _line_on_a_phone(page: Page) -> None:
    _sheet(page)
    _top(page, "table.sheet-grid tbody tr:nth-child(2)", 0)


def _readiness(page: Page) -> None:
    _sheet(page)
    _press(page, "Gửi phiếu tự chấm")


def _grid(page: Page) -> None:
    page.goto("/")
    page.locator("ol.duties a.button", has_text="Thẩm định").first.click()
    page.locator("table[data-grid] td a").nth(2).click()
    page.locator("#dong-dang-xem summary", has_text="Điều chỉnh").click()
    page.evaluate("scrollTo(0, 0)")


def _circulation(page: Page) -> None:
    _step_of_the_year(page, "Lấy ý kiến")
    _press(page, "Xem bảng điểm")
    _top(page, "main .page-head")


def _objection(page: Page) -> None:
    _circulation(page)
    _press(page, "Mở ý kiến")


def _ranking(page: Page) -> None:
    _step_of_the_year(page, "Xếp hạng")


def _comparison(page: Page) -> None:
    _ranking(page)
    _press(page, "Tự chấm và thẩm định")


PICTURES: Sequence[Picture] = (
    Picture("nhap-bang-tieu-chi", "criteria", "chuyen-vien-tdkt", _import, 860),
    Picture("phieu-tu-cham", "self-scoring", "chuyen-vien-s2", _sheet, 900),
    Picture("kiem-tra-truoc-khi-gui", "self-scoring", "chuyen-vien-s2", _readiness, 690),
    Picture("dien-thoai", "self-scoring", "chuyen-vien-s2", _line_on_a_phone, 760, PHONE),
    Picture("viec-cua-toi", "verification", "chuyen-vien-s3", _home, 760),
    Picture("bang-theo-doi", "verification", "chuyen-vien-s3", _board, 700),
    Picture("luoi-tham-dinh", "verification", "tham-dinh-cuc-qlcl", _grid, 1690),
    Picture("lay-y-kien", "circulation", "chuyen-vien-s2", _circulation, 760),
    Picture("giai-quyet-y-kien", "circulation", "chuyen-vien-s3", _objection, 960),
    Picture("ranking", "ranked", "chuyen-vien-s3", _ranking, 1020),
    Picture("so-sanh", "ranked", "chuyen-vien-s3", _comparison, 720),
)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _served(stage: str) -> Iterator[str]:
    """The demonstration at a stage, at an address that lives as long as the block."""
    with machine.temporary_data() as extra:
        extra["THIDUA_DEMONSTRATION"] = "1"
        if run(["-m", "tools.prepare", "--demo", stage], **extra) != 0:
            raise Stop(f"Không nạp được giai đoạn “{stage}”.", f"The stage {stage} could not be loaded.")
        address = f"127.0.0.1:{_free_port()}"
        command = [str(python()), "-m", "django", "runserver", "--noreload", "--verbosity", "0", address]
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=surroundings(**extra),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://{address}", server)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()  # noqa: S310 - our own server, just started
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise Stop("Máy chủ để chụp hình không mở được.", "The server for the pictures did not start.")


def _take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        base_url=address,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": picture.width, "height": picture.height},
        reduced_motion="reduce",
        color_scheme="light",
    )
    page = context.new_page()
    page.goto("/")
    page.locator("form", has=page.locator(f'input[name=username][value="{picture.person}"]')).get_by_role(
        "button"
    ).click()
    page.wait_for_load_state()
    picture.steps(page)
    page.wait_for_load_state("networkidle")
    content = _smaller(page.screenshot())
    context.close()
    if len(content) > MOST_BYTES:
        raise Stop(f"Hình {picture.name} quá lớn.", f"The picture {picture.name} is larger than {MOST_BYTES} bytes.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    Path(FOLDER, f"{picture.name}.png").write_bytes(content)
    say(f"Đã chụp {picture.name}.png, {len(content) // 1024} KB.", "taken")


def _smaller(content: bytes) -> bytes:
    """The same picture in few colours, where the library for that is there."""
    try:
        from PIL import Image
    except ImportError:
        return content
    out = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        image.convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return min(content, out.getvalue(), key=len)


def take_pictures(names: Sequence[str] = ()) -> None:
    """Take the named pictures, or all of them."""
    from playwright.sync_api import sync_playwright

    wanted = [one for one in PICTURES if not names or one.name in names]
    program = machine.chromium()
    if program is None:
        raise Stop("Máy không có Chromium để chụp hình.", "There is no Chromium here to take pictures with.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for stage in dict.fromkeys(one.stage for one in wanted):
            with _served(stage) as address:
                for picture in wanted:
                    if picture.stage == stage:
                        _take(browser, address, picture)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python3 -m tools.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="hình", help="chỉ chụp những hình này · only these")
    asked = parser.parse_args()
    unknown = set(asked.names) - {one.name for one in PICTURES}
    if unknown:
        parser.error(", ".join(sorted(unknown)))
    try:
        take_pictures(asked.names)
    except Stop as stop:
        sys.exit(str(stop))
