"""Forms about units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField
from thidua.organisations.forms.fields import DecisionForm, OnDayForm, UnitField, unit_called
from thidua.organisations.models import Post, Unit
from thidua.organisations.services import NewUnit

#: One unit may be split into at most so many on one page.
MOST_PARTS = 9


class AddUnitForm(OnDayForm):
    """A new unit."""

    code = forms.CharField(label=_("Mã đơn vị"), max_length=40, help_text=_("Không đổi về sau; ví dụ: SGDDT-HP"))
    name = forms.CharField(label=_("Tên đơn vị"), max_length=250)
    short_name = forms.CharField(label=_("Tên viết tắt"), max_length=80)
    parent = UnitField(label=_("Đơn vị cấp trên"), required=False)
    starts_on = DayField(label=_("Thành lập từ ngày"))
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decision_on = DayField(label=_("Ngày ký quyết định"), required=False)

    def new(self) -> NewUnit:
        """The unit that was described."""
        return NewUnit(*(self.cleaned_data[name] for name in ("code", "name", "short_name", "parent")))


class RenameForm(DecisionForm):
    """Another name from a day on."""

    name = forms.CharField(label=_("Tên mới"), max_length=250)
    short_name = forms.CharField(label=_("Tên viết tắt mới"), max_length=80)
    on = DayField(label=_("Có hiệu lực từ ngày"))
    field_order = ["name", "short_name", "on"]


class MoveForm(OnDayForm, DecisionForm):
    """Another parent from a day on."""

    parent = UnitField(
        label=_("Đơn vị cấp trên mới"), required=False, help_text=_("Để trống nếu không thuộc đơn vị nào.")
    )
    on = DayField(label=_("Có hiệu lực từ ngày"))
    field_order = ["parent", "on"]


class MergeForm(OnDayForm, DecisionForm):
    """Several units become one."""

    sources = forms.CharField(
        label=_("Các đơn vị sáp nhập"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Mỗi dòng một đơn vị: mã hoặc tên."),
    )
    into = UnitField(
        label=_("Nhập vào đơn vị đang có"), required=False, help_text=_("Để trống nếu thành lập đơn vị mới ở dưới.")
    )
    code = forms.CharField(label=_("Mã đơn vị mới"), max_length=40, required=False)
    name = forms.CharField(label=_("Tên đơn vị mới"), max_length=250, required=False)
    short_name = forms.CharField(label=_("Tên viết tắt của đơn vị mới"), max_length=80, required=False)
    parent = UnitField(label=_("Đơn vị cấp trên của đơn vị mới"), required=False)
    on = DayField(label=_("Có hiệu lực từ ngày"))
    field_order = ["sources", "into", "code", "name", "short_name", "parent", "on"]

    def clean_sources(self) -> list[Unit]:
        """The units, line by line."""
        return [
            unit_called(line.strip(), self.day) for line in self.cleaned_data["sources"].splitlines() if line.strip()
        ]

    def target(self) -> Unit | NewUnit:
        """The unit that stands, or the one to be."""
        typed = self.cleaned_data
        return typed["into"] or NewUnit(typed["code"], typed["name"], typed["short_name"], typed["parent"])


class SplitForm(DecisionForm):
    """One unit becomes several, and where everybody goes."""

    into = forms.CharField(
        label=_("Các đơn vị sau khi chia tách"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_(
            "Mỗi dòng một đơn vị: mã; tên; tên viết tắt. Nếu đơn vị cũ tiếp tục hoạt động, ghi mã của nó trên một dòng."
        ),
    )
    on = DayField(label=_("Có hiệu lực từ ngày"))
    field_order = ["into", "on"]

    def __init__(
        self,
        source: Unit,
        parent: Unit | None,
        children: Iterable[Unit],
        posts: Iterable[Post],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.parent = source, parent
        self.children, self.posts = list(children), list(posts)
        lines = [(f"{n}", gettext("Đơn vị ở dòng %(n)s") % {"n": n + 1}) for n in range(MOST_PARTS)]
        first = [("", gettext("Hãy chọn"))]
        for child in self.children:
            label = gettext("Đơn vị cấp dưới “%(unit)s” thuộc") % {"unit": child}
            self.fields[f"child-{child.pk}"] = forms.ChoiceField(label=label, choices=[*first, *lines])
        ends = [("end", gettext("Kết thúc chức vụ"))]
        for post in self.posts:
            label = gettext("%(person)s (%(title)s) chuyển về") % {"person": post.person, "title": post.title}
            self.fields[f"post-{post.pk}"] = forms.ChoiceField(label=label, choices=[*first, *lines, *ends])

    def clean_into(self) -> list[Unit | NewUnit]:
        """The units, line by line."""
        return [self._part(line) for line in self.cleaned_data["into"].splitlines() if line.strip()][:MOST_PARTS]

    def _part(self, line: str) -> Unit | NewUnit:
        words = [word.strip() for word in line.split(";")]
        if words[0].casefold() == self.source.code.casefold():
            return self.source
        if len(words) != 3 or not all(words):
            raise ValidationError(
                gettext("Dòng “%(line)s” chưa đủ; hãy ghi: mã; tên; tên viết tắt.") % {"line": line.strip()[:80]}
            )
        return NewUnit(words[0], words[1], words[2], self.parent)

    def clean(self) -> dict[str, Any]:
        """No choice points at a line that is not there."""
        typed = super().clean() or {}
        count = len(typed.get("into", []))
        for name in [name for name in self.fields if name.startswith(("child-", "post-"))]:
            if count and typed.get(name, "end") != "end" and int(typed[name]) >= count:
                self.add_error(name, gettext("Không có dòng này ở trên; hãy chọn dòng khác."))
        return typed

    def goes(self) -> dict[str, Any]:
        """Everything the use case asks for."""
        typed = self.cleaned_data
        posts = {post.pk: typed[f"post-{post.pk}"] for post in self.posts}
        return {
            "into": typed["into"],
            "on": typed["on"],
            "children": {child.pk: int(typed[f"child-{child.pk}"]) for child in self.children},
            "posts": {pk: None if where == "end" else int(where) for pk, where in posts.items()},
            "decision_number": typed["decision_number"],
            "decision_on": typed["decision_on"],
        }


class AbolishForm(OnDayForm, DecisionForm):
    """A unit ends."""

    on = DayField(label=_("Giải thể từ ngày"), help_text=_("Ngày đầu tiên không còn đơn vị này."))
    children_to = UnitField(label=_("Chuyển các đơn vị cấp dưới về"), required=False)
    field_order = ["on", "children_to"]


class SearchForm(forms.Form):
    """Which units, on which day."""

    tim = forms.CharField(label=_("Tìm theo tên hoặc mã"), max_length=200, required=False)
    ngay = DayField(label=_("Tại ngày"), required=False, help_text="")

    def asked(self, today: date) -> tuple[str, date]:
        """What to look for, and the day; today when none is given or it cannot be read."""
        self.is_valid()
        return self.cleaned_data.get("tim", ""), self.cleaned_data.get("ngay") or today
