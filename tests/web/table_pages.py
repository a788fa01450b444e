"""Pages of criteria tables as tests drive them: addresses, uploads, what a browser would send."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import user_of
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable

TABLES = Path(__file__).parent.parent / "data" / "tables"
NUOC_OA = "nuoc_oa_mau02_lanh_dao_2026"
CLUSTER = "SYNTHETIC_cum_so_gddt"


def signed_in(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer))
    return client


def address(name: str, thing: Any, *more: Any) -> str:
    return reverse(f"scoring:{name}", args=[getattr(thing, "uuid", thing), *more])


def page(answer: Any, status: int = 200) -> str:
    text = answer.content.decode()
    assert answer.status_code == status, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))[:900]
    return text


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def upload(name: str = CLUSTER, content: bytes | None = None, called: str = "bang.csv") -> dict[str, Any]:
    data = (TABLES / f"{name}.csv").read_bytes() if content is None else content
    return {"file": SimpleUploadedFile(called, data)}


def ticket_in(text: str) -> str:
    found = re.findall(r'name="ticket" value="([^"]+)"', text)
    assert found
    return found[0]


def edition(table: CriteriaTable) -> int:
    table.refresh_from_db()
    return table.edition


def sent(table: CriteriaTable, **values: Any) -> dict[str, Any]:
    kept = {
        "edition": edition(table), "code": "N.1", "label": "Công tác học sinh", "kind": "base", "maximum": "5",
        "method_kind": "free-rating", "step": "save",
    }  # fmt: skip
    return {name: value for name, value in (kept | values).items() if value is not None}


def filled_in(text: str) -> dict[str, Any]:
    """What a browser would send of the page's last form."""
    form = text[text.rindex('<form method="post" novalidate>') :]
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_box = 'type="checkbox"' in tag
        if name and (not is_box or "checked" in tag):
            data[name[1]] = value[1] if value else ("on" if is_box else "")
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside) or re.search(r'<option value="([^"]*)"', inside)
        data[name] = chosen[1].replace("&gt;", ">").replace("&lt;", "<")
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        data[name] = inside.strip()
    return data
