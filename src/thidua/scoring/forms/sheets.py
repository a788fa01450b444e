"""What the boxes of a score sheet send back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.core.errors import Problem, Stale
from thidua.core.findings import Finding
from thidua.core.text import Text, say
from thidua.scoring.models import Line
from thidua.scoring.rules import Criterion, Entry
from thidua.scoring.rules.typed import typed_entry
from thidua.scoring.selectors.sheet_view import Conflict, Row, mark_of
from thidua.scoring.services.sheets import LineChange


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What somebody typed into one row, as text, and the edition of the line they typed it over."""

    texts: Mapping[str, str]
    note: str
    edition: int
    touched: bool


def typed_line(data: Mapping[str, str], row: Row) -> TypedLine | None:
    """The row as it was sent; None when the page did not send it."""
    if row.line is None:
        return None
    name = row.line.uuid
    if f"{name}.edition" not in data:
        return None
    texts = {box.field.name: data.get(f"{name}.v.{box.field.name}", "") for box in row.boxes}
    note = data.get(f"{name}.note", "").replace("\r\n", "\n")
    # "Keep mine" names the edition of the other's words that was shown beside the own.
    kept = data.get(f"{name}.keep")
    edition = _edition(kept if kept is not None else data[f"{name}.edition"])
    touched = kept is not None or data.get(f"{name}.was") != mark_of(texts, note)
    return TypedLine(texts, note, edition, touched)


def change_of(line: Line, criterion: Criterion, typed: TypedLine) -> tuple[LineChange | None, list[Problem]]:
    """The change that was asked for, or what in it cannot be read."""
    entry, problems = typed_entry(criterion.method.fields(), typed.texts)
    if problems:
        return None, problems
    return LineChange(line, entry, typed.note, typed.edition), []


def keep_typed(row: Row, typed: TypedLine) -> None:
    """Leave on the page what was typed and could not be saved."""
    row.boxes = tuple(replace(box, text=typed.texts.get(box.field.name, "")) for box in row.boxes)
    row.note, row.typed_edition = typed.note, typed.edition


def conflict_of(row: Row, stale: Stale) -> Conflict:
    """The other's words beside the own."""
    theirs = stale.theirs
    assert isinstance(theirs, Line)  # noqa: S101 - the service says so
    return Conflict(stale.sentence, shown_claim(row.criterion, theirs), theirs.edition)


def shown_claim(criterion: Criterion, line: Line) -> str:
    """What a line says, in words: figures by name, and the explanation."""
    entry = Entry.from_json(line.claimed) if line.claimed is not None else None
    told = claim_words(criterion, entry)
    return f"{told}. {line.note}" if line.note else told


def claim_words(criterion: Criterion, entry: Entry | None) -> str:
    """`Tỷ lệ: 61,5 %`, or chưa chấm."""
    if entry is None:
        return str(say("chưa chấm"))
    parts = []
    for field in criterion.method.fields():
        value = entry.values.get(field.name)
        if value is None:
            continue
        if isinstance(value, bool):
            shown: object = say("có") if value else say("không")
        else:
            shown = next((words for name, words in field.choices if name == value), value)
        told: Text = say("{label}: {value}", label=field.label, value=shown)
        parts.append(f"{told} {field.unit}".strip())
    return "; ".join(parts)


def problems_of(finding: Finding) -> tuple[Problem, ...]:
    """A refusal as faults of one row."""
    return tuple(Problem("", reason.sentence, reason.cure) for reason in finding.reasons)


def line_ids(values: list[str]) -> list[UUID]:
    """Identifiers that a page sent; what is none is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, help_text=_("Lý do được lưu lại.")
    )


class WorkbookForm(forms.Form):
    """The own sheet as an Excel file."""

    file = forms.FileField(
        label=_("Tệp Excel đã điền"), help_text=_("Tệp .xlsx tải từ trang này, không quá 5 MB."), allow_empty_file=True
    )


def _edition(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else -1
