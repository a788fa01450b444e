"""What the pages of papers send back: a letterhead, a confirmation, a scan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField


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


class ConfirmForm(forms.Form):
    """The signer says once more who they are: a password, a code, in the demonstration a word."""

    secret = forms.CharField(
        label=_("Mật khẩu"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Nhập lại mật khẩu của bạn để ký; mỗi lần ký đều hỏi."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, word: str = "", second_factor: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        secret = self.fields["secret"]
        if word:
            secret.label = _("Từ xác nhận")
            secret.help_text = _("Gõ: %(word)s") % {"word": word}
            secret.widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        elif second_factor:
            secret.label = _("Mật khẩu hoặc mã xác thực")
            secret.help_text = _("Nhập mật khẩu, mã trên ứng dụng xác thực hoặc một mã dự phòng; mỗi lần ký đều hỏi.")


class ScanForm(forms.Form):
    """The scan of a page signed by hand, and the day written on it."""

    signed_on = DayField(label=_("Ngày ký trên bản giấy"))
    scan = forms.FileField(
        label=_("Bản quét có chữ ký"),
        max_length=1000,
        allow_empty_file=True,
        help_text=_("PDF, PNG hoặc JPEG, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
