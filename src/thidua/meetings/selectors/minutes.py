"""The papers of a session as pages read them: drafts, the frozen text, corrections, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from thidua.ballots.rules import CLOSED
from thidua.ballots.selectors import rounds_about, rounds_by_question
from thidua.core.days import day_of
from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.documents.facts import letterhead_facts
from thidua.documents.rules import BornPassage, symbol_of
from thidua.documents.selectors import SignatureRow, papers_for, signatures_about, words_of
from thidua.documents.services import Draft, Issue, Signing
from thidua.foundation.refusals import NotThere
from thidua.meetings.facts.minutes import counting_facts, minutes_facts, paper_unit, secret_questions
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Correction, Minutes, Question, Session
from thidua.meetings.papers.counting import CODE, counting_paper, counting_passages
from thidua.meetings.papers.minutes import minutes_paper, minutes_passages
from thidua.meetings.policies.minutes import (
    may_bring_scan,
    may_count,
    may_keep_minutes,
    may_read_minutes,
    may_sign,
)
from thidua.meetings.rules import minutes as rules
from thidua.meetings.rules.sessions import ParticipantFacts, SessionFacts
from thidua.meetings.selectors.sessions import get_session_for
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.papers import Paper, from_json, number_line

if TYPE_CHECKING:
    from thidua.ballots.models import Round
    from thidua.documents.models import IssuedPaper

OPEN_QUESTIONS = (Question.State.DRAFT, Question.State.OPEN)


def minutes_of(session: Session) -> Minutes:
    """The minutes of a session, or fresh ones that nobody has shown yet. The caller has passed the session's gate."""
    return Minutes.objects.filter(session=session).first() or Minutes(session=session)


def get_minutes_for(viewer: Viewer, session: UUID) -> tuple[Session, Minutes]:
    """A session with minutes that the viewer may read; NotThere otherwise."""
    found = get_session_for(viewer, session)
    minutes = minutes_of(found)
    if not may_read_minutes(viewer, found, minutes):
        raise NotThere
    return found, minutes


def get_correction_for(viewer: Viewer, session: UUID, uuid: UUID) -> tuple[Session, Minutes, Correction]:
    """A request for a correction of minutes that the viewer may read."""
    found, minutes = get_minutes_for(viewer, session)
    correction = Correction.objects.filter(minutes__session=found, uuid=uuid).select_related("participant").first()
    if correction is None:
        raise NotThere
    return found, minutes, correction


def get_counting_for(viewer: Viewer, session: UUID, uuid: UUID) -> tuple[Session, Question, Round]:
    """A closed round of a session, for the counting committee and who runs the session; NotThere for others."""
    found = get_session_for(viewer, session)
    if not may_count(viewer, found, session_facts(found)):
        raise NotThere
    for question in secret_questions(found):
        for held in rounds_about(question.uuid):
            if held.uuid == uuid and held.state == CLOSED:
                return found, question, held
    raise NotThere


def get_ballot_question_for(viewer: Viewer, session: UUID, uuid: UUID) -> tuple[Session, Question]:
    """A question voted on by ballot, for those who prepare its ballots; NotThere for others."""
    found = get_session_for(viewer, session)
    question = secret_questions(found).filter(uuid=uuid).first()
    if question is None or not may_count(viewer, found, session_facts(found)):
        raise NotThere
    return found, question


def waiting_questions(session: Session) -> Finding:
    """Minutes are complete when every question has its answer."""
    waiting = session.questions.filter(state__in=OPEN_QUESTIONS).count()
    if not waiting:
        return granted()
    return refused(
        say("Còn {n} nội dung biểu quyết chưa có kết quả.", n=waiting),
        say("Hãy kết luận hoặc rút từng nội dung trước khi hoàn thành biên bản."),
    )


def passages_of(session: Session) -> tuple[BornPassage, ...]:
    """The passages of the minutes as the data give them."""
    return minutes_passages(minutes_facts(session, demonstration=False))


def minutes_draft(viewer: Viewer, session: Session, minutes: Minutes, *, demonstration: bool) -> Draft:
    """The minutes as a draft: composed from the words while they are edited, the frozen text from then on."""
    unit, day = paper_unit(session), day_of(session.starts_at)
    letterhead = letterhead_facts(unit, day)
    facts = minutes_facts(session, demonstration=demonstration)
    symbol = symbol_of(letterhead, CODE)

    def compose(words: Mapping[str, str], number: int | None, issued_on: date | None) -> Paper:  # noqa: ARG001 - no day in the head
        if minutes.text:
            return replace(from_json(minutes.text), number_line=number_line(number, symbol))
        return minutes_paper(facts, letterhead, words)

    return Draft(
        issue=issue_of(session, unit, rules.KIND, symbol, f"Biên bản {session.title}"),
        compose=compose,
        # Frozen words are no longer edited, so the page of the draft does not offer them.
        passages=() if minutes.text else minutes_passages(facts),
        may_edit=all_of([rules.FLOW.may("edit", minutes.state), may_keep_minutes(viewer, session)]),
        may_issue=all_of([rules.may_issue(minutes.state, signed(session, minutes)), may_keep_minutes(viewer, session)]),
    )


