"""What the pages of registering send back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.errors import BadInput, Problem
from thidua.core.numbers import NumberUnreadable, format_number, parse_number
from thidua.core.text import say
from thidua.foundation.asking import DayField
from thidua.organisations.models import Unit
from thidua.registration.rules.awards import in_order
from thidua.registration.rules.registrations import AT_LEAST, WORK, AwardFacts, Content, TargetFacts, WorkFacts
from thidua.registration.rules.standing import GROUNDS

#: Empty rows offered below those that are filled in, and how many a page takes at most.
BLANK_ROWS, MOST_ROWS = 2, 100
_ROW = re.compile(r"(?:inner|target|work)-([0-9]{1,3})-[a-z]+")


@dataclass(frozen=True, slots=True)
class InnerRow:
    """A title for a collective inside the unit, as typed."""

    number: int
    collective: str = ""
    code: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.collective.strip() or self.code)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target, as typed."""

    number: int
    text: str = ""
    amount: str = ""
    measure: str = ""
    direction: str = AT_LEAST

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.text.strip() or self.amount.strip() or self.measure.strip())


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work or theme, as typed."""

    number: int
    kind: str = WORK
    name: str = ""
    place: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.name.strip() or self.place.strip())


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole registration as it stands on the page, and the edition it was typed over."""

    edition: int
    own: frozenset[str] = frozenset()
    inner: tuple[InnerRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    works: tuple[WorkRow, ...] = ()

    @property
    def has_inner(self) -> bool:
        """Whether something is registered for a collective inside the unit."""
        return any(not row.is_blank for row in self.inner)

    def content(self) -> Content:
        """What was typed, blank rows left out. Raises BadInput naming every number that cannot be read."""
        problems: list[Problem] = []
        targets = []
        for row in self.targets:
            if not row.is_blank:
                amount = _amount(row, problems)
                targets.append(TargetFacts(row.text, amount, row.measure, row.direction))
        if problems:
            raise BadInput(problems)
        inner = tuple(AwardFacts(row.code, row.collective) for row in self.inner if not row.is_blank)
        works = tuple(WorkFacts(row.kind, row.name, row.place) for row in self.works if not row.is_blank)
        return Content((*(AwardFacts(code) for code in in_order(self.own)), *inner), tuple(targets), works)


def shown(content: Content, edition: int) -> Typed:
    """A stored registration as the page shows it, with blank rows to go on."""
    inner = [one for one in content.awards if one.collective]
    return Typed(
        edition=edition,
        own=frozenset(one.code for one in content.awards if not one.collective),
        inner=(
            *(InnerRow(n, one.collective, one.code) for n, one in enumerate(inner, start=1)),
            *(InnerRow(n) for n in _blank(inner)),
        ),
        targets=(
            *(
                TargetRow(n, one.text, _number(one.amount), one.measure, one.direction)
                for n, one in enumerate(content.targets, start=1)
            ),
            *(TargetRow(n) for n in _blank(content.targets)),
        ),
        works=(
            *(WorkRow(n, one.kind, one.name, one.when_where) for n, one in enumerate(content.works, start=1)),
            *(WorkRow(n) for n in _blank(content.works)),
        ),
    )


def typed(data: QueryDict) -> Typed:
    """What the page sent, as it was typed."""
    edition = data.get("edition", "")
    numbers = sorted({int(found[1]) for name in data if (found := _ROW.fullmatch(name))})[:MOST_ROWS]

    def of(row: str, number: int, name: str, most: int) -> str:
        return data.get(f"{row}-{number}-{name}", "").replace("\r\n", "\n")[:most]

    return Typed(
        edition=int(edition) if edition.isdecimal() and len(edition) < 10 else -1,
        own=frozenset(data.getlist("award")),
        inner=tuple(
            InnerRow(n, of("inner", n, "name", 250), of("inner", n, "code", 60))
            for n in numbers
            if f"inner-{n}-name" in data
        ),
        targets=tuple(
            TargetRow(
                n,
                of("target", n, "text", 500),
                of("target", n, "amount", 30),
                of("target", n, "measure", 60),
                of("target", n, "direction", 10),
            )
            for n in numbers
            if f"target-{n}-text" in data
        ),
        works=tuple(
            WorkRow(n, of("work", n, "kind", 10), of("work", n, "name", 300), of("work", n, "place", 300))
            for n in numbers
            if f"work-{n}-name" in data
        ),
    )


def _amount(row: TargetRow, problems: list[Problem]) -> Decimal | None:
    if not row.amount.strip():
        return None
    try:
        return parse_number(row.amount)
    except NumberUnreadable:
        wrong = say("“{text}” không phải là số.", text=row.amount.strip())
        place = say("Chỉ tiêu {n}", n=row.number)
        problems.append(Problem(place, wrong, say("Hãy nhập như 98,5; đơn vị tính nhập ở ô bên cạnh.")))
        return None


def _blank(rows: Iterable[object]) -> range:
    filled = len(list(rows))
    return range(filled + 1, filled + 1 + BLANK_ROWS)


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else format_number(amount)


class ReasonForm(forms.Form):
    """Why, and the edition that was looked at."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Được giữ trong lịch sử và hiện cho đơn vị, cụm trưởng."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawOverrideForm(forms.Form):
    """Why a minuted override no longer holds."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ResultForm(forms.Form):
    """What came of a registered work or theme."""

    result = forms.CharField(
        label=_("Kết quả"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class OverrideForm(forms.Form):
    """A minuted decision to consider a unit all the same."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"))
    ground = forms.ChoiceField(label=_("Điều kiện được miễn"))
    minutes = forms.CharField(label=_("Số biên bản"), max_length=200, help_text=_("Ví dụ: 02/BB-CTĐ1"))
    minuted_on = DayField(label=_("Ngày biên bản"))
    reason = forms.CharField(
        label=_("Lý do ghi trong biên bản"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, units: Iterable[Unit], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(unit.uuid), str(unit)) for unit in units]
        cast(forms.TypedChoiceField, self.fields["unit"]).choices = choices
        grounds = [(ground, words.render(gettext)) for ground, words in GROUNDS.items()]
        cast(forms.ChoiceField, self.fields["ground"]).choices = grounds
