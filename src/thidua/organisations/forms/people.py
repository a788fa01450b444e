"""Forms about people, posts and accounts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField
from thidua.organisations.forms.fields import OnDayForm, ReasonField, UnitField
from thidua.organisations.models import Post

#: What the roles of posts are called; rights follow from these.
ROLES = [
    (Post.Role.STAFF, _("Giáo viên, nhân viên: chỉ xem hồ sơ của mình")),
    (Post.Role.OFFICER, _("Chuyên viên, cán bộ phụ trách thi đua: làm việc cho đơn vị")),
    (Post.Role.HEAD, _("Thủ trưởng đơn vị")),
    (Post.Role.OBSERVER, _("Người theo dõi: chỉ xem")),
    (Post.Role.ADMINISTRATOR, _("Người quản trị hệ thống: giữ đơn vị, cá nhân, tài khoản; không xem điểm")),
]


class PersonForm(forms.Form):
    """A new person."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)


class CorrectPersonForm(PersonForm):
    """A corrected name."""

    reason = ReasonField()


class PostForm(OnDayForm):
    """What a person is at a unit."""

    unit = UnitField(label=_("Đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò trong phần mềm"), choices=ROLES, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Chức vụ"), max_length=120, help_text=_("Ví dụ: Giám đốc, Chuyên viên."))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decision_on = DayField(label=_("Ngày ký quyết định"), required=False)


class EndForm(forms.Form):
    """The last day of something dated, and why."""

    ends_on = DayField(label=_("Đến hết ngày"))
    reason = ReasonField()


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm, gạch ngang; ví dụ: nguyen.van.an"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class ReasonForm(forms.Form):
    """Only why."""

    reason = ReasonField()


class SearchForm(forms.Form):
    """Which people."""

    tim = forms.CharField(label=_("Tìm theo tên, có dấu hoặc không dấu"), max_length=200, required=False)

    def asked(self) -> str:
        """What to look for."""
        self.is_valid()
        return self.cleaned_data.get("tim", "")
