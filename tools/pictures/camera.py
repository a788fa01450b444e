"""Loads a stage, serves it, walks to a scene and takes its picture. vi: chụp hình."""

from __future__ import annotations

import contextlib
import io
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tools import machine
from tools.house import ROOT, Stop, python, run, say, surroundings
from tools.pictures.scenes import PICTURES, Picture, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 120 * 1024
COLOURS = 128
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
    sign_in(page, picture.person)
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
        for setting in dict.fromkeys(one.setting for one in wanted):
            with _served(setting[0]) as address:
                for picture in wanted:
                    if picture.setting == setting:
                        _take(browser, address, picture)
        browser.close()
