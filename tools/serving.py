"""Serving, loading the demonstration, starting over."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from pathlib import Path

from tools.house import ROOT, WINDOWS, Stop, become, data, database_url, run, say
from tools.installing import ready_to_serve

APPLICATION = "thidua.config.wsgi:application"
STAGES = (
    "school",
    "criteria",
    "registration",
    "pledge",
    "self-scoring",
    "verification",
    "circulation",
    "ranked",
    "conference",
    "closed",
)
FIRST_STAGE = "verification"  # a first visitor finds work to do and results to see
OURS = "thidua-data"  # an empty file that marks a folder as ours to empty
DEMONSTRATION = "demonstration"  # an empty file that says the data are made up


def serve(arguments: list[str]) -> int:
    """Set up what is missing, then serve on this machine only."""
    parser = argparse.ArgumentParser(prog="run.py serve", description=serve.__doc__)
    parser.add_argument("--port", type=int, default=8000, help="cổng · port (8000)")
    parser.add_argument("--without-demo", action="store_true", help="không nạp dữ liệu minh hoạ · start empty")
    asked = parser.parse_args(arguments)
    ready_to_serve()
    _refuse_taken_port(asked.port)
    prepare([] if asked.without_demo else ["--demo", FIRST_STAGE, "--if-empty"])
    address = f"127.0.0.1:{asked.port}"
    say(f"Mở trình duyệt tại http://{address} — nhấn Ctrl+C để dừng.", "open this address; Ctrl+C stops")
    become(_windows_server(address) if WINDOWS else _server(address), **demonstrating())


def _server(address: str) -> list[str]:
    many = ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    quiet = ["--log-level", "warning", "--pid", str(data() / "server.pid")]
    return ["-m", "gunicorn", "--bind", address, *many, *quiet, APPLICATION]


def _windows_server(address: str) -> list[str]:
    return ["-m", "waitress", f"--listen={address}", "--threads=8", APPLICATION]


def demo(arguments: list[str]) -> int:
    """Replace the demonstration by the same year at another stage."""
    parser = argparse.ArgumentParser(prog="run.py demo", description=demo.__doc__)
    parser.add_argument("--stage", choices=STAGES, default=FIRST_STAGE, help="giai đoạn · stage")
    asked = parser.parse_args(arguments)
    ready_to_serve()
    folder = data()
    if _sqlite().exists() and not (folder / DEMONSTRATION).exists():
        raise Stop(
            f"Thư mục {folder} đang có dữ liệu không phải minh hoạ, nên không nạp đè. "
            "Hãy đặt THIDUA_DATA sang một thư mục khác, hoặc chạy “python3 run.py reset” nếu chắc chắn muốn xoá.",
            f"{folder} holds data that are not the demonstration; nothing was changed.",
        )
    _refuse_running_server()
    if not database_url():
        _empty(folder)
    prepare(["--demo", asked.stage])
    say(f"Đã nạp dữ liệu minh hoạ ở giai đoạn “{asked.stage}”. Chạy “python3 run.py” để mở.", "loaded")
    return 0


def reset(arguments: list[str]) -> int:
    """Delete everything this installation stores, and nothing else."""
    parser = argparse.ArgumentParser(prog="run.py reset", description=reset.__doc__)
    parser.add_argument("--yes", action="store_true", help="không hỏi lại · do not ask")
    asked = parser.parse_args(arguments)
    folder = data()
    if database_url():
        raise Stop(
            "Dữ liệu nằm ở cơ sở dữ liệu khai báo trong THIDUA_DATABASE_URL; lệnh này không xoá cơ sở dữ liệu đó.",
            "The data are in the database named by THIDUA_DATABASE_URL; this command does not delete it.",
        )
    if not folder.exists() or not any(folder.iterdir()):
        say("Chưa có dữ liệu nào để xoá.", "there is nothing to delete")
        return 0
    _refuse_running_server()
    _refuse_strange_folder(folder)
    say(f"Sẽ xoá toàn bộ dữ liệu trong {folder}, kể cả tệp minh chứng.", "everything in it will be deleted")
    if not asked.yes and not _agreed(folder):
        say("Không xoá gì.", "nothing was deleted")
        return 1
    _empty(folder)
    say("Đã xoá. Chạy “python3 run.py” để bắt đầu lại.", "deleted; run again to start over")
    return 0


def prepare(arguments: list[str]) -> None:
    """Bring catalogue, database and static files up to date."""
    folder = data()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OURS).touch()
    if run(["-m", "tools.prepare", *arguments], **demonstrating()) != 0:
        raise Stop(
            "Chưa chuẩn bị xong dữ liệu (xem lý do ở trên); chưa mở hệ thống.",
            "The data could not be prepared (reason above); nothing is served.",
        )


def demonstrating() -> dict[str, str]:
    """The setting that shows the banner and the personas, where the stored data are the demonstration."""
    return {"THIDUA_DEMONSTRATION": "1"} if (data() / DEMONSTRATION).exists() else {}


def _sqlite() -> Path:
    return data() / "thidua.sqlite3"


def _agreed(folder: Path) -> bool:
    if not sys.stdin.isatty():
        return folder == ROOT / "var"  # a folder somebody chose is emptied only on their word
    answer = input("Gõ “xoá” để tiếp tục (type “xoá” or “yes” to go on): ")
    return answer.strip().casefold() in ("xoá", "xóa", "xoa", "yes")


def _empty(folder: Path) -> None:
    try:
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    except OSError as error:
        raise Stop(
            f"Không xoá được {error.filename}. Hãy dừng hệ thống đang chạy rồi thử lại.",
            "Something could not be deleted. Stop the running server and try again.",
        ) from error


def _refuse_strange_folder(folder: Path) -> None:
    if folder != ROOT / "var" and not (folder / OURS).exists():
        raise Stop(
            f"{folder} không phải thư mục dữ liệu do Thi Đua tạo, nên không xoá.",
            "That folder was not made by Thi Đua; nothing was deleted.",
        )


def _refuse_running_server() -> None:
    try:
        os.kill(int((data() / "server.pid").read_text("utf-8")), 0)
    except (OSError, ValueError):
        return
    raise Stop(
        "Hệ thống đang chạy trên dữ liệu này. Hãy dừng nó (Ctrl+C ở cửa sổ đang chạy) rồi thử lại.",
        "The server is running on these data. Stop it (Ctrl+C in its window) and try again.",
    )


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        if not WINDOWS:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Stop(
                f"Cổng {port} đang được chương trình khác dùng hoặc không hợp lệ. Hãy chọn cổng khác: --port 8001",
                f"Port {port} is taken or not valid. Choose another: --port 8001",
            ) from error
