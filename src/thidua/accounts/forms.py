"""The forms of signing in, passwords and the second factor, in the words of this house."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise  # said in the reader's language only when the page is made


class AccountWords(DefaultAccountAdapter):
    """What signing in says when it refuses; nobody signs up by themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã bị khóa. Hãy liên hệ quản trị hệ thống."),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng. Hãy nhập lại."),
        "incorrect_password": _("Mật khẩu chưa đúng. Hãy nhập lại."),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi nhập lại."
        ),
        "too_many_login_attempts": _("Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại."),
        "rate_limited": _("Đã gửi quá nhiều yêu cầu liên tiếp. Hãy đợi một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Accounts are made by the administrator."""
        return False

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """The ways to confirm who one is, named in our words."""
        words = {"reauthenticate": _("Dùng mật khẩu"), "mfa_reauthenticate": _("Dùng mã xác thực")}
        return [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the library's signature
        """Home, which says that it is done."""
        return "/"


class SecondFactorWords(DefaultMFAAdapter):
    """What the second factor says when it refuses."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng. Hãy nhập mã đang hiện trên ứng dụng xác thực."),
        "cannot_delete_authenticator": _("Chưa tắt được xác thực hai bước."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai bước trước khi tạo mã dự phòng."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The square code as a drawing inside the page: a picture by `data:` would need a hole in the page's rules."""
        return super().build_totp_svg(url).partition("?>")[2]


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self.fields["login"], _("Tên đăng nhập"))
        say_plainly(self.fields["password"], _("Mật khẩu"))
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class NewPasswordForm(ChangePasswordForm):
    """The present password and the new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self.fields["oldpassword"], _("Mật khẩu hiện tại"))
        say_plainly(
            self.fields["password1"],
            _("Mật khẩu mới"),
            _("Ít nhất 10 ký tự, không chỉ gồm chữ số, không phải mật khẩu thường gặp."),
        )
        say_plainly(self.fields["password2"], _("Nhập lại mật khẩu mới"))

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        data = forms.Form.clean(self) or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới chưa giống nhau."))
        return data


class ConfirmPasswordForm(PasswordAgainForm):
    """The password once more, before something that protects the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_plainly(self.fields["password"], _("Mật khẩu"))


class CodeForm(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"])


class ConfirmCodeForm(ReauthenticateForm):
    """A code, to confirm who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"])


class ActivateForm(ActivateTOTPForm):
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Sáu chữ số đang hiện trên ứng dụng."))


def ask_for_code(field: forms.Field, hint: Words = "") -> None:
    """A code from the authenticator, or a recovery code."""
    say_plainly(field, _("Mã xác thực"), hint or _("Sáu chữ số trên ứng dụng xác thực, hoặc một mã dự phòng."))
    field.widget.attrs.update(inputmode="text", spellcheck="false")


def say_plainly(field: forms.Field, label: Words, hint: Words = "") -> None:
    """A label above the field instead of a word inside it that goes away."""
    field.label, field.help_text = label, hint  # type: ignore[assignment]  # the stubs know only their own promise
    field.widget.attrs.pop("placeholder", None)
