"""A file is brought for a unit by its head and officers and those above; what it would do is seen by whoever brought
it and by those to whom everything in it is open: the head and the units above."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import NOW
from tests.import_world import STAFF_HEADS, workbook
from tests.web.access.format import Row, only
from tests.web.access.world import World
from thidua.records.models import Import, ImportRow

WORKING = ("organiser", "leader", "deputy", "member_head", "member", "other_member", "verifier", "outsider")
OWN = ("member", "member_head")
OTHERS = tuple(role for role in WORKING if role not in OWN)
STAFF = {"kind": "can-bo-giao-vien"}


def of_s4(state: str) -> Any:
    """A staff list that an officer of S4 brought, in a state, with one row that adds somebody."""

    def made(world: World) -> dict[str, Any]:
        found, _ = Import.objects.get_or_create(
            unit=world.one.units["S4"], kind="staff", file_name="danh-sach-minh-hoa.xlsx", total=1,
            sha256=state.encode().hex().ljust(64, "0"),
            defaults={"created_at": NOW, "created_by_id": world.viewers["member"].account_id},
        )  # fmt: skip
        Import.objects.filter(pk=found.pk).update(state=state)
        texts = {"name": "Người Minh Hoạ", "title": "Giáo viên", "starts_on": "01/09/2019"}
        outcome = "waiting" if state == "reading" else "new"
        ImportRow.objects.update_or_create(
            parent=found, number=2,
            defaults={"cells": {key: ["A", text] for key, text in texts.items()}, "outcome": outcome},
        )  # fmt: skip
        return {"uuid": found.uuid}

    return made


def brought(world: World) -> dict[str, Any]:
    content = workbook(STAFF_HEADS, ("Người Minh Hoạ", "", "", "", "Giáo viên", "01/09/2019"))
    return {"unit": str(world.one.units["S4"].uuid), "file": SimpleUploadedFile("ds.xlsx", content)}


ROWS = {
    "records:imports": Row(GET=only(200, *WORKING)),
    "records:import_template": Row(lambda _: STAFF, GET=only(200, *WORKING)),
    # For a unit of others the form offers nothing to choose.
    "records:import_start": Row(
        lambda _: STAFF, GET=only(200, *WORKING), POST=only(302, *OWN).also(400, *OTHERS), data=brought
    ),
    "records:import": Row(of_s4("compared"), GET=only(200, *OWN)),
    "records:import_step": Row(of_s4("reading"), POST=only(302, *OWN)),
    "records:import_apply": Row(of_s4("compared"), GET=only(200, *OWN), POST=only(302, *OWN)),
    "records:import_discard": Row(of_s4("compared"), GET=only(200, *OWN), POST=only(302, *OWN)),
    "records:import_mend": Row(of_s4("compared"), GET=only(200, *OWN)),
}
