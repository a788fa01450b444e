"""What pages ask about lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.text import Text
from thidua.eligibility.models import Review
from thidua.eligibility.rules.grid import Filter
from thidua.eligibility.rules.states import LONGEST_ACHIEVEMENT
from thidua.eligibility.rules.telling import WORDS
from thidua.eligibility.services.reviews import Given
from thidua.foundation.asking import DayField
from thidua.law.facts import year_of, year_words
from thidua.organisations.models import Unit
from thidua.organisations.selectors import name_on

#: The years that a page offers, newest first.
YEARS_BACK = 12
BETTER = [("", _("Chưa xác định")), ("yes", _("Có, quy định mới có lợi hơn")), ("no", _("Không"))]


class UnitChoice(forms.ModelChoiceField):
    """A unit under its name of a day."""

    def __init__(self, day: date, **kwargs: Any) -> None:
        self.day = day
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        """Its name."""
        return name_on(obj, self.day)


class ReviewForm(forms.Form):
    """A list: whose, for which year, before which awards, on which days."""

    unit: forms.Field
    name = forms.CharField(label=_("Tên danh sách"), max_length=200)
    year = forms.TypedChoiceField(label=_("Năm học"), coerce=int)
    awards = forms.MultipleChoiceField(
        label=_("Danh hiệu, hình thức khen thưởng"), widget=forms.CheckboxSelectMultiple, required=False
    )
    looked_on = DayField(label=_("Ngày xét"), help_text=_("Quy định có hiệu lực ngày này được dùng để xét."))
    submitted_on = DayField(label=_("Ngày trình hồ sơ"), required=False, help_text=_("Bỏ trống nếu chưa trình."))
    sent_on = DayField(label=_("Ngày gửi hồ sơ về Bộ"), required=False, help_text=_("Bỏ trống nếu không gửi."))
    received_on = DayField(
        label=_("Ngày cơ quan thẩm định nhận hồ sơ"), required=False, help_text=_("Bỏ trống nếu chưa nhận.")
    )
    new_is_better = forms.ChoiceField(
        label=_("Hồ sơ thuộc diện chuyển tiếp: quy định mới có lợi hơn?"), choices=BETTER, required=False
    )

    def __init__(
        self,
        day: date,
        awards: Iterable[tuple[Text, list[tuple[str, str]]]],
        units: list[Unit] | None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        newest = year_of(day)
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, year_words(year)) for year in range(newest, newest - YEARS_BACK, -1)
        ]
        self.fields["awards"].choices = [(words.render(gettext), rows) for words, rows in awards]  # type: ignore[attr-defined]
        if units is not None:
            rows = Unit.objects.filter(pk__in=[one.pk for one in units]).prefetch_related("names")
            choice = UnitChoice(day, queryset=rows, label=_("Đơn vị"), empty_label=None)
            self.fields = {"unit": choice, **self.fields}

    @staticmethod
    def shown(review: Review) -> dict[str, Any]:
        """A list as the form shows it."""
        better = {True: "yes", False: "no"}.get(review.new_is_better, "")  # type: ignore[arg-type]
        names = ("name", "year", "awards", "looked_on", "submitted_on", "sent_on", "received_on")
        return {name: getattr(review, name) for name in names} | {"new_is_better": better}

    @staticmethod
    def given(cleaned: dict[str, Any]) -> Given:
        """What was typed, as the use case reads it."""
        better = {"yes": True, "no": False}.get(cleaned["new_is_better"])
        days = {name: cleaned[name] for name in ("looked_on", "submitted_on", "sent_on", "received_on")}
        return Given(
            name=cleaned["name"], year=cleaned["year"], awards=tuple(cleaned["awards"]), new_is_better=better, **days
        )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AchievementsForm(forms.Form):
    """What each award is proposed for: one field per award."""

    def __init__(self, awards: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = {"rows": 2, "maxlength": LONGEST_ACHIEVEMENT}
        for code, name in awards:
            self.fields[code] = forms.CharField(
                label=name, max_length=LONGEST_ACHIEVEMENT, required=False, widget=forms.Textarea(attrs=box)
            )


class AsOfForm(forms.Form):
    """Another day to look at."""

    ngay = DayField(label=_("Xem tại ngày"), required=False, help_text="")


def filter_of(query: QueryDict, awards: Iterable[str]) -> Filter:
    """The filter that an address asks for; what it does not know is left out."""
    answer, award = query.get("ket-qua", ""), query.get("danh-hieu", "")
    return Filter(
        answer if answer in WORDS else "", award if award in set(awards) else "", query.get("tim", "").strip()[:120]
    )


def as_of(query: QueryDict) -> tuple[date | None, AsOfForm]:
    """The day that an address asks for, None for that of the list."""
    form = AsOfForm(query if query.get("ngay") else None)
    day: date | None = form.cleaned_data["ngay"] if form.is_bound and form.is_valid() else None
    return day, form


def edition_of(sent: QueryDict, otherwise: int) -> int:
    """The edition that a page was shown."""
    said = sent.get("edition", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else otherwise
