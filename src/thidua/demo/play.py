"""The stages of the demonstration, one after another: publish, fill in, verify, send round, agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from thidua.cycles.models import Stage
from thidua.cycles.services import choose_deadline
from thidua.demo.closing import close_year
from thidua.demo.conference import hold_conference
from thidua.demo.issuing import issue_opening
from thidua.demo.opening import register, sign_pledge
from thidua.demo.school import fill_school
from thidua.demo.world import DAYS, VERIFIERS, World
from thidua.demo.year import TABLE_FILE, claim, moment, reached, verify
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Circulation, CriteriaTable, Line
from thidua.scoring.selectors.table_checks import checks_of, key_of
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.agreement import (
    close_circulation,
    mark_of,
    note_receipt,
    propose_outcome,
    raise_objection,
    send_circulation,
    sign_outcome,
)
from thidua.scoring.services.table_checks import accept_check
from thidua.scoring.services.table_import import commit_import, preview_import
from thidua.scoring.services.table_publication import publish_table
from thidua.scoring.services.table_verifiers import assign_verifiers
from thidua.scoring.services.tables import change_settings, create_table, settings_of

TABLE_NAME = "Bảng tiêu chí thi đua cụm các sở giáo dục và đào tạo năm học 2019–2020"
ORGANISER = "chuyen-vien-tdkt"
ALL_VERIFIERS = (*(f"tham-dinh-{code.lower()}" for code in VERIFIERS), ORGANISER, "chuyen-vien-s3", "chuyen-vien-s1")
EARLY_VERIFIERS = ("tham-dinh-vu-khtc", "tham-dinh-vu-gdmn", "tham-dinh-cuc-cntt")


def play(world: World, stage: str) -> None:
    """Play the year up to a stage of STAGES; at `criteria` nothing is done yet."""
    if stage == "school":
        fill_school(world)
    if stage in ("school", "criteria"):
        return
    table = _published(world, moment(date(2019, 12, 20)))
    register(world, complete=stage != "registration")
    if reached(stage, "pledge"):
        sign_pledge(world, complete=stage != "pledge")
    if reached(stage, "self-scoring"):
        issue_opening(world)
        _scored(world, table, stage)


def _scored(world: World, table: CriteriaTable, stage: str) -> None:
    if stage == "self-scoring":
        # Two departments have handed in, one is half way, two have not begun.
        claim(world, table, moment(date(2020, 6, 2)), ("S1", "S4"))
        claim(world, table, moment(date(2020, 6, 2), 15), ("S2",), submit=False)
        return
    _deadline_chosen(world, moment(date(2020, 6, 1)))
    claim(world, table, moment(date(2020, 6, 3)), ("S1", "S2", "S3", "S4"))
    claim(world, table, moment(date(2020, 6, 7)), ("S5",))
    if stage == "verification":
        verify(world, table, moment(date(2020, 6, 10)), EARLY_VERIFIERS)
        return
    verify(world, table, moment(date(2020, 6, 18)), ALL_VERIFIERS)
    circulation = _sent_round(world, table, moment(date(2020, 6, 22)))
    if reached(stage, "ranked"):
        _agreed(world, circulation, moment(date(2020, 7, 2)))
    if reached(stage, "conference"):
        session, case = hold_conference(world, table)
        if stage == "closed":
            close_year(world, session, case)


def _published(world: World, now: datetime) -> CriteriaTable:
    officer = world.viewer(ORGANISER, now.date())
    table = create_table(actor=officer, now=now, cycle=world.cycle, name=TABLE_NAME)
    settings = replace(settings_of(table), document_number="5350/BGDĐT-TĐKT", document_on=date(2019, 11, 25), awards=4)
    table = change_settings(actor=officer, now=now, table=table, edition=table.edition, settings=settings)
    preview = preview_import(actor=officer, table=table, name=TABLE_FILE.name, content=TABLE_FILE.read_bytes())
    if preview.ticket is None:
        raise ValueError(f"The demonstration's own table does not import: {preview.problems}")
    table = commit_import(actor=officer, now=now, table=table, ticket=preview.ticket)
    assigned = {label: Verifier(unit=world.units["VU-TDKT"]) for label in preview.unassigned}
    if assigned:
        table = assign_verifiers(actor=officer, now=now, table=table, edition=table.edition, verifiers=assigned)
    for one in checks_of(table, now.date()):
        if one.check.severity == "warning":
            accept_check(actor=officer, now=now, table=table, edition=table.edition, key=key_of(one.check))
            table.refresh_from_db()
    return publish_table(actor=officer, now=now, table=table, edition=table.edition)


def _deadline_chosen(world: World, now: datetime) -> None:
    """The plan says 05/06, the statute 10/06; the leader chooses, with a reason."""
    stage = world.cycle.stages.get(step="self-scoring")
    stated = list(stage.stated.order_by("closes_on"))
    choose_deadline(
        actor=world.viewer("chuyen-vien-s3", now.date()),
        now=now,
        stage=stage,
        stated=stated[0],
        seen=len(stated),
        reason="Theo Kế hoạch, để các đơn vị của Bộ kịp thẩm định.",
    )


def _sent_round(world: World, table: CriteriaTable, now: datetime) -> Circulation:
    leader = world.viewer("chuyen-vien-s3", now.date())
    until = DAYS[Stage.Step.CIRCULATION][1]
    sent = send_circulation(actor=leader, now=now, table=table, objections_until=until, provisional=False)
    later = now + timedelta(hours=3)
    for code in ("s1", "s2", "s4"):
        note_receipt(actor=world.viewer(f"chuyen-vien-{code}", later.date()), now=later, circulation=sent)
    raise_objection(
        actor=world.viewer("chuyen-vien-s2", later.date()),
        now=later + timedelta(hours=1),
        circulation=sent,
        line=_line(table, "S2", "N7.1"),
        text="Thoả thuận thứ tư đã ký ngày 28/5/2020, đề nghị xem lại minh chứng (dữ liệu minh hoạ).",
    )
    return sent


def _agreed(world: World, circulation: Circulation, now: datetime) -> None:
    """Leader and deputy settle the objection together, then the round is closed."""
    leader, deputy = (world.viewer(f"chuyen-vien-{code}", now.date()) for code in ("s3", "s1"))
    objection = circulation.objections.get()
    _settle(leader, deputy, objection.pk, circulation, now)
    close_circulation(actor=leader, now=now + timedelta(hours=2), circulation=circulation)


def _settle(leader: Viewer, deputy: Viewer, objection_id: int, circulation: Circulation, now: datetime) -> None:
    objection = circulation.objections.get(pk=objection_id)
    objection = propose_outcome(
        actor=leader,
        now=now,
        objection=objection,
        outcome="dismissed",
        reason="Thoả thuận ký sau ngày chốt số liệu nên tính cho năm học sau.",
        entry=None,
        seen=mark_of(objection),
    )
    sign_outcome(actor=deputy, now=now + timedelta(hours=1), objection=objection, seen=mark_of(objection))


def _line(table: CriteriaTable, unit: str, criterion: str) -> Line:
    return Line.objects.get(sheet__table=table, sheet__unit__code=unit, criterion__code=criterion)
