"""The minutes of the closing conference: born full, shown, corrected, signed by two, issued."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import make_viewer
from tests.meetings_world import Conference
from tests.minutes_world import (
    ABSENT,
    AFTER,
    CHAIR,
    ENDED,
    MEMBER,
    SECRETARY,
    UNTIL,
    held_conference,
    minutes_now,
    person,
    shown,
    submitted,
)
from tests.questions_world import ask
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.documents.models import IssuedPaper, Signature
from thidua.documents.selectors import words_of
from thidua.documents.services import issue_draft, keep_passages, sign_on_screen
from thidua.meetings.facts.minutes import ballot_facts, counting_facts, minutes_facts, secret_questions
from thidua.meetings.models import Correction, Minutes
from thidua.meetings.papers.plain import plain_text
from thidua.meetings.selectors.minutes import (
    changed_since,
    counting_draft,
    counting_rows,
    minutes_draft,
    paper_of,
    signed,
    signing_of,
)
from thidua.meetings.services import minutes as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Conference:
    return held_conference()


def text_of(found: Conference) -> str:
    return plain_text(paper_of(person(found, SECRETARY), found.session, demonstration=False))


def edited(found: Conference, key: str, text: str) -> None:
    """The secretary edits a passage."""
    draft = minutes_draft(person(found, SECRETARY), found.session, minutes_now(found), demonstration=True)
    editions = {one.key: one.edition for one in words_of(draft)}
    keep_passages(actor=person(found, SECRETARY), now=AFTER, draft=draft, texts={key: text}, editions=editions)


def sign(found: Conference, code: str, capacity: str) -> Signature:
    signing = signing_of(person(found, code), found.session, minutes_now(found), capacity, on_paper=False)
    return sign_on_screen(actor=person(found, code), now=AFTER, signing=signing, confirmed=True)


def issue(found: Conference) -> IssuedPaper:
    minutes, leader = minutes_now(found), person(found, CHAIR)

    def then(paper: IssuedPaper) -> None:
        services.note_issued(
            actor=leader, now=AFTER, session=found.session, text_sha256=minutes.text_sha256, paper=paper.uuid
        )

    draft = minutes_draft(leader, found.session, minutes, demonstration=True)
    return issue_draft(actor=leader, now=AFTER, draft=draft, then=then)


def asked(found: Conference, code: str = MEMBER, **given: Any) -> Correction:
    told = {"passage": "different", "text": "Ghi thêm ý kiến của đơn vị tôi."} | given
    return services.ask_correction(actor=person(found, code, ENDED.date()), now=ENDED, session=found.session, **told)


def test_minutes_are_born_full_from_what_the_session_kept(held: Conference) -> None:
    text = text_of(held)
    assert "tổng số thành viên: 05 (năm)" in text
    assert "Có mặt: 04 (bốn)" in text
    assert "lý do: công tác nước ngoài" in text
    assert "bỏ phiếu kín, hai vòng" in text
    assert "Bằng phiếu" in text
    assert "Hội nghị kết thúc vào 11 giờ 00 phút, ngày 03 tháng 6 năm 2020" in text
    assert minutes_facts(held.session, demonstration=False).recipients[0].endswith("(để báo cáo)")


def test_the_counting_minutes_of_each_round_say_what_the_box_said(held: Conference) -> None:
    (question,) = secret_questions(held.session)
    first, second = counting_rows(person(held, SECRETARY), held.session)
    tie = counting_facts(held.session, question, first.round, demonstration=False)
    chosen = counting_facts(held.session, question, second.round, demonstration=False)
    assert tie is not None
    assert chosen is not None
    assert len(tie.outcome.tied) == 2
    assert tie.result.issued == tie.result.collected == 4
    assert [chosen.labels[key] for key in chosen.outcome.chosen] == [question.candidates.all()[1].label]
    assert chosen.head == held.voter("S4").name


def test_counting_minutes_are_issued_with_their_round(held: Conference) -> None:
    (question,) = secret_questions(held.session)
    row = counting_rows(person(held, SECRETARY), held.session)[0]
    leader = person(held, CHAIR)
    draft = counting_draft(leader, held.session, question, row.round, demonstration=True)
    paper = issue_draft(actor=leader, now=AFTER, draft=draft)
    assert "vòng 1" in paper.title
    assert counting_rows(leader, held.session)[0].issued == paper
    assert counting_rows(leader, held.session)[1].issued is None


def test_the_ballot_of_the_next_round_holds_only_the_tied_names() -> None:
    found = held_conference(votes=False)
    question = ask_before(found)
    assert len(ballot_facts(found.session, question, demonstration=False).options) == 3


def ask_before(found: Conference) -> Any:
    """A question put before the vote, on a session set back to its opening."""
    type(found.session).objects.filter(pk=found.session.pk).update(state="open", ended_at=None)
    found.session.refresh_from_db()
    return ask(found, "S1", "S2", "S3")


def test_minutes_go_from_draft_to_issued_with_both_signatures(held: Conference) -> None:
    shown(held)
    submitted(held, read_out=False)
    sign(held, SECRETARY, "secretary")
    assert not minutes_draft(person(held, CHAIR), held.session, minutes_now(held), demonstration=True).may_issue
    sign(held, CHAIR, "chair")
    paper = issue(held)
    minutes = minutes_now(held)
    assert minutes.state == Minutes.State.ISSUED
    assert minutes.issued_paper == paper.uuid
    assert paper.audience == "cluster"
    verbs = list(Event.objects.filter(subject_uuid=minutes.uuid).order_by("number").values_list("verb", flat=True))
    assert verbs == ["show-minutes", "submit-minutes", "issue-minutes"]


def test_the_issued_paper_is_the_signed_text_even_when_data_changed_meanwhile(held: Conference) -> None:
    submitted(held)
    frozen = minutes_now(held).text
    held.session.agenda.update(proceedings="Diễn biến khác.")
    assert changed_since(person(held, CHAIR), held.session, minutes_now(held))
    sign(held, SECRETARY, "secretary")
    sign(held, CHAIR, "chair")
    paper = issue(held)
    assert "Diễn biến khác." not in paper.data
    assert minutes_now(held).text == frozen


def test_until_the_last_day_the_text_is_not_frozen(held: Conference) -> None:
    shown(held)
    early = {"session": held.session, "edition": 1, "read_out": False, "demonstration": True}
    with pytest.raises(Refused, match="đến hết ngày 10/06/2020"):
        services.submit_minutes(actor=person(held, SECRETARY), now=ENDED, **early)


def test_who_was_there_asks_and_gets_an_answer_before_signing(held: Conference) -> None:
    shown(held)
    correction = asked(held)
    with pytest.raises(Refused, match="chưa trả lời"):
        submitted(held, read_out=False)
    services.answer_correction(
        actor=person(held, SECRETARY),
        now=AFTER,
        session=held.session,
        correction=correction,
        outcome="taken",
        answer="",
    )
    edited(held, "different", "Ý kiến khác: Sở S2 đề nghị xem lại tiêu chí 3.")
    submitted(held, read_out=False)
    assert "Sở S2 đề nghị xem lại tiêu chí 3." in minutes_now(held).text


def test_declining_a_correction_needs_words_and_answers_once(held: Conference) -> None:
    shown(held)
    correction = asked(held)
    given = {"actor": person(held, SECRETARY), "now": AFTER, "session": held.session, "correction": correction}
    with pytest.raises(BadInput, match="vì sao"):
        services.answer_correction(**given, outcome="declined", answer=" ")
    services.answer_correction(**given, outcome="declined", answer="Ý kiến này không được nêu tại hội nghị.")
    with pytest.raises(Refused, match="đã được trả lời"):
        services.answer_correction(**given, outcome="taken", answer="")


def test_who_was_absent_or_too_late_does_not_correct(held: Conference) -> None:
    shown(held)
    with pytest.raises(Refused, match="có mặt"):
        asked(held, ABSENT)
    late = {"session": held.session, "passage": "different", "text": "Quá muộn rồi."}
    with pytest.raises(Refused, match="hết hạn"):
        services.ask_correction(actor=person(held, MEMBER), now=AFTER, **late)
    with pytest.raises(BadInput, match="Chưa chọn phần"):
        asked(held, passage="no-such-passage")


def test_a_text_changed_after_a_signature_is_reopened_with_a_reason_and_the_signature_is_void(held: Conference) -> None:
    submitted(held)
    signature = sign(held, SECRETARY, "secretary")
    given = {"actor": person(held, SECRETARY), "now": AFTER, "session": held.session}
    with pytest.raises(BadInput, match="lý do"):
        services.reopen_minutes(**given, edition=minutes_now(held).edition, reason="")
    services.reopen_minutes(**given, edition=minutes_now(held).edition, reason="Ghi sai tên địa điểm.")
    edited(held, "opening", "Thời gian bắt đầu: 08 giờ.\nĐịa điểm: Hội trường B.")
    submitted(held)
    assert not signature.holds(minutes_now(held).text)
    assert signed(held.session, minutes_now(held)) == frozenset()
    assert sign(held, SECRETARY, "secretary").holds(minutes_now(held).text)


def test_frozen_words_are_not_edited(held: Conference) -> None:
    submitted(held)
    with pytest.raises(Refused):
        edited(held, "different", "Thêm một ý.")


def test_each_signs_only_for_oneself(held: Conference) -> None:
    submitted(held)
    for code, capacity in ((CHAIR, "secretary"), (MEMBER, "chair")):
        with pytest.raises(Refused, match="Chỉ"):
            sign(held, code, capacity)


def test_minutes_wait_for_every_question(held: Conference) -> None:
    found = held
    type(found.session).objects.filter(pk=found.session.pk).update(state="open", ended_at=None)
    found.session.refresh_from_db()
    ask(found, "S1", "S2", title="Bầu cụm phó")
    type(found.session).objects.filter(pk=found.session.pk).update(state="ended", ended_at=ENDED)
    found.session.refresh_from_db()
    with pytest.raises(Refused, match="1 nội dung biểu quyết"):
        submitted(found)


def test_nobody_closes_the_minutes_of_a_session_that_goes_on() -> None:
    found = held_conference(votes=False)
    type(found.session).objects.filter(pk=found.session.pk).update(state="open", ended_at=None)
    found.session.refresh_from_db()
    with pytest.raises(Refused, match="chưa kết thúc"):
        submitted(found)


def test_a_member_or_a_stranger_does_not_show_or_submit(held: Conference) -> None:
    for actor in (person(held, MEMBER), make_viewer(held.one.organiser)):
        with pytest.raises(Refused):
            services.show_minutes(actor=actor, now=ENDED, session=held.session, until=UNTIL, edition=0)


def test_two_who_act_at_once_do_not_overwrite_each_other(held: Conference) -> None:
    shown(held)
    with pytest.raises(Stale):
        services.reopen_minutes(
            actor=person(held, SECRETARY), now=AFTER, session=held.session, edition=0, reason="Sửa lại."
        )


def test_the_day_shown_until_has_not_passed(held: Conference) -> None:
    with pytest.raises(BadInput, match="đã qua"):
        services.show_minutes(
            actor=person(held, SECRETARY), now=ENDED, session=held.session, until=UNTIL - timedelta(days=30), edition=0
        )


def test_what_is_issued_after_a_reopening_is_refused(held: Conference) -> None:
    submitted(held)
    with pytest.raises(Stale):
        services.note_issued(
            actor=person(held, CHAIR), now=AFTER, session=held.session, text_sha256="0" * 64, paper=held.session.uuid
        )
