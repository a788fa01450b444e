"""What the pages of criteria tables send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from thidua.core.errors import BadInput
from thidua.core.text import Text
from thidua.organisations.models import Unit
from thidua.scoring.forms.numbers import NumberField
from thidua.scoring.rules import BLANKS, KINDS, RANK_ON, Method
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.table_rows import RowInput
from thidua.scoring.services.tables import Settings

#: Where a fault of a service stands in a form, when the names differ.
ANY = None


def spoken(words: Mapping[str, Text], *codes: str) -> list[tuple[str, str]]:
    """Codes with the words people read, for a list to choose from."""
    return [(code, text.render(gettext)) for code, text in words.items() if not codes or code in codes]


def titled(one: Any) -> str:
    """A row's code and label, the code once: “B. Kết quả …” already begins with it."""
    return (
        one.label
        if one.label.startswith(f"{one.code}.") or one.label == f"Mục {one.code}"
        else f"{one.code} {one.label}"
    )


def add_faults(form: forms.Form, faults: BadInput) -> None:
    """Put what a service found wrong beside the fields it names, the rest on top."""
    for problem in faults.problems:
        said = " ".join(part.render(gettext) for part in (problem.sentence, problem.cure) if part)
        form.add_error(problem.place if problem.place in form.fields else ANY, said)


class NewTableForm(forms.Form):
    """The name of a new draft, and the table it is made from, if any."""

    name = forms.CharField(label=_("Tên bảng tiêu chí"), max_length=250)
    source = forms.ChoiceField(label=_("Lập từ"), required=False)

    def __init__(self, *args: Any, sources: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        shown = [(str(one.uuid), f"{one.cycle}: {one}") for one in sources]
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)  # noqa: S101 - declared above
        source.choices = [("", pgettext("nguồn của bảng", "bảng trống")), *shown]


class EditionForm(forms.Form):
    """Carries the edition of the table that the page was made from."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SettingsForm(EditionForm):
    """What stands at the head of a table."""

    name = forms.CharField(label=_("Tên bảng tiêu chí"), max_length=250)
    document_number = forms.CharField(
        label=_("Số văn bản ban hành"), max_length=80, required=False, help_text=_("Ví dụ: 5350/BGDĐT-TĐKT")
    )
    document_on = forms.DateField(
        label=_("Ngày văn bản"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}),
        help_text=_("Ghi như 29/11/2019."),
        error_messages={"invalid": _("Ngày không đúng; hãy ghi như 29/11/2019.")},
    )
    declared_total = NumberField(
        label=_("Tổng điểm nêu trong văn bản"),
        required=False,
        help_text=_("Để phần mềm đối chiếu với tổng các tiêu chí."),
    )
    ceiling = NumberField(
        label=_("Điểm trần của tổng"),
        required=False,
        help_text=_("Tổng sau khi cộng thưởng không vượt quá số này; để trống là không có trần."),
    )
    blank = forms.ChoiceField(label=_("Dòng chưa thẩm định"))
    rank_on = forms.ChoiceField(label=_("Xếp hạng"))
    awards = forms.IntegerField(
        label=_("Số cờ và bằng khen của cụm"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("Ví dụ 1 cờ và 3 bằng khen là 4."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in (("blank", BLANKS), ("rank_on", RANK_ON)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = spoken(words)

    def settings(self) -> Settings:
        """The settings as they were put in."""
        return Settings(**{name: value for name, value in self.cleaned_data.items() if name != "edition"})


class RowForm(EditionForm):
    """What a group and a criterion have in common."""

    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Viết liền, mỗi dòng một mã, ví dụ N1.1."))
    label = forms.CharField(label=_("Nội dung"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    parent = forms.ChoiceField(label=_("Thuộc nhóm"), required=False)

    def __init__(self, *args: Any, groups: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)  # noqa: S101 - declared above
        parent.choices = [("", gettext("(cấp cao nhất)")), *((one.code, titled(one)) for one in groups)]

    def common(self) -> dict[str, Any]:
        """The values of these fields and of the subclass's, without the edition."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edition"}


class GroupForm(RowForm):
    """A group of criteria."""

    declared = NumberField(
        label=_("Tổng điểm nêu trong văn bản"),
        required=False,
        help_text=_("Các tiêu chí trong nhóm được đối chiếu với số này."),
    )
    cap = NumberField(label=_("Nhiều nhất được tính"), required=False, help_text=_("Trần điểm của nhóm, nếu có."))
    weight = NumberField(label=_("Hệ số"), required=False, help_text=_("Để trống là 1."))
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def row(self, method: Method) -> RowInput:
        """The row as it was put in."""
        values = self.common()
        values["weight"] = values["weight"] if values["weight"] is not None else Decimal(1)
        return RowInput(kind="group", method=method, **values)


