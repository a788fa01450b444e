"""The ranked table before anything went round: for those who oversee the cluster; members are told to wait.

The same for the case opened from it, but for those who wait; the clause is read by everybody in the cluster.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import NOW, TODAY, make_table
from tests.uploads import make_pdf
from tests.web.access.format import Row, only
from tests.web.access.world import World
from thidua.foundation import files
from thidua.meetings.models import Session
from thidua.meetings.services.councils import conference_of
from thidua.meetings.services.sessions import prepare_session
from thidua.scoring.models import CriteriaTable
from thidua.selection.facts.clauses import house_clause, house_clause_text
from thidua.selection.facts.field import Field
from thidua.selection.forms.clauses import begun, prizes_begun
from thidua.selection.models import Clause, Hold, Refusal, SelectionCase
from thidua.selection.rules.keeping import fingerprint
from thidua.selection.rules.outcome import Candidate
from thidua.selection.services.clauses import draft_clause, publish_clause

OVERSEE = ("organiser", "leader", "deputy", "observer")
WAIT = ("member_head", "member", "other_member", "verifier")
LOOK = only(200, *OVERSEE).also(403, *WAIT)


def table(world: World) -> dict[str, Any]:
    return {"table": world.table.uuid}


def unit(world: World) -> dict[str, Any]:
    return {**table(world), "unit": "S5"}


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("cong-van.pdf", make_pdf())


def clause(world: World) -> Clause:
    """The clause in force, published by the leader."""
    found = Clause.objects.filter(cluster=world.cluster, published_at__isnull=False).first()
    if found is None:
        leader = world.viewers["leader"]
        found = draft_clause(actor=leader, now=NOW, cluster=world.cluster, clause=house_clause())
        found = publish_clause(actor=leader, now=NOW, stored=found, seen=found.fingerprint)
    return found


def draft(world: World) -> dict[str, Any]:
    """The next version, still a draft."""
    published = clause(world)
    found = Clause.objects.filter(cluster=world.cluster, published_at__isnull=True).first()
    if found is None:
        actor = world.viewers["leader"]
        found = draft_clause(actor=actor, now=NOW, cluster=world.cluster, clause=house_clause())
    assert found.version > published.version
    return {"clause": found.uuid}


def case(world: World) -> dict[str, Any]:
    """A case that waits for its vote and for a ruling about S5; S4 is held."""
    table = CriteriaTable.objects.filter(version=9, cycle=world.cycle).first()
    if table is None:
        table = make_table(world.one, world.verifiers, version=9, state="replaced")
        numbers = {code: unit.pk for code, unit in world.one.units.items()}
        candidates = tuple(Candidate(unit=code, total=Decimal(90), figure=Decimal(90)) for code in numbers)
        field = Field(candidates, {code: f"Sở {code}" for code in numbers}, numbers, 0, "points").to_json()
        leader = world.viewers["leader"].account_id
        found = SelectionCase.objects.create(
            table=table, clause=clause(world), opened_by_id=leader, opened_at=NOW, field=field,
            fingerprint=fingerprint(field), taken_at=NOW,
        )  # fmt: skip
        kept = {"case": found, "since": TODAY, "reason": "Đang xác minh.", "noted_by_id": leader, "noted_at": NOW}
        paper = {"paper_sha256": files.put(make_pdf()), "paper_name": "cong-van.pdf"}
        Hold.objects.create(unit=world.one.units["S4"], **paper, **kept)
        Hold.objects.create(unit=world.one.units["S5"], state="cleared", late=True, **kept)
    return {"table": table.uuid}


def hold(world: World) -> dict[str, Any]:
    given = case(world)
    return {**given, "hold": Hold.objects.get(case__table__uuid=given["table"], state="open").uuid}


def refusal(world: World) -> dict[str, Any]:
    given = case(world)
    found = Refusal.objects.filter(case__table__uuid=given["table"]).first()
    if found is None:
        found = Refusal.objects.create(
            case=SelectionCase.objects.get(table__uuid=given["table"]), unit=world.one.units["S5"], prize="flag",
            declined_on=TODAY, reason="Nhường đơn vị bạn.", paper_sha256=files.put(make_pdf()),
            paper_name="cong-van.pdf",
            noted_by_id=world.viewers["leader"].account_id, noted_at=NOW,
        )  # fmt: skip
    return {**given, "noted": found.uuid}


def session(world: World) -> dict[str, Any]:
    """A conference in preparation, where the vote may be taken."""
    found = Session.objects.filter(title="Hội nghị để xét chọn").first()
    if found is None:
        leader = world.viewers["leader"]
        council = conference_of(actor=leader, now=NOW, cluster=world.cluster)
        found = prepare_session(
            actor=leader, now=NOW, council=council, cycle=world.cycle, rulebook="cum-1-2019",
            title="Hội nghị để xét chọn", starts_at=NOW, place="Cần Thơ",
        )  # fmt: skip
    return {"session": str(found.uuid)}


def opening(world: World) -> dict[str, Any]:
    clause(world)
    return table(world)


def cluster(world: World) -> dict[str, Any]:
    return {"cluster": world.cluster.uuid}


def whole_form(world: World) -> dict[str, Any]:
    """The founding clause as its form sends it."""
    given = {**begun(house_clause(), 0), "starts_on": "27/12/2019"}
    prizes = prizes_begun(house_clause())
    for number, prize in enumerate(prizes):
        given |= {f"prize-{number}-{name}": value for name, value in prize.items()}
    return given | {"prize-TOTAL_FORMS": len(prizes), "prize-INITIAL_FORMS": 0}


MEMBERS = ("member_head", "member", "other_member")
#: Whoever has a place in the cluster reads its clause.
READ = only(200, *OVERSEE, *MEMBERS)
WRITE = only(200, "leader").also(403, "organiser", "deputy", "observer", *MEMBERS)
WRITTEN = only(302, "leader").also(403, "organiser", "deputy", "observer", *MEMBERS)

ROWS = {
    "selection:clauses": Row(cluster, GET=READ),
    "selection:clause": Row(lambda world: {"clause": clause(world).uuid}, GET=READ),
    "selection:new-clause": Row(cluster, GET=WRITE, POST=WRITTEN, data=whole_form),
    "selection:clause-file": Row(
        cluster,
        GET=WRITE,
        POST=WRITTEN,
        data=lambda _: {"file": SimpleUploadedFile("dieu-khoan.toml", house_clause_text().encode())},
    ),
    # A draft is there for nobody but those who write it.
    "selection:edit-clause": Row(draft, GET=only(200, "leader"), POST=only(302, "leader"), data=whole_form),
    "selection:publish-clause": Row(
        draft,
        POST=only(302, "leader"),
        data=lambda world: {"seen": Clause.objects.get(uuid=draft(world)["clause"]).fingerprint},
    ),
    "selection:case": Row(case, GET=LOOK),
    "selection:case-print": Row(case, GET=LOOK),
    "selection:case-what-if": Row(case, GET=LOOK),
    "selection:holds": Row(case, GET=LOOK),
    "selection:open-case": Row(opening, POST=only(302, "leader").also(403, "organiser", "deputy", "observer", *WAIT)),
    "selection:retake-case": Row(case, POST=only(302, "leader").also(403, "organiser", "deputy", "observer", *WAIT)),
    # What the leader looked at is not what stands there now.
    "selection:conclude-case": Row(
        case, POST=only(409, "leader").also(403, "organiser", "deputy", "observer", *WAIT), data={"seen": "cũ"}
    ),
    "selection:ask-vote": Row(
        case,
        GET=only(200, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
        POST=only(302, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
        data=session,
    ),
    # About the leader's own unit the deputy acts; about S2 nobody but the organiser and the leader.
    "selection:note-hold": Row(
        case,
        GET=only(200, "organiser", "leader", "deputy").also(403, "observer", *WAIT),
        POST=only(302, "organiser", "leader").also(400, "deputy").also(403, "observer", *WAIT),
        data=lambda _: {"unit": "S2", "since": "01/06/2020", "reason": "Đang xác minh đơn.", "paper": paper()},
    ),
    "selection:conclude-hold": Row(
        hold,
        GET=only(200, "organiser", "leader").also(403, "deputy", "observer", *WAIT),
        POST=only(302, "organiser", "leader").also(403, "deputy", "observer", *WAIT),
        data=lambda _: {
            "state": "cleared",
            "on": "01/06/2020",
            "conclusion": "Không có sai phạm.",
            "paper": paper(),
        },
    ),
    "selection:hold-file": Row(lambda world: {**hold(world), "which": "ghi-nhan"}, GET=LOOK),
    "selection:noted-file": Row(refusal, GET=LOOK),
    "selection:take-back": Row(
        lambda world: {**case(world), "noted": hold(world)["hold"]},
        GET=only(200, "organiser", "leader").also(403, "deputy", "observer", *WAIT),
        POST=only(302, "organiser", "leader").also(403, "deputy", "observer", *WAIT),
        data={"reason": "Ghi nhầm đơn vị."},
    ),
    # The leader writes down any unit's paper; others decline for their own unit alone.
    "selection:note-refusal": Row(
        case,
        GET=only(200, "leader", "deputy").also(403, "organiser", "observer", *WAIT),
        POST=only(302, "leader").also(400, "deputy").also(403, "organiser", "observer", *WAIT),
        data=lambda _: {
            "unit": "S2",
            "prize": "flag",
            "on": "01/06/2020",
            "reason": "Nhường đơn vị bạn.",
            "paper": paper(),
        },
    ),
    "selection:rule": Row(
        lambda world: {**case(world), "key": "late:S5"},
        GET=only(200, "organiser").also(403, "leader", "deputy", "observer", *WAIT),
        POST=only(302, "organiser").also(403, "leader", "deputy", "observer", *WAIT),
        data=lambda _: {"answer": "nothing", "on": "01/06/2020", "reason": "Không xét bổ sung.", "paper": paper()},
    ),
    "selection:proposal": Row(
        case,
        GET=LOOK,
        POST=only(302, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
        data={"action": "save"},
    ),
    "selection:proposal-file": Row(lambda world: {**case(world), "form": "docx"}, GET=LOOK),
    "selection:ranking": Row(table, GET=LOOK),
    "selection:print": Row(table, GET=LOOK),
    "selection:unit": Row(unit, GET=LOOK),
    "selection:cell": Row(lambda world: {**unit(world), "criterion": "N.1"}, GET=LOOK),
    "selection:what-if": Row(table, GET=LOOK),
    "selection:comparison": Row(table, GET=LOOK),
    "selection:years": Row(table, GET=LOOK),
    "selection:workbook": Row(table, GET=LOOK),
    "selection:paper-preview": Row(lambda world: {**table(world), "form": "docx"}, GET=LOOK),
    # The deputy may issue the cluster's papers only with a delegation.
    "selection:issue": Row(
        table,
        GET=only(200, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
        POST=only(302, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
    ),
}
