"""The papers of the demonstration's closed year: each is born from the data, signed where it must be, and issued."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from thidua.demo.world import LEADER, World
from thidua.demo.year import moment
from thidua.documents.services import Draft, issue_draft, keep_passages, sign_on_screen
from thidua.meetings.models import Session
from thidua.meetings.selectors.minutes import minutes_draft, minutes_of, signing_of
from thidua.meetings.services.invitation import invitation_draft
from thidua.meetings.services.minutes import (
    answer_correction,
    ask_correction,
    note_issued,
    show_minutes,
    submit_minutes,
)
from thidua.registration.models import Pledge
from thidua.registration.services.papers import list_draft
from thidua.registration.services.pledge_sheets import pledge_sheet_draft
from thidua.reports.services import year_report_draft
from thidua.selection.models import SelectionCase
from thidua.selection.selectors.case import sight_of
from thidua.selection.services.papers import proposal_draft


def issue_opening(world: World) -> None:
    """The registration list and the pledge sheet."""
    now = moment(date(2020, 2, 17))
    leader = world.viewer(LEADER, now.date())
    pledge = Pledge.objects.get(cycle=world.cycle)
    for draft in (
        list_draft(leader, world.cycle, now, demonstration=True),
        pledge_sheet_draft(leader, pledge, demonstration=True),
    ):
        issue_draft(actor=leader, now=now, draft=draft)


def issue_invitation(world: World, session: Session, now: datetime) -> None:
    """The invitation goes out with its number."""
    leader = world.viewer(LEADER, now.date())
    draft = invitation_draft(leader, session, now.date(), demonstration=True)
    issue_draft(actor=leader, now=now, draft=draft)


def sign_minutes(world: World, session: Session) -> None:
    """Shown to those present, one correction declined, signed by both, issued."""
    session.refresh_from_db()
    shown = moment(date(2020, 7, 4), 17)
    secretary = world.viewer(LEADER, shown.date())
    minutes = minutes_of(session)
    minutes = show_minutes(actor=secretary, now=shown, session=session, until=date(2020, 7, 5), edition=minutes.edition)
    asked = moment(date(2020, 7, 5), 9)
    member = world.viewer("giam-doc-s2", asked.date())
    passages = [one.key for one in minutes_draft(secretary, session, minutes, demonstration=True).passages]
    correction = ask_correction(
        actor=member, now=asked, session=session, passage=passages[-1], text="Đề nghị ghi rõ giờ kết thúc hội nghị."
    )
    answer_correction(
        actor=secretary, now=asked, session=session, correction=correction, outcome="declined",
        answer="Giờ kết thúc đã ghi ở cuối biên bản.",
    )  # fmt: skip
    now = moment(date(2020, 7, 6), 8)
    minutes = minutes_of(session)
    minutes = submit_minutes(
        actor=secretary, now=now, session=session, edition=minutes.edition, read_out=False, demonstration=True
    )
    for username, capacity in ((LEADER, "secretary"), ("giam-doc-s3", "chair")):
        signer = world.viewer(username, now.date())
        signing = signing_of(signer, session, minutes, capacity, on_paper=False)
        sign_on_screen(actor=signer, now=now, signing=signing, confirmed=True)
    mark = minutes.text_sha256
    issue_draft(
        actor=secretary,
        now=now,
        draft=minutes_draft(secretary, session, minutes_of(session), demonstration=True),
        then=lambda paper: _noted(world, session, mark, paper.uuid, now),
    )


def issue_results(world: World, case: SelectionCase) -> None:
    """The request for flag and commendations, and the report of the year with words of the leader's own."""
    now = moment(date(2020, 7, 17))
    leader = world.viewer(LEADER, now.date())
    case.refresh_from_db()
    issue_draft(actor=leader, now=now, draft=proposal_draft(leader, sight_of(case), demonstration=True))
    report = year_report_draft(leader, world.cycle, now, demonstration=True)
    keep_passages(actor=leader, now=now, draft=report, texts=_words(report), editions={})
    issue_draft(actor=leader, now=now, draft=report)


def _words(report: Draft) -> dict[str, str]:
    told = {
        "strengths": "Các đơn vị giới thiệu hai mô hình mới trong năm (dữ liệu minh hoạ).",
        "next-year": "Giữ lịch gửi số liệu sớm hơn một tuần (dữ liệu minh hoạ).",
    }
    return {one.key: told[one.key] for one in report.passages if one.key in told}


def _noted(world: World, session: Session, mark: str, paper: UUID, now: datetime) -> None:
    secretary = world.viewer(LEADER, now.date())
    note_issued(actor=secretary, now=now, session=session, text_sha256=mark, paper=paper)
