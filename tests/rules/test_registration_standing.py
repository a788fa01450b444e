"""Who does not register or does not sign is not considered, unless minutes say otherwise. source: R1.12."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.findings import Answer
from thidua.registration.rules.registrations import ACCEPTED, DRAFT, MISSING, RETURNED, SENT, STATE_WORDS, WITHDRAWN
from thidua.registration.rules.standing import UNREGISTERED, UNSIGNED, OverrideFacts, StandingFacts, consideration

BY, SIGN_BY, CLOSING = date(2019, 12, 27), date(2020, 2, 15), date(2020, 7, 3)
IN_ORDER = StandingFacts(4, ACCEPTED, BY, signed=True, sign_by=SIGN_BY)
MINUTES = OverrideFacts(4, UNREGISTERED, "02/BB-CTĐ1", date(2020, 7, 3), "đăng ký thất lạc do bão")


def test_who_registered_and_signed_is_considered() -> None:
    assert consideration(IN_ORDER, CLOSING)


@pytest.mark.parametrize("state", [MISSING, DRAFT, RETURNED, WITHDRAWN])
def test_who_did_not_register_is_not_and_the_clause_is_cited(state: str) -> None:
    found = consideration(replace(IN_ORDER, state=state), CLOSING)
    assert found.answer is Answer.REFUSED
    assert str(found.reasons[0].citation) == "Mục IV.3 Quy chế hoạt động của cụm thi đua"


def test_sent_and_waiting_is_not_yet_known() -> None:
    assert consideration(replace(IN_ORDER, state=SENT), CLOSING).answer is Answer.UNDETERMINED


def test_before_the_last_day_nothing_is_decided_yet() -> None:
    assert consideration(replace(IN_ORDER, state=MISSING), BY).answer is Answer.UNDETERMINED
    assert consideration(replace(IN_ORDER, state=WITHDRAWN), BY).answer is Answer.REFUSED
    assert consideration(replace(IN_ORDER, signed=False), SIGN_BY).answer is Answer.UNDETERMINED


def test_who_did_not_sign_is_not_considered() -> None:
    found = consideration(replace(IN_ORDER, signed=False), CLOSING)
    assert (found.answer, str(found)) == (Answer.REFUSED, "Đơn vị không ký giao ước thi đua.")


def test_a_year_without_the_steps_asks_nothing() -> None:
    assert consideration(StandingFacts(4), CLOSING)
    assert consideration(replace(IN_ORDER, signed=None), CLOSING)


def test_minutes_lift_one_ground_and_say_so() -> None:
    neither = replace(IN_ORDER, state=MISSING, signed=False)
    found = consideration(replace(neither, signed=True), CLOSING, [MINUTES])
    assert found
    assert "biên bản 02/BB-CTĐ1 ngày 03/07/2020" in str(found)
    still = consideration(neither, CLOSING, [MINUTES])
    assert (still.answer, str(still)) == (Answer.REFUSED, "Đơn vị không ký giao ước thi đua.")
    assert consideration(neither, CLOSING, [MINUTES, replace(MINUTES, ground=UNSIGNED)])
    assert not consideration(neither, CLOSING, [replace(MINUTES, unit_id=5), replace(MINUTES, ground=UNSIGNED)])


@given(
    st.sampled_from(list(STATE_WORDS)),
    st.none() | st.booleans(),
    st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1)),
    st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1)),
    st.dates(date(2019, 1, 1), date(2021, 1, 1)),
)
def test_nobody_is_refused_without_a_reason_and_minutes_always_help(
    state: str, signed: bool | None, register_by: date | None, sign_by: date | None, day: date
) -> None:
    facts = StandingFacts(4, state, register_by, signed, sign_by)
    found = consideration(facts, day)
    assert found or found.reasons
    assert consideration(facts, day, [MINUTES, replace(MINUTES, ground=UNSIGNED)])
