"""Hải Phòng at its screens: what tests of its pages share."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, make_cluster_one, make_viewer, user_of
from tests.sheets import fill, line_of, make_sheets, make_table
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Line, Sheet
from thidua.scoring.services.sheets import submit_sheet


class Office:
    """Hải Phòng at its screens: two officers, each with a browser."""

    def __init__(self, members: tuple[str, ...] = ("S1", "S2", "S3", "S4", "S5")) -> None:
        self.one = make_cluster_one(members)
        self.table, self.verifier = make_table(self.one)
        self.sheets = make_sheets(self.one, self.table, make_viewer(self.one.organiser))
        self.sheet: Sheet = self.sheets["S4"]
        self.an, self.binh = make_viewer(self.one.units["S4"]), make_viewer(self.one.units["S4"])

    def line(self, code: str) -> Line:
        return line_of(self.sheet, code)

    def page(self) -> str:
        return reverse("scoring:sheet", kwargs={"sheet": self.sheet.uuid})

    def submit(self) -> None:
        fill(self.sheet)
        submit_sheet(sheet=self.sheet, actor=self.an, now=NOW)
        self.sheet.refresh_from_db()


def browser(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def boxes(page: HttpResponse) -> dict[str, str]:
    """Everything the one big form would send, as it stands on the page."""
    found: dict[str, str] = {}
    text = page.content.decode()
    for tag in re.findall(r"<input [^>]*name=\"[0-9a-f-]{36}\.[^>]*>", text):
        value = re.search(r'value="([^"]*)"', tag)
        found[re.search(r'name="([^"]*)"', tag)[1]] = value[1] if value else ""  # type: ignore[index]
    for name, inside in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', text):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', text, re.DOTALL):
        found[name] = inside
    return found


def sent(line: Line, **typed: str) -> dict[str, str]:
    """What one row sends by itself."""
    data = {f"{line.uuid}.v.{name}": text for name, text in typed.items() if name not in ("note", "edition")}
    return data | {
        f"{line.uuid}.edition": typed.get("edition", str(line.edition)),
        f"{line.uuid}.note": typed.get("note", ""),
    }


def autosave(client: Client, line: Line, **typed: str) -> Any:
    address = reverse("scoring:save_line", kwargs={"line": line.uuid})
    return client.post(address, sent(line, **typed), headers={"X-Autosave": "1"})


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def stranger(office: Office, who: str) -> Viewer:
    one = office.one
    units = {"verifier": office.verifier, "leader": one.leader, "deputy": one.deputy, "S5": one.units["S5"]}
    if who in ("observer", "administrator"):
        return make_viewer(one.organiser, who)
    return make_viewer(units.get(who, one.organiser))
