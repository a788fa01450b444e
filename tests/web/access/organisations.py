"""Units and clusters are read by whoever holds a post; the administrator keeps units, people and accounts,
the organiser its cluster, the leader delegates."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import NOW
from tests.web.access.format import EVERYBODY, ROLES, Answers, Row, only
from tests.web.access.world import World
from thidua.organisations.models import Delegation, Membership, Office, Person, Post, Reorganisation, Unit
from thidua.organisations.services import rename_unit

SEATED = tuple(role for role in ROLES if role != "postless")
READ = only(200, *SEATED)
#: Who may see the people of S4: the administrator, colleagues, those who oversee the cluster.
SEE_S4 = ("administrator", "organiser", "leader", "deputy", "member_head", "member", "observer")
PAPER = {"decision_number": "30/QĐ-MH", "decision_on": "2020-05-20"}


def by(status: int, *roles: str, of: tuple[str, ...] = SEATED) -> Answers:
    """These roles get the status, whoever else may see the thing is refused with a reason."""
    return only(status, *roles).also(403, *(role for role in of if role not in roles))


def unit(world: World) -> dict[str, Any]:
    return {"uuid": world.one.units["S4"].uuid}


def cluster(world: World) -> dict[str, Any]:
    return {"uuid": world.cluster.uuid}


def somebody(world: World) -> dict[str, Any]:
    """The person behind `member`, of S4."""
    return {"uuid": Person.objects.get(account=world.viewers["member"].user_id).uuid}


def newcomer(world: World) -> dict[str, Any]:
    """Somebody of S4 without an account."""
    person, _ = Person.objects.get_or_create(full_name="Trần Thị Minh Hoạ")
    Post.objects.get_or_create(
        person=person, unit=world.one.units["S4"], role="officer", title="Giáo viên", starts_on=date(2020, 1, 1)
    )
    return {"uuid": person.uuid}


def post(world: World) -> dict[str, Any]:
    return {"uuid": Post.objects.get(person__account=world.viewers["member"].user_id).uuid}


def membership(world: World) -> dict[str, Any]:
    return {"uuid": Membership.objects.get(cluster=world.cluster, unit=world.one.units["S4"]).uuid}


def office(world: World) -> dict[str, Any]:
    return {"uuid": Office.objects.get(cluster=world.cluster, kind="deputy").uuid}


def delegation(world: World) -> dict[str, Any]:
    """One that holds later, so that nobody's rights on the day differ for it."""
    found = Delegation.objects.filter(task="papers").first() or Delegation.objects.create(
        cluster=world.cluster,
        task="papers",
        starts_on=date(2020, 7, 1),
        ends_on=date(2020, 7, 31),
        reason="Cụm trưởng đi công tác",
        granted_by_id=world.viewers["leader"].account_id,
        granted_at=NOW,
    )
    return {"uuid": found.uuid}


def reorganisation(world: World) -> dict[str, Any]:
    found = Reorganisation.objects.first() or rename_unit(
        actor=world.viewers["administrator"],
        now=NOW,
        unit=Unit.objects.get(code="PGD-Q1"),
        name="Phòng Giáo dục Quận 1",
        short_name="PGD Q1",
        on=date(2020, 5, 1),
        decision_number="29/QĐ-MH",
        decision_on=date(2020, 4, 20),
    )
    return {"uuid": found.uuid}


def administrators(arguments: Any = None, data: Any = None, of: tuple[str, ...] = SEATED, post: int = 302) -> Row:
    """A page that only the administrator gets to."""
    others = {"of": of if arguments else ROLES}
    get, sent = by(200, "administrator", **others), by(post, "administrator", **others)
    return Row(arguments, GET=get, POST=sent, data=data) if arguments else Row(GET=get, POST=sent, data=data)


ORGANISERS = {"GET": by(200, "organiser"), "POST": by(302, "organiser")}
LEADERS = {"GET": by(200, "leader"), "POST": by(302, "leader")}
REASON = {"reason": "Theo quyết định minh hoạ"}

