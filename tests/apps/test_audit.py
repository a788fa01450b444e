"""The history only grows, and says when somebody touched it."""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction

import thidua
from tests.append_only import lifted
from tests.factories import NOW, make_unit, make_viewer
from thidua.audit.models import Event, Head
from thidua.audit.rules.words import WORDS
from thidua.audit.selectors import chain_break, history_of
from thidua.audit.services import record
from thidua.audit.services.append_only import guarded_tables, unguarded
from thidua.organisations.models import Post, Unit
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("S3")


@pytest.fixture
def actor(unit: Unit) -> Viewer:
    return make_viewer(unit, Post.Role.HEAD)


def append(unit: Unit, actor: Viewer, reason: str = "Sửa cho đúng quyết định") -> Event:
    with transaction.atomic():
        return record(verb="rename-unit", actor=actor, subject=unit, at=NOW, reason=reason)


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def saved_again(event: Event) -> None:
    event.reason = "Lý do khác"
    with transaction.atomic():
        event.save()


CHANGES: dict[str, Callable[[Event], object]] = {
    "save": saved_again,
    "update": lambda event: transaction.atomic(Event.objects.filter(pk=event.pk).update)(reason="Lý do khác"),
    "delete": lambda event: transaction.atomic(event.delete)(),
    "delete a set": lambda _: transaction.atomic(Event.objects.all().delete)(),
    "raw update": lambda _: sql("UPDATE audit_event SET reason = 'x'"),
    "raw delete": lambda _: sql("DELETE FROM audit_event"),
}


@pytest.mark.parametrize("way", CHANGES)
def test_no_way_of_writing_changes_an_event(way: str, unit: Unit, actor: Viewer) -> None:
    event = append(unit, actor)
    with pytest.raises(IntegrityError, match="only grows"):
        CHANGES[way](event)
    assert Event.objects.get(pk=event.pk).reason == "Sửa cho đúng quyết định"
    assert chain_break() is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_history_cannot_be_emptied_at_one_stroke(unit: Unit, actor: Viewer) -> None:
    append(unit, actor)
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="only grows"):
        sql("TRUNCATE audit_event CASCADE")


def test_verifications_and_issued_papers_are_guarded_too() -> None:
    assert {"audit_event", "documents_issuedpaper", "scoring_verificationact"} <= set(guarded_tables())
    assert unguarded(connection) == []


def test_an_event_outside_the_transaction_of_its_act_is_refused(
    unit: Unit, actor: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "get_connection", lambda: SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(verb="rename-unit", actor=actor, subject=unit, at=NOW)


def test_an_act_that_fails_leaves_no_event(unit: Unit, actor: Viewer) -> None:
    append(unit, actor)

    def fail_half_way() -> None:
        with transaction.atomic():
            record(verb="rename-unit", actor=actor, subject=unit, at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert Event.objects.count() == 1
    assert chain_break() is None


def verified() -> str:
    told = StringIO()
    call_command("verify_audit", stdout=told)
    return told.getvalue()


def test_an_untouched_history_verifies_and_prints_its_last_code(unit: Unit, actor: Viewer) -> None:
    assert "0 sự kiện" in verified()
    for _ in range(3):
        last = append(unit, actor)
    assert f"Nhật ký nguyên vẹn: 3 sự kiện, mã cuối cùng {last.hash}" in verified()


TAMPERING = {
    "a reason rewritten": ("UPDATE audit_event SET reason = 'khác' WHERE number = 2", 2),
    "an actor renamed": ("UPDATE audit_event SET actor_name = 'Người khác' WHERE number = 3", 3),
    "an event taken out": ("DELETE FROM audit_event WHERE number = 2", 2),
    "the last event taken out": ("DELETE FROM audit_event WHERE number = 4", 4),
    "the first event taken out": ("DELETE FROM audit_event WHERE number = 1", 1),
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_whoever_lifts_the_guard_and_tampers_is_found_out(kind: str, unit: Unit, actor: Viewer) -> None:
    statement, first = TAMPERING[kind]
    for _ in range(4):
        append(unit, actor)
    with lifted():
        sql(statement)
    with pytest.raises(CommandError, match=f"từ sự kiện số {first}"):
        verified()


def test_a_missing_guard_is_told_even_while_the_chain_holds(unit: Unit, actor: Viewer) -> None:
    append(unit, actor)
    with lifted(), pytest.raises(CommandError, match="không còn được bảo vệ: audit_event"):
        verified()
    assert "nguyên vẹn" in verified()


def test_history_is_told_in_words_newest_first(unit: Unit, actor: Viewer) -> None:
    append(unit, actor, reason="Theo quyết định minh hoạ")
    with transaction.atomic():
        record(verb="move-unit", actor=actor, subject=unit, at=NOW)
    newest, oldest = history_of(unit.uuid)
    assert str(newest.words) == f"{actor.name} đã chuyển đơn vị cấp trên."
    assert str(oldest.words) == f"{actor.name} đã đổi tên đơn vị."
    assert oldest.reason == "Theo quyết định minh hoạ"
    assert history_of(make_unit("S4", starts_on=date(2000, 1, 1)).uuid) == []


def verbs_in_source() -> dict[str, str]:
    """Patterns of the verbs that every `record(verb=…)` in the source can take, with the file that says it."""
    found: dict[str, str] = {}
    for path in Path(thidua.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
                for verb in (k.value for k in node.keywords if k.arg == "verb"):
                    found.update(dict.fromkeys(patterns(verb), path.name))
    return found


def patterns(verb: ast.expr) -> list[str]:
    """`"a-b"` gives a-b, `f"{act}-line"` gives .+-line, `"x" if … else "y"` gives both; a bare name gives none."""
    if isinstance(verb, ast.JoinedStr):
        return ["".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in verb.values)]
    return [re.escape(n.value) for n in ast.walk(verb) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_every_verb_has_words() -> None:
    verbs = verbs_in_source()
    assert "rename\\-unit" in verbs, "the search for verbs finds none"
    missing = {verb: file for verb, file in verbs.items() if not any(re.fullmatch(verb, known) for known in WORDS)}
    assert missing == {}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_two_people_acting_at_once_keep_one_chain() -> None:
    unit = make_unit("S3")
    actors = [make_viewer(unit) for _ in range(4)]
    start = threading.Barrier(len(actors))

    def act(actor: Viewer) -> None:
        start.wait()
        try:
            for _ in range(5):
                append(unit, actor)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.count() == 20
    assert Head.objects.get().number == 20
    assert chain_break() is None
