"""`thidua explain`, `check-law`, `law diff`, `glossary`: the law from the command line, without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from thidua.cli import main

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "docs" / "vi-du" / "giao-vien.json"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize(
    "title", ["cstđcs", "CSTDCS", "chien-si-thi-dua-co-so", "Chiến sĩ thi đua cơ sở", "chien si thi dua co so"]
)
def test_a_title_is_asked_by_code_name_or_abbreviation(capsys: pytest.CaptureFixture[str], title: str) -> None:
    code, out, _ = run(capsys, "explain", title, "--on", "2025-06-01", "--facts", FACTS)

    assert code == 0
    assert out.startswith("Cô Nguyễn Thị Minh Hoạ đủ tiêu chuẩn Chiến sĩ thi đua cơ sở năm học 2024–2025:")
    assert "Điều 23 Luật Thi đua, khen thưởng 2022" in out
    assert "Dạy học theo trạm ở lớp 4 (15/QĐ-THMH ngày 18/04/2025)" in out


def test_the_answer_and_the_facts_are_as_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    _, schema, _ = run(capsys, "explain", "--schema")
    schemas = json.loads(schema)
    code, out, _ = run(capsys, "explain", "cstđcs", "--on", "01/06/2025", "--facts", FACTS, "--json")
    answer: dict[str, Any] = json.loads(out)

    for one in schemas.values():
        jsonschema.Draft202012Validator.check_schema(one)
    jsonschema.validate(json.loads(FACTS.read_text("utf-8")), schemas["facts"])
    jsonschema.validate(answer, schemas["answer"])
    assert code == 0
    assert answer["answer"] == "granted"
    assert len(answer["rulebook"]) == 64


def test_the_schema_refuses_what_the_reader_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = json.loads(FACTS.read_text("utf-8")) | {"colour": "đỏ", "year": "2024?"}
    file = tmp_path / "sai.json"
    file.write_text(json.dumps(wrong, ensure_ascii=False), "utf-8")
    _, schema, _ = run(capsys, "explain", "--schema")

    code, out, err = run(capsys, "explain", "cstđcs", "--on", "2025-06-01", "--facts", file)

    assert (code, out) == (2, "")
    assert "sai.json: colour: Không có mục nào tên “colour” ở đây." in err
    assert "sai.json: year: Ở đây cần một số nguyên." in err
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(schema)["facts"])


def test_the_day_the_dossier_was_received_chooses_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("explain", "chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh", "--on", "2026-10-15", "--facts", FACTS)

    _, without, _ = run(capsys, *asked)
    _, before, _ = run(capsys, *asked, "--received", "2026-09-20")

    assert without.startswith("Chưa kết luận được")
    assert "nếu nhận trước ngày 01/10/2026 thì xét theo quy định cũ" in without
    assert "không đủ tiêu chuẩn" in before.splitlines()[0]
    assert "Điều 22 Luật Thi đua, khen thưởng 2022" in before
    assert "Xét theo quy định có hiệu lực đến hết ngày 30/09/2026" in before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explain", "cstđcs"), "Cần có danh hiệu, --on và --facts."),
        (
            ("explain", "giải nhất", "--on", "2025-06-01", "--facts", FACTS),
            "Không có danh hiệu, hình thức “giải nhất”.",
        ),
        (("explain", "cstđcs", "--on", "2025-06-01", "--facts", "khong-co.json"), "Không đọc được tệp."),
        (("check-law", "--cases", "khong-co"), "Không thấy trường hợp mẫu nào ở đây."),
    ],
)
def test_bad_input_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[object, ...], told: str
) -> None:
    code, out, err = run(capsys, *words)

    assert (code, out) == (2, "")
    assert told in err


def test_a_day_that_is_no_day_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["explain", "cstđcs", "--on", "31/02/2025", "--facts", str(FACTS)])
    assert "“31/02/2025” không phải là ngày" in capsys.readouterr().err


def test_the_law_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Every reference lives, every standard has its cases, every day of change has the day before."""
    code, out, _ = run(capsys, "check-law", "--cases", ROOT / "tests" / "law" / "cases")

    assert code == 0, out
    assert "Không có điều gì cần sửa." in out


def test_a_standard_without_cases_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one = ROOT / "tests" / "law" / "cases" / "lao-dong-tien-tien.yaml"
    (tmp_path / one.name).write_text(one.read_text("utf-8"), "utf-8")

    code, out, _ = run(capsys, "check-law", "--cases", tmp_path)

    assert code == 1
    assert "chưa có trường hợp mẫu cho kết luận “granted”" in out


def test_two_days_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    _, changed, _ = run(capsys, "law", "diff", "2023-12-31", "2024-01-01")
    _, same, _ = run(capsys, "law", "diff", "2024-03-01", "2024-03-02")

    assert "Chiến sĩ thi đua cơ sở" in changed
    assert "không có gì thay đổi" in same


def test_the_glossary_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "glossary")

    assert "| `Unit` | đơn vị |" in out


def test_it_needs_no_database() -> None:
    """The command runs where there is no Django at all."""
    script = (
        "import sys; sys.modules['django'] = None; from thidua.cli import main;"
        f"sys.exit(main(['explain', 'ldtt', '--on', '2025-06-01', '--facts', {str(FACTS)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "đủ tiêu chuẩn Lao động tiên tiến" in done.stdout