class CriterionForm(RowForm):
    """A criterion, beside the form of its method."""

    kind = forms.ChoiceField(label=_("Loại"))
    maximum = NumberField(
        label=_("Điểm tối đa"), required=False, help_text=_("Trước khi nhân hệ số. Điều kiện không có điểm.")
    )
    weight = NumberField(label=_("Hệ số"), required=False, help_text=_("Để trống là 1."))
    verifier = forms.CharField(
        label=_("Đơn vị thẩm định"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "don-vi", "autocomplete": "off"}),
        help_text=_("Tên, tên viết tắt hoặc mã của đơn vị, hoặc “Cụm trưởng”."),
    )
    evidence = forms.CharField(label=_("Minh chứng phải nộp"), max_length=500, required=False)
    receivers = forms.MultipleChoiceField(
        label=_("Điểm thưởng chỉ dành cho"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(("leader", _("cụm trưởng, khối trưởng")), ("deputy", _("cụm phó, khối phó"))),
    )
    optional = forms.BooleanField(label=_("Nội dung tự chọn: đơn vị chọn thì mới tính"), required=False)
    na_scopes = forms.CharField(
        label=_("Bảng ghi không áp dụng cho"),
        required=False,
        max_length=500,
        help_text=_("Ví dụ: cụm 1. Nhiều nơi thì cách nhau bằng dấu chấm phẩy."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        kind.choices = spoken(KINDS, "base", "bonus", "penalty", "gate")

    def row(self, method: Method, verified_by: Verifier) -> RowInput:
        """The row as it was put in. A condition is a condition whatever kind was left standing in the form."""
        values = self.common()
        values["weight"] = values["weight"] if values["weight"] is not None else Decimal(1)
        values["receivers"] = frozenset(values["receivers"])
        values["na_scopes"] = tuple(part.strip() for part in values["na_scopes"].split(";") if part.strip())
        if method.kind == "gate":
            values["kind"] = "gate"
        return RowInput(method=method, verified_by=verified_by, **values)


class UploadForm(forms.Form):
    """The file to take a table over from."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx) hoặc CSV"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Nhiều nhất 5 MB và 2.000 dòng. Xem trước rồi mới lưu."),
    )


class DeclaredForm(forms.Form):
    """What a document states for the groups at the top and for the whole, to hold the file against."""

    def __init__(self, *args: Any, groups: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = {}
        for number, one in enumerate(groups):
            name = f"group-{number}"
            self.codes[name] = one.code
            self.fields[name] = NumberField(label=titled(one), required=False, initial=one.declared)
        self.fields["total"] = NumberField(label=_("Tổng của cả bảng"), required=False)
        self.codes["total"] = "total"

    def declared(self) -> dict[str, Decimal]:
        """The sums that were given, by code."""
        given = {code: self.cleaned_data.get(name) for name, code in self.codes.items()}
        return {code: value for code, value in given.items() if value is not None}


class VerifiersForm(EditionForm):
    """For each label of the table the unit that verifies."""

    def __init__(self, *args: Any, labels: Mapping[str, tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.labels = {}
        for number, (label, (count, now)) in enumerate(labels.items()):
            name = f"label-{number}"
            self.labels[name] = label
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=200,
                initial=now,
                help_text=gettext("%(n)s tiêu chí") % {"n": count},
                widget=forms.TextInput(attrs={"list": "don-vi", "autocomplete": "off"}),
            )

    def given(self) -> dict[str, str]:
        """What was typed for each label."""
        return {label: self.cleaned_data.get(name, "").strip() for name, label in self.labels.items()}

    def fields_of(self) -> list[Any]:
        """The boxes of the labels."""
        return [self[name] for name in self.labels]


class ReasonForm(forms.Form):
    """A reason that is kept."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(EditionForm, ReasonForm):
    """Give a draft up."""


class NotApplicableForm(ReasonForm):
    """Which criterion does not apply, to whom, and why."""

    criterion = forms.ChoiceField(label=_("Tiêu chí"))
    unit = forms.ChoiceField(label=_("Không áp dụng cho"), required=False)
    field_order = ("criterion", "unit", "reason")

    def __init__(self, *args: Any, criteria: Iterable[Any] = (), units: Iterable[Unit] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        criterion, unit = self.fields["criterion"], self.fields["unit"]
        assert isinstance(criterion, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 - declared above
        criterion.choices = [
            ("", gettext("(chọn tiêu chí)")),
            *((str(one.uuid), f"{one.code} {one.label}") for one in criteria),
        ]
        unit.choices = [("", gettext("cả cụm")), *((str(one.uuid), str(one)) for one in units)]
