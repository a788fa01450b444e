"""Criteria tables: drafts for those who oversee, published ones for all concerned; the organiser edits."""

from typing import Any

from tests.factories import NOW
from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.world import World
from thidua.scoring.models import CriteriaTable, Criterion, NotApplicable

OVERSEE = ("organiser", "leader", "deputy", "observer")
CONCERNED = (*OVERSEE, "member_head", "member", "other_member", "verifier")
READ_DRAFT = only(200, *OVERSEE)
# The draft may be seen by those who oversee; only the organiser changes it.
EDIT = only(200, "organiser").also(403, "leader", "deputy", "observer")
EDITED = only(302, "organiser").also(403, "leader", "deputy", "observer")


def draft(world: World) -> dict[str, Any]:
    return {"table": world.draft_table.uuid}


def published(world: World) -> dict[str, Any]:
    return {"table": world.table.uuid}


def row(world: World) -> dict[str, Any]:
    return {"criterion": Criterion.objects.get(table=world.draft_table, code="N.2").uuid}


def cycle(world: World) -> dict[str, Any]:
    return {"cycle": world.cycle.uuid}


def without_draft(world: World) -> dict[str, Any]:
    """A year that has no draft, so that one can be made."""
    CriteriaTable.objects.filter(state="draft").update(state="withdrawn")
    return cycle(world)


def decision(world: World) -> dict[str, Any]:
    found = NotApplicable.objects.create(
        criterion=Criterion.objects.get(table=world.draft_table, code="N.1"),
        unit=world.one.units["S2"],
        reason="Không có nội dung này",
        decided_by=world.user("organiser"),
        decided_at=NOW,
    )
    return {"decision": found.uuid}


def criterion_sent(world: World) -> dict[str, Any]:
    return {
        "edition": "0", "code": "N.9",
        "parent": "N", "label": "Tiêu chí mới", "kind": "base", "maximum": "5",
        "method_kind": "yes-no", "step": "save",
    }  # fmt: skip


ROWS = {
    "scoring:tables": Row(GET=EVERYBODY),
    "scoring:table_template": Row(
        GET=only(200, *CONCERNED, "administrator", "outsider"),
    ),
    "scoring:year_tables": Row(cycle, GET=only(200, *CONCERNED)),
    "scoring:create_table": Row(
        without_draft,
        GET=only(200, "organiser").also(403, *(role for role in CONCERNED if role != "organiser")),
        POST=only(302, "organiser").also(403, *(role for role in CONCERNED if role != "organiser")),
        data={"name": "Bảng tiêu chí mới", "source": ""},
    ),
    "scoring:table": Row(published, GET=only(200, *CONCERNED)),
    "scoring:table_file": Row(lambda world: {**draft(world), "form": "xlsx"}, GET=READ_DRAFT),
    "scoring:table_changes": Row(published, GET=only(200, *CONCERNED)),
    "scoring:table_settings": Row(
        draft,
        GET=EDIT,
        POST=EDITED,
        data={"edition": "0", "name": "Bảng tiêu chí", "blank": "block", "rank_on": "auto"},
    ),
    "scoring:add_criterion": Row(draft, GET=EDIT, POST=EDITED, data=criterion_sent),
    "scoring:add_group": Row(
        draft, GET=EDIT, POST=EDITED, data={"edition": "0", "code": "H", "label": "Nhóm mới", "parent": ""}
    ),
    "scoring:change_criterion": Row(row, GET=EDIT, POST=EDITED, data=criterion_sent),
    "scoring:move_criterion": Row(row, POST=EDITED, data={"edition": "0", "way": "up"}),
    "scoring:remove_criterion": Row(row, GET=EDIT, POST=EDITED, data={"edition": "0"}),
    # Without a file or a preview nothing can be taken over: 400 is as far as anybody gets here.
    "scoring:import_table": Row(draft, GET=EDIT, POST=only(400, "organiser").also(403, "leader", "deputy", "observer")),
    "scoring:commit_import": Row(draft, POST=only(400, "organiser").also(403, "leader", "deputy", "observer")),
    "scoring:table_verifiers": Row(draft, GET=EDIT, POST=EDITED, data={"edition": "0"}),
    "scoring:table_checks": Row(
        draft,
        POST=only(400, "organiser").also(403, "leader", "deputy", "observer"),
        data={"edition": "0", "key": "no-such-warning", "act": "accept"},
    ),
    "scoring:not_applicable": Row(
        draft,
        GET=READ_DRAFT,
        POST=only(302, "organiser", "leader").also(403, "deputy", "observer"),
        data=lambda world: {"criterion": row(world)["criterion"], "unit": "", "reason": "Cụm không có nội dung này"},
    ),
    "scoring:lift_not_applicable": Row(
        decision,
        GET=only(200, "organiser", "leader").also(403, "deputy", "observer"),
        POST=only(302, "organiser", "leader").also(403, "deputy", "observer"),
        data={"reason": "Đã có nội dung này"},
    ),
    # The draft of the world still lacks things: publishing is refused with the list of them.
    "scoring:publish_table": Row(draft, GET=EDIT, POST=only(403, *OVERSEE), data={"edition": "0"}),
    "scoring:withdraw_table": Row(draft, GET=EDIT, POST=EDITED, data={"edition": "0", "reason": "Lập nhầm"}),
}
