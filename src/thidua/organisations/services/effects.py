"""Writing rows so that undoing puts back exactly what was there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from thidua.core.errors import Refused
from thidua.core.findings import refused
from thidua.core.text import Text, say

Effect = dict[str, Any]


class Effects:
    """Collects what one use case changes and creates, row by row, in order."""

    def __init__(self) -> None:
        self.rows: list[Effect] = []

    def change(self, row: models.Model, **values: Any) -> None:
        """Set fields of a stored row."""
        label, before = str(row), {name: _plain(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        after = {name: _plain(row, name) for name in values}
        self._keep(row, label, before, after)

    def create(self, row: models.Model) -> None:
        """Store a new row."""
        row.save(force_insert=True)
        after = {f.name: _plain(row, f.name) for f in row._meta.concrete_fields if not f.primary_key}
        self._keep(row, str(row), None, after)

    def _keep(self, row: models.Model, label: str, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
        effect = {"model": row._meta.model_name, "pk": row.pk, "label": label, "before": before, "after": after}
        self.rows.append(effect)


def undo(effects: list[Effect]) -> None:
    """Put every row back as it was before, newest first.

    Raises Refused when a row has been changed since or something new rests on it; then nothing is undone.
    """
    for effect in reversed(effects):
        model = apps.get_model("organisations", effect["model"])
        row = model._default_manager.select_for_update().filter(pk=effect["pk"]).first()
        if row is None or any(_plain(row, name) != value for name, value in effect["after"].items()):
            raise _changed_since(row or effect["model"])
        if effect["before"] is None:
            try:
                row.delete()
            except ProtectedError as error:
                raise _changed_since(row) from error
        else:
            for name, value in effect["before"].items():
                setattr(row, _field(row, name).attname, _field(row, name).to_python(value))
            row.save(update_fields=list(effect["before"]))


def _changed_since(row: object) -> Refused:
    sentence: Text = say("Không hoàn tác được: “{row}” đã thay đổi hoặc đã được dùng sau việc sắp xếp này.", row=row)
    return Refused(refused(sentence, say("Hãy hoàn tác hoặc gỡ phần thay đổi sau trước, rồi thử lại.")))


def _plain(row: models.Model, name: str) -> Any:
    value = getattr(row, _field(row, name).attname)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _field(row: models.Model, name: str) -> models.Field:
    return cast(models.Field, row._meta.get_field(name))
