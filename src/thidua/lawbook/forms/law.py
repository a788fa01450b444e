"""Which day, which two days; what comes with a confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.core.days import format_day
from thidua.foundation.asking import DayField
from thidua.foundation.file_kinds import JPEG, LARGEST_FILE, PDF, PNG, too_large

PICTURES = ",".join((PDF.extension, PNG.extension, JPEG.extension, ".jpeg"))


class DayForm(forms.Form):
    """The day whose law is shown; it stands in the address."""

    ngay = DayField(label=_("Quy định có hiệu lực ngày"), help_text="")


class TwoDaysForm(forms.Form):
    """The two days that are compared."""

    tu = DayField(label=_("Ngày thứ nhất"), help_text="")
    den = DayField(label=_("Ngày thứ hai"), help_text="")


class PictureField(forms.FileField):
    """A signed paper, scanned or photographed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=1000,
            allow_empty_file=True,
            help_text=_("Bản quét PDF hoặc ảnh PNG, JPEG, không quá 20 MB."),
            widget=forms.FileInput(attrs={"accept": PICTURES}),
            **kwargs,
        )


class ConfirmForm(forms.Form):
    """The paper, and what is worth noting."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    paper = PictureField(label=_("Trang văn bản gốc có điều khoản này"))
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: trang 12, Công báo số 45."),
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def day_asked(given: Mapping[str, Any], day: date) -> tuple[DayForm, date]:
    """The form with the day that the address names; a day that cannot be read is told and the given one is shown."""
    form = DayForm({"ngay": given.get("ngay") or format_day(day)})
    return form, form.cleaned_data["ngay"] if form.is_valid() else day


def upload_of(given: Mapping[str, Any], name: str = "paper") -> tuple[str, bytes] | None:
    """The name and content of what was sent, None for nothing. Raises BadInput for a file over the limit."""
    sent = given.get(name)
    if not sent:
        return None
    if (sent.size or 0) > LARGEST_FILE:
        raise too_large(sent.name or "", sent.size or 0)
    return sent.name or "", sent.read()
