"""`run.py`: what it lists, what it refuses, and what it never deletes."""

from __future__ import annotations

import ast
import re
import runpy
import sys
from pathlib import Path

import pytest

from tools import front_door, postgres, serving, testing
from tools.house import ROOT, Stop
from tools.testing import Suite

STARTS = re.compile(r"python3 run\.py ?([a-z][\w-]*)?([^`\n]*)")


def test_every_verb_has_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert front_door.main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for verb in front_door.VERBS:
        assert len([line for line in lines if line.startswith(f"  {verb} ")]) == 1


def test_an_unknown_verb_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert front_door.main(["dance"]) == 2
    said = capsys.readouterr().out
    assert "Không có lệnh “dance”" in said
    assert "serve" in said


def test_an_old_python_is_told_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 4))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "run.py"))
    assert stopped.value.code == 2
    assert "Python 3.11 or newer is needed; this is Python 3.9" in capsys.readouterr().err


def test_the_commands_in_the_documents_exist() -> None:
    found = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]:
        for verb, rest in STARTS.findall(path.read_text("utf-8")):
            stage = re.search(r"--stage ([a-z][\w-]*)", rest)
            if (verb and verb not in front_door.VERBS) or (stage and stage.group(1) not in serving.STAGES):
                found.append(f"{path.relative_to(ROOT)}: {verb}{rest}")
    assert found == []


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this software, and something beside it that is not."""
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "thidua.sqlite3").write_text("", "utf-8")
    (folder / "files" / "minh-chung.pdf").write_text("", "utf-8")
    (tmp_path / "beside.txt").write_text("", "utf-8")
    monkeypatch.setenv("THIDUA_DATA", str(folder))
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    return folder


def test_reset_empties_its_own_folder_and_nothing_else(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (store / serving.OURS).touch()
    assert serving.reset(["--yes"]) == 0
    assert list(store.iterdir()) == []
    assert (store.parent / "beside.txt").exists()
    assert f"Sẽ xoá toàn bộ dữ liệu trong {store}" in capsys.readouterr().out


def test_reset_leaves_a_link_s_target_alone(store: Path) -> None:
    (store / serving.OURS).touch()
    (store / "link").symlink_to(store.parent, target_is_directory=True)
    assert serving.reset(["--yes"]) == 0
    assert (store.parent / "beside.txt").exists()


def test_reset_refuses_a_folder_it_did_not_make(store: Path) -> None:
    with pytest.raises(Stop, match="không phải thư mục dữ liệu do Thi Đua tạo"):
        serving.reset(["--yes"])
    assert (store / "thidua.sqlite3").exists()


def test_reset_of_a_chosen_folder_waits_for_a_word(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (store / serving.OURS).touch()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "không")
    assert serving.reset([]) == 1
    assert (store / "thidua.sqlite3").exists()
    monkeypatch.setattr("builtins.input", lambda _: "XOÁ")
    assert serving.reset([]) == 0
    assert not (store / "thidua.sqlite3").exists()


def test_reset_does_not_pretend_to_empty_a_database_server(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Stop, match="THIDUA_DATABASE_URL"):
        serving.reset(["--yes"])


def test_the_demonstration_never_replaces_real_data(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ready_to_serve", lambda: None)
    with pytest.raises(Stop, match="không nạp đè"):
        serving.demo(["--stage", "ranked"])
    assert (store / "thidua.sqlite3").exists()


def test_the_suites_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    pure, apps = Suite("pure", [], closing="7 passed, 1 skipped in 0.10s"), Suite("apps", [], closing="x", code=1)
    pure.counts.update(passed=7, skipped=1)
    apps.counts.update(passed=3, failed=2)
    assert testing._conclude([pure, apps], "sqlite", 4.5) == 1
    assert capsys.readouterr().out.splitlines()[-1].strip("= ") == "2 failed, 10 passed, 1 skipped in 4.50s"


def test_a_suite_that_broke_before_counting_counts_as_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert testing._conclude([Suite("apps", [], code=4)], "sqlite", 0) == 1
    assert "1 error" in capsys.readouterr().out


def test_paths_choose_their_suite() -> None:
    assert [suite.name for suite in testing._suites(["tests/core/test_core.py"])] == ["pure"]
    assert [suite.name for suite in testing._suites(["tests/architecture"])] == ["apps", "browser"]


@pytest.mark.skipif(postgres._find() is None, reason="PostgreSQL is not installed on this machine")
def test_the_private_server_is_gone_after_a_failure() -> None:
    addresses = []

    def fail_on_it() -> None:
        with postgres.private_server() as address:
            addresses.append(address)
            raise RuntimeError("a test failed")

    with pytest.raises(RuntimeError, match="a test failed"):
        fail_on_it()
    serving._refuse_taken_port(int(addresses[0].rpartition(":")[2].partition("/")[0]))
