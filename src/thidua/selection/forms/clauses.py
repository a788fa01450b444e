"""A clause as a form: its sentences and prizes, or a file of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField
from thidua.selection.forms.case import worded
from thidua.selection.rules.clause import BYS, GATES, LATE, TIES, VACATED, Clause, clause_to_json
from thidua.selection.rules.clause_reading import MOST_LETTERS, MOST_SEATS, read_clause

MOST_PRIZES = 8
LARGEST_CLAUSE = 200_000


def _words(label: Any, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 3})
    )


def _place(label: Any, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=200, help_text=_("Ví dụ: Mục IV.2"))


class ClauseForm(forms.Form):
    """The clause without its prizes; every provision with its place and very words."""

    title = forms.CharField(label=_("Tên điều khoản"), max_length=300)
    document = forms.CharField(label=_("Văn bản (quy chế)"), max_length=300)
    starts_on = DayField(label=_("Áp dụng từ ngày"))
    gates = forms.MultipleChoiceField(label=_("Không xét đơn vị"), required=False, widget=forms.CheckboxSelectMultiple)
    considered_place = _place(_("Điều kiện được xét: điều, khoản"))
    considered_words = _words(_("Điều kiện được xét: nguyên văn"))
    held_place = _place(_("Chưa xét: điều, khoản"))
    held_words = _words(_("Chưa xét: nguyên văn"))
    late_rule = forms.ChoiceField(label=_("Đơn vị được kết luận không sai phạm sau khi đã xét xong"))
    late_place = _place(_("Xét bổ sung: điều, khoản"))
    late_words = _words(_("Xét bổ sung: nguyên văn"))
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["gates"]).choices = worded(GATES)
        cast(forms.ChoiceField, self.fields["late_rule"]).choices = worded(LATE)


class PrizeForm(forms.Form):
    """One prize; a row without a name is no prize."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)
    name = forms.CharField(label=_("Hình thức khen"), required=False, max_length=300)
    seats = forms.IntegerField(label=_("Số suất"), required=False, min_value=1, max_value=MOST_SEATS)
    by = forms.ChoiceField(label=_("Cách chọn"), required=False)
    tie = forms.ChoiceField(label=_("Khi bằng nhau"), required=False)
    vacated = forms.ChoiceField(label=_("Khi đơn vị được chọn không nhận"), required=False)
    place = _place(_("Điều, khoản"))
    words = _words(_("Nguyên văn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("by", BYS), ("tie", TIES), ("vacated", VACATED)):
            cast(forms.ChoiceField, self.fields[name]).choices = worded(words)


PRIZES = forms.formset_factory(PrizeForm, extra=1, max_num=MOST_PRIZES)


class ClauseFileForm(forms.Form):
    """A clause as a TOML file."""

    file = forms.FileField(
        label=_("Tệp điều khoản (.toml)"), max_length=1000, widget=forms.FileInput(attrs={"accept": ".toml,.txt"})
    )


def begun(clause: Clause, edition: int) -> dict[str, Any]:
    """What the form shows at first."""
    return {
        "title": clause.title,
        "document": clause.document,
        "starts_on": clause.starts_on,
        "gates": list(clause.gates),
        "considered_place": clause.considered.place,
        "considered_words": clause.considered.words,
        "held_place": clause.held.place,
        "held_words": clause.held.words,
        "late_rule": clause.late,
        "late_place": clause.late_provision.place,
        "late_words": clause.late_provision.words,
        "edition": edition,
    }


def prizes_begun(clause: Clause) -> list[dict[str, Any]]:
    """What the rows of prizes show at first."""
    return cast(list[dict[str, Any]], clause_to_json(clause)["prizes"])


def typed_clause(given: Mapping[str, Any], prizes: Sequence[Mapping[str, Any]]) -> Clause:
    """The clause that was typed. Raises BadInput."""
    named = [one for one in prizes if one.get("name")]
    taken = {one.get("code") for one in named}
    fresh = (code for code in (f"giai-{number}" for number in range(1, 99)) if code not in taken)
    rows = [{**one, "code": one.get("code") or next(fresh), "seats": one.get("seats") or 0} for one in named]
    return read_clause(
        {
            "title": given["title"],
            "document": given["document"],
            "starts_on": given["starts_on"],
            "considered": {
                "gates": given["gates"], "place": given["considered_place"], "words": given["considered_words"],
            },
            "held": {"place": given["held_place"], "words": given["held_words"]},
            "late": {"rule": given["late_rule"], "place": given["late_place"], "words": given["late_words"]},
            "prizes": rows,
        }
    )  # fmt: skip
