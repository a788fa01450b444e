"""The letterhead's form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class LetterheadForm(forms.Form):
    """What stands at the head and foot of a unit's papers."""

    governing_body = forms.CharField(
        label=_("Cơ quan chủ quản"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Ủy ban nhân dân thành phố Cần Thơ"),
    )
    place = forms.CharField(label=_("Địa danh"), max_length=80, help_text=_("Ghi trước ngày tháng, ví dụ: Cần Thơ"))
    symbol = forms.CharField(
        label=_("Chữ viết tắt của đơn vị"), max_length=30, help_text=_("Trong ký hiệu văn bản, ví dụ: SGDĐT")
    )
    head_title = forms.CharField(label=_("Chức danh người ký"), max_length=120, help_text=_("Ví dụ: Giám đốc"))
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
