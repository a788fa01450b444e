"""Fields that forms of records share: a school year, a number, yes or no, why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.days import SchoolYear
from thidua.core.numbers import NumberUnreadable, format_number, parse_number
from thidua.foundation.file_kinds import LARGEST_FILE, too_large

YES, NO = "yes", "no"
NOTHING = ("", _("Hãy chọn"))


class YearField(forms.CharField):
    """A school year, typed `2024-2025` or `2024`; its first calendar year comes out. vi: năm học."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Năm học"), "help_text": _("Ví dụ: 2024-2025"), **kwargs}
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """2024 → 2024-2025."""
        return f"{value}-{value + 1}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The first calendar year."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return SchoolYear.parse(typed).start
        except ValueError as error:
            raise ValidationError(gettext("Năm học không đọc được; hãy nhập như 2024-2025.")) from error


class NumberField(forms.CharField):
    """A number typed with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """12.50 → 12,5."""
        return format_number(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The exact number."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return round(parse_number(typed), 2)
        except NumberUnreadable as error:
            raise ValidationError(str(error)) from error


class TruthField(forms.TypedChoiceField):
    """Yes or no, neither chosen beforehand."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(YES, _("Có")), (NO, _("Không"))]
        super().__init__(choices=choices, coerce=lambda typed: typed == YES, widget=forms.RadioSelect, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """True → yes."""
        return (YES if value else NO) if isinstance(value, bool) else value


class ReasonField(forms.CharField):
    """Why; kept in the history."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Lý do"), "help_text": _("Được giữ trong lịch sử."), **kwargs}
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class EditionForm(forms.Form):
    """A change to something that others may change too: the edition it was read at goes with it."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(EditionForm):
    """Only why."""

    reason = ReasonField()


def content_of(file: UploadedFile) -> bytes:
    """A file's content; raises BadInput before reading one that is too large."""
    if (file.size or 0) > LARGEST_FILE:
        raise too_large(file.name or "", file.size or 0)
    return file.read()
