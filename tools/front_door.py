"""The verbs of `run.py`: what each is called, what it promises, who does it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

from tools import checking, machine, serving, testing
from tools.house import ROOT, Stop, become, run, say
from tools.installing import ready, ready_to_serve

Verb = Callable[[list[str]], int]


def score(arguments: list[str]) -> int:
    """Rank a table of scores from files, without database or server."""
    ready("runtime")
    become(["-m", "thidua.cli", "score", *arguments])


def law(verb: str) -> Verb:
    """Ask the law from the command line, without database or server."""

    def ask(arguments: list[str]) -> int:
        ready("runtime")
        become(["-m", "thidua.cli", verb, *arguments])

    return ask


def manage(arguments: list[str]) -> int:
    """Hand over to Django's own commands."""
    ready_to_serve()
    become(["-m", "django", *arguments])


def messages(arguments: list[str]) -> int:
    """Bring the English catalogue up to date with the sentences in the source."""
    ready("runtime")
    return run(["-m", "tools.catalogue", "refresh", *arguments])


def bench(arguments: list[str]) -> int:
    """Run every measurement in bench/, or only those whose name is given."""
    ready("dev")
    chosen = [
        script
        for script in sorted((ROOT / "bench").glob("*.py"))
        if not script.name.startswith("_") and (not arguments or script.stem in arguments)
    ]
    if not chosen:
        raise Stop(
            "Không có phép đo nào mang tên này trong thư mục bench/.",
            "There is no measurement of that name in bench/.",
        )
    with machine.temporary_data() as extra:
        return max(run(["-m", f"bench.{script.stem}"], **extra) for script in chosen)


VERBS: dict[str, tuple[Verb, str, str]] = {
    "serve": (serving.serve, "cài đặt nếu cần rồi mở hệ thống (mặc định)", "set up if needed, then serve (default)"),
    "demo": (serving.demo, "nạp dữ liệu minh hoạ ở một giai đoạn: --stage TÊN", "load the demonstration at a stage"),
    "reset": (serving.reset, "xoá dữ liệu và làm lại từ đầu", "delete the data and start over"),
    "test": (testing.test, "chạy mọi kiểm thử", "run every test"),
    "check": (checking.check, "kiểm tra mã nguồn, kiểu, ranh giới, bản dịch", "lint, types, contracts, catalogue"),
    "bench": (bench, "đo tốc độ", "measure speed"),
    "messages": (messages, "cập nhật danh mục bản dịch tiếng Anh", "refresh the English catalogue"),
    "score": (score, "chấm và xếp hạng từ tệp: score --table … --scores …", "score and rank from files"),
    "explain": (law("explain"), "kết luận một danh hiệu theo quy định của ngày", "judge one title by the law of a day"),
    "law": (law("law"), "so sánh quy định giữa hai ngày: law diff", "compare the law of two days: law diff"),
    "check-law": (law("check-law"), "kiểm tra bộ quy định và trường hợp mẫu", "check the law and its cases"),
    "glossary": (law("glossary"), "in bảng thuật ngữ", "print the glossary"),
    "manage": (manage, "chạy một lệnh quản trị của Django", "run a Django management command"),
}


def overview() -> str:
    """Every verb in one line."""
    lines = [f"  {name:<9} {vietnamese} · {english}" for name, (_, vietnamese, english) in VERBS.items()]
    title = "Thi Đua: python3 run.py [lệnh] [tuỳ chọn]   (python3 run.py [verb] [options])"
    return "\n".join([title, "", *lines, "", "  <lệnh> --help   tuỳ chọn của lệnh · options of a verb"])


def main(arguments: list[str]) -> int:
    """Do what was asked; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # Asked to end, we end in order: what we started is stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    if not arguments or arguments[0].startswith("-"):
        arguments = ["serve", *arguments]
    name, rest = arguments[0], arguments[1:]
    if name not in VERBS:
        say(f"Không có lệnh “{name}”.", f"there is no verb “{name}”")
        print(overview())
        return 2
    try:
        return VERBS[name][0](rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        say("\nĐã dừng.", "stopped")
        return 130
