"""The way of the minutes: shown to those present, corrected, signed by secretary and chair, issued."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from thidua.meetings.rules import minutes as rules

UNTIL = date(2020, 6, 15)
IN_TIME = datetime(2020, 6, 15, 16, 59, tzinfo=UTC)  # 23:59 in Hanoi
TOO_LATE = datetime(2020, 6, 15, 17, 0, tzinfo=UTC)


def test_those_present_ask_for_corrections_until_the_end_of_the_last_day() -> None:
    assert rules.may_correct(rules.SHOWN, UNTIL, IN_TIME, present=True)
    assert not rules.may_correct(rules.SHOWN, UNTIL, TOO_LATE, present=True)


def test_who_was_absent_reads_but_does_not_correct() -> None:
    finding = rules.may_correct(rules.SHOWN, UNTIL, IN_TIME, present=False)
    assert not finding
    assert "có mặt" in str(finding)


@pytest.mark.parametrize("state", [rules.DRAFT, rules.SIGNING, rules.ISSUED])
def test_nobody_corrects_what_is_not_shown(state: str) -> None:
    assert not rules.may_correct(state, UNTIL, IN_TIME, present=True)


def test_silence_until_the_last_day_is_consent() -> None:
    assert not rules.may_submit(rules.SHOWN, UNTIL, IN_TIME, 0, read_out=False)
    assert rules.may_submit(rules.SHOWN, UNTIL, TOO_LATE, 0, read_out=False)


def test_every_request_is_answered_before_signing() -> None:
    finding = rules.may_submit(rules.SHOWN, UNTIL, TOO_LATE, 2, read_out=False)
    assert not finding
    assert "2 đề nghị" in str(finding)


def test_minutes_read_out_and_passed_in_the_session_go_straight_to_signing() -> None:
    assert not rules.may_submit(rules.DRAFT, None, IN_TIME, 0, read_out=False)
    assert rules.may_submit(rules.DRAFT, None, IN_TIME, 0, read_out=True)


@pytest.mark.parametrize(
    ("signed", "missing"),
    [((), "thư ký"), (("secretary",), "chủ tọa"), (("chair",), "thư ký"), (("secretary", "chair"), "")],
)
def test_both_sign_before_the_minutes_are_issued(signed: tuple[str, ...], missing: str) -> None:
    finding = rules.may_issue(rules.SIGNING, signed)
    assert bool(finding) is (missing == "")
    assert missing in str(finding).lower()


def test_issued_minutes_do_not_change_any_more() -> None:
    for act in ("edit", "show", "correct", "submit", "reopen", "sign", "issue"):
        assert not rules.FLOW.may(act, rules.ISSUED)