def paper_of(viewer: Viewer, session: Session, *, demonstration: bool) -> Paper:
    """The minutes with the words as they are kept, not yet numbered: what is frozen for signing."""
    draft = minutes_draft(viewer, session, Minutes(session=session), demonstration=demonstration)
    return draft.compose({one.key: one.text for one in words_of(draft)}, None, None)


def changed_since(viewer: Viewer, session: Session, minutes: Minutes) -> bool:
    """Whether the data or the words would give another text today than the one frozen for signing."""
    if not minutes.text:
        return False
    frozen = from_json(minutes.text)
    return frozen != paper_of(viewer, session, demonstration=frozen.demonstration)


def counting_draft(viewer: Viewer, session: Session, question: Question, held: Round, *, demonstration: bool) -> Draft:
    """The counting minutes of one closed round as a draft."""
    unit = paper_unit(session)
    letterhead = letterhead_facts(unit, day_of(session.starts_at))
    facts = counting_facts(session, question, held, demonstration=demonstration)
    if facts is None:
        raise NotThere
    allowed = may_count(viewer, session, session_facts(session))

    def compose(words: Mapping[str, str], number: int | None, issued_on: date | None) -> Paper:  # noqa: ARG001 - no day in the head
        return counting_paper(facts, letterhead, words, number)

    title = f"Biên bản kiểm phiếu vòng {held.number}: {question.title}"
    return Draft(
        issue=issue_of(session, unit, rules.COUNTING_KIND, symbol_of(letterhead, CODE), title, about=held.uuid),
        compose=compose,
        passages=counting_passages(facts),
        may_edit=allowed,
        may_issue=all_of([allowed, *([] if facts.head else [_no_head()])]),
    )


def issue_of(session: Session, unit: Unit, kind: str, symbol: str, title: str, about: UUID | None = None) -> Issue:
    """How a paper of the session is issued: the cluster's members read it; a council's papers are its unit's."""
    cluster = session.council.cluster
    return Issue(
        unit=unit,
        kind=kind,
        symbol=symbol,
        title=title,
        about=about or session.uuid,
        cluster=cluster,
        audience="cluster" if cluster is not None else "unit",
    )


def signer_of(facts: SessionFacts, capacity: str) -> ParticipantFacts | None:
    """Who signs in a capacity. Another capacity is NotThere."""
    if capacity not in rules.SIGNERS:
        raise NotThere
    return facts.secretary if capacity == rules.SECRETARY else facts.chair


def signing_of(viewer: Viewer, session: Session, minutes: Minutes, capacity: str, *, on_paper: bool) -> Signing:
    """What signing the minutes in a capacity means for the viewer."""
    one = signer_of(session_facts(session), capacity)
    allowed = may_bring_scan(viewer, session, minutes, one) if on_paper else may_sign(viewer, minutes, one, capacity)
    return Signing(
        about=session.uuid,
        kind=rules.KIND,
        text=minutes.text,
        # The title already names the unit.
        unit=None,
        capacity=capacity,
        signer_name=one.name if one else "",
        signer_title=one.title if one else "",
        may=allowed,
        label=f"Biên bản {session.title}",
    )


def signatures_of(session: Session) -> list[SignatureRow]:
    """Every signature ever given under the minutes, void ones too."""
    return signatures_about(session.uuid, rules.KIND)


def signed(session: Session, minutes: Minutes) -> frozenset[str]:
    """The capacities in which the text as it is frozen was signed."""
    if not minutes.text:
        return frozenset()
    return frozenset(one.capacity for one in signatures_of(session) if one.holds(minutes.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRow:
    """One round on the page of a session's papers."""

    question: Question
    round: Round
    closed: bool
    issued: IssuedPaper | None


def counting_rows(viewer: Viewer, session: Session) -> list[CountingRow]:
    """Every round of the session's ballots, with its counting minutes where they were issued."""
    issued = {one.about_uuid: one for one in reversed(papers_for(viewer)) if one.kind == rules.COUNTING_KIND}
    questions = list(secret_questions(session))
    rounds = rounds_by_question(one.uuid for one in questions)
    return [
        CountingRow(question=question, round=held, closed=held.state == CLOSED, issued=issued.get(held.uuid))
        for question in questions
        for held in rounds[question.uuid]
    ]


def readiness_to_submit(session: Session, minutes: Minutes, now: datetime) -> Finding:
    """What is still missing before the minutes go to be signed, were they not read out."""
    waiting = minutes.corrections.filter(outcome="").count() if minutes.pk else 0
    asked = rules.may_submit(minutes.state, minutes.corrections_until, now, waiting, read_out=False)
    return all_of([waiting_questions(session), asked])


def _no_head() -> Finding:
    return refused(
        say("Phiên họp chưa có ban kiểm phiếu."), say("Hãy phân công ban kiểm phiếu trong danh sách dự họp.")
    )
