"""The form that brings a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.organisations.models import Unit


class ImportForm(forms.Form):
    """Which unit a file is for, and the file."""

    unit = forms.ChoiceField(label=_("Đơn vị"), help_text=_("Tệp được nhập cho đơn vị này và các đơn vị trực thuộc."))
    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Nhiều nhất 40 MB và 100.000 dòng. Được xem trước từng dòng rồi mới ghi."),
    )

    def __init__(self, *args: Any, units: list[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.uuid): unit for unit in units}
        field = self.fields["unit"]
        field.choices = [(uuid, f"{unit} ({unit.code})") for uuid, unit in self.units.items()]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """The unit itself."""
        return self.units[self.cleaned_data["unit"]]