ROWS = {
    "organisations:home": Row(GET=EVERYBODY),
    "organisations:units": Row(GET=EVERYBODY),
    "organisations:unit": Row(unit, GET=READ),
    "organisations:add_unit": administrators(
        data={"code": "TH-9", "name": "Trường Tiểu học Minh Hoạ", "short_name": "TH MH", "starts_on": "2020-06-01"}
    ),
    "organisations:merge_units": administrators(
        data={
            "sources": "VU-A\nVU-B",
            "code": "AB",
            "name": "Vụ hợp nhất",
            "short_name": "Vụ HN",
            "on": "2020-09-01",
            **PAPER,
        }
    ),
    "organisations:rename_unit": administrators(
        unit, {"name": "Sở Giáo dục Hải Phòng", "short_name": "Sở HP", "on": "2020-09-01", **PAPER}
    ),
    "organisations:move_unit": administrators(unit, {"parent": "BGD-TDKT", "on": "2020-09-01", **PAPER}),
    "organisations:abolish_unit": administrators(unit, {"on": "2020-09-01", **PAPER}),
    "organisations:split_unit": administrators(unit, {"into": "S4", "on": "2020-09-01", **PAPER}, post=400),
    "organisations:reorganisation": Row(reorganisation, GET=by(200, "administrator")),
    "organisations:undo_reorganisation": administrators(reorganisation, REASON),
    "organisations:people": Row(GET=EVERYBODY),
    "organisations:person": Row(somebody, GET=only(200, *SEE_S4)),
    "organisations:add_person": administrators(data={"full_name": "Lê Thị Minh Hoạ"}),
    "organisations:correct_person": administrators(somebody, {"full_name": "Lê Văn Minh Hoạ", **REASON}, SEE_S4),
    "organisations:give_post": administrators(
        somebody, {"unit": "S5", "role": "officer", "title": "Chuyên viên", "starts_on": "2020-06-01"}, SEE_S4
    ),
    "organisations:end_post": administrators(post, {"ends_on": "2020-06-30", **REASON}, SEE_S4),
    # The password is shown on the page that answers, and kept nowhere to go on to.
    "organisations:make_account": administrators(newcomer, {"username": "tran.minh.hoa"}, SEE_S4, post=200),
    "organisations:reset_password": administrators(somebody, REASON, SEE_S4, post=200),
    "organisations:close_account": administrators(somebody, REASON, SEE_S4),
    # The account is open, so there is nothing to open.
    "organisations:open_account": administrators(somebody, REASON, SEE_S4, post=400),
    "organisations:cluster": Row(cluster, GET=READ),
    "organisations:create_cluster": Row(
        # Whoever works at a unit may organise a cluster; the organiser's officer sends the form of their own.
        GET=only(200, *(set(ROLES) - {"administrator", "observer", "postless"})).otherwise(403),
        POST=only(302, "organiser").also(403, "administrator", "observer", "postless").otherwise(400),
        data=lambda world: {"organiser": str(world.one.organiser.uuid), "code": "khoi-2", "name": "Khối thi đua số 2"},
    ),
    "organisations:correct_cluster": Row(cluster, **ORGANISERS, data={"name": "Cụm một", **REASON}),
    "organisations:change_organiser": Row(cluster, **ORGANISERS, data={"organiser": "VU-A", **REASON}),
    "organisations:add_member": Row(cluster, **ORGANISERS, data={"unit": "PGD-Q1", "starts_on": "2020-06-01", **PAPER}),
    "organisations:end_membership": Row(membership, **ORGANISERS, data={"ends_on": "2020-08-31", **REASON}),
    "organisations:set_office": Row(
        cluster,
        **ORGANISERS,
        data=lambda world: {
            "kind": "leader",
            "unit": str(world.one.units["S4"].uuid),
            "starts_on": "2020-09-01",
            "ends_on": "2021-08-31",
            **PAPER,
        },
    ),
    "organisations:end_office": Row(office, **ORGANISERS, data={"ends_on": "2020-06-30", **REASON}),
    "organisations:delegate": Row(
        cluster,
        **LEADERS,
        data={"task": "circulation", "starts_on": "2020-06-01", "ends_on": "2020-06-30", **REASON},
    ),
    "organisations:withdraw_delegation": Row(delegation, **LEADERS, data=REASON),
}
