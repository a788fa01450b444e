"""A number as people in offices type it: 4,75 or 4.75; shown back with a comma."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from thidua.core.numbers import NumberUnreadable, format_number, parse_number


class NumberField(forms.Field):
    """A text box for an exact decimal; empty is None where it is not required."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "30"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        try:
            return parse_number(text)
        except NumberUnreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value
