"""The form of each kind of row: its values, the signed paper behind it, and why where a decided row is corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.numbers import NumberUnreadable, format_number, parse_number
from thidua.core.text import Text
from thidua.foundation.asking import DayField
from thidua.foundation.file_kinds import ACCEPT
from thidua.law.facts import year_words
from thidua.organisations.models import Person
from thidua.records.facts import catalogue
from thidua.records.forms.fields import NOTHING, NumberField, ReasonField, TruthField, YearField, content_of
from thidua.records.models import Recorded, Work
from thidua.records.rules import kinds
from thidua.records.rules.kinds import FIELDS
from thidua.records.services.rows import AGAIN, Paper

FindPeople = Callable[[str], list[Person]]


class RowForm(forms.Form):
    """What every row has; a subclass adds what one kind has. `row` is what is being corrected, if anything."""

    row_kind = ""
    last = ("decision_number", "decision_on", "body", "file", "reason", "edition", AGAIN)

    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=60, required=False, help_text=_("Ví dụ: 123/QĐ-SGDĐT")
    )
    decision_on = DayField(label=_("Ngày ký quyết định"), required=False)
    body = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Bản quét của quyết định"),
        required=False,
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, PNG, JPEG, Word (.docx) hoặc Excel (.xlsx); không quá 20 MB."),
    )

    def __init__(self, *args: Any, row: Recorded | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {**initial_of(self.row_kind, row), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.row = row
        if row is not None:
            self.fields["edition"] = forms.IntegerField(widget=forms.HiddenInput)
            self.fields["reason"] = ReasonField(required=row.is_decided)
        own = [name for name in self.fields if name not in self.last]
        self.order_fields([*own, *self.last])

    def add_error(self, field: str | None, error: Any) -> None:
        """As ever; and no browser sends a file a second time by itself, so somebody must choose it again."""
        super().add_error(field, error)
        if self.files.get("file") and "file" not in self.errors:
            super().add_error("file", gettext("Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp trước khi ghi."))

    def values(self) -> dict[str, Any]:
        """What the row holds."""
        typed = self.cleaned_data
        return {name: typed[name] for name in FIELDS[self.row_kind] if name in typed}

    def paper(self) -> Paper:
        """The signed paper as given."""
        typed, file = self.cleaned_data, self.cleaned_data.get("file")
        name, content = (file.name or "", content_of(file)) if file else ("", b"")
        return Paper(typed["decision_number"], typed["decision_on"], typed["body"], name, content)

    def written_authors(self) -> list[tuple[Person, Decimal | None]] | None:
        """Authors of a work; None for what has none."""
        return None

    def offer(self, field: str, choices: catalogue.Offered, *, first: bool = True) -> None:
        """Let a field choose; a code that the rulebook no longer has stays choosable in the row that holds it."""
        held = getattr(self.row, field, "") if self.row is not None else ""
        known = dict(catalogue.flat(choices))
        offered: list[Any] = [*choices, *([(held, held)] if held and held not in known else [])]
        chooser = self.fields[field]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - the classes below say so
        chooser.choices = [NOTHING, *offered] if first else offered


class RatingForm(RowForm):
    """How somebody was rated."""

    row_kind = kinds.RATING

    year = YearField()
    of = forms.ChoiceField(label=_("Xếp loại của"), widget=forms.RadioSelect, initial=kinds.SELF)
    rating = forms.ChoiceField(label=_("Mức xếp loại"))

    def __init__(self, *args: Any, private: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = kinds.RATED_WORDS if private else {kinds.SELF: kinds.RATED_WORDS[kinds.SELF]}
        self.offer("of", said(offered), first=False)
        self.offer("rating", catalogue.rating_choices())


class WorksField(forms.ModelMultipleChoiceField):
    """Works to choose among; one name may come back in another year."""

    def label_from_instance(self, obj: Any) -> str:
        """Đổi mới giờ học, năm học 2024–2025."""
        return gettext("%(work)s, năm học %(year)s") % {"work": obj.name, "year": year_words(obj.year)}


class AwardForm(RowForm):
    """A title or form that was given."""

    row_kind = kinds.AWARD

    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    year = YearField(label=_("Năm học"), help_text=_("Năm học mà thành tích được xét; ví dụ: 2024-2025"))
    basis = forms.ChoiceField(label=_("Loại hình khen thưởng"))
    achievement = forms.CharField(label=_("Thành tích"), max_length=300, required=False)
    works = WorksField(
        Work.objects.none(),
        label=_("Sáng kiến, đề tài làm căn cứ"),
        required=False,
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
    )

    # Shown only where the use case found a second use.
    again = forms.BooleanField(label=_("Đã xem, vẫn ghi vào hồ sơ"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, works: list[Work] | None = None, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get(AGAIN) == "on":
            self.fields[AGAIN].widget = forms.CheckboxInput()
        self.offer("award", catalogue.award_choices(of))
        self.offer("basis", said(kinds.BASIS_WORDS), first=False)
        if works:
            field = self.fields["works"]
            assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - declared above
            field.queryset = Work.objects.filter(pk__in=[one.pk for one in works]).order_by("year", "pk")
        else:
            del self.fields["works"]

    def add_error(self, field: str | None, error: Any) -> None:
        """As ever; a second use is shown beside the box that says it was seen."""
        if field == AGAIN:
            self.fields[AGAIN].widget = forms.CheckboxInput()
        super().add_error(field, error)

    def values(self) -> dict[str, Any]:
        """What the row holds, and the works it rests on where any are offered."""
        chosen = self.cleaned_data.get("works")
        return super().values() | ({} if chosen is None else {"works": list(chosen)})


class RegisteredForm(RowForm):
    """A title or form that was registered for a year."""

    row_kind = kinds.REGISTERED

    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    year = YearField()

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("award", catalogue.award_choices(of))


class WorkForm(RowForm):
    """An initiative or a piece of research with its authors."""

    row_kind = kinds.WORK

    name = forms.CharField(label=_("Tên sáng kiến, đề tài"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), widget=forms.RadioSelect, initial="initiative")
    scope = forms.ChoiceField(label=_("Phạm vi ảnh hưởng"), widget=forms.RadioSelect, initial="unit")
    year = YearField()
    recognised_on = DayField(label=_("Ngày công nhận"), required=False)
    authors = forms.CharField(
        label=_("Tác giả"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi tác giả một dòng: mã định danh hoặc họ tên; tỷ lệ đóng góp nếu có. Ví dụ: GV-0123; 60"),
    )

    def __init__(self, *args: Any, find: FindPeople, first: Person | None = None, **kwargs: Any) -> None:
        row = kwargs.get("row")
        self.find, self.known = find, {}
        written = row.authorships.select_related("person").order_by("pk") if row is not None else []
        held = [(one.person, one.share) for one in written] or ([(first, None)] if first else [])
        for person, _share in held:
            self.known[typed_name(person)] = person
        lines = [
            f"{typed_name(person)}; {format_number(share)}" if share else typed_name(person) for person, share in held
        ]
        kwargs["initial"] = {"authors": "\n".join(lines)}
        super().__init__(*args, **kwargs)
        self.offer("kind", said(kinds.WORK_WORDS), first=False)
        self.offer("scope", said(kinds.SCOPE_WORDS), first=False)

    def clean_authors(self) -> list[tuple[Person, Decimal | None]]:
        """Each line as a person and a share."""
        lines = [line for line in self.cleaned_data["authors"].splitlines() if line.strip()]
        return [self._author(line) for line in lines]

    def written_authors(self) -> list[tuple[Person, Decimal | None]] | None:
        """Who made it."""
        found: list[tuple[Person, Decimal | None]] = self.cleaned_data["authors"]
        return found

    def _author(self, line: str) -> tuple[Person, Decimal | None]:
        name, _sign, typed = (part.strip() for part in line.partition(";"))
        found = [self.known[name]] if name in self.known else self.find(name)
        if not found:
            raise ValidationError(gettext("Không tìm thấy “%(name)s”; hãy nhập mã định danh.") % {"name": name[:80]})
        if len(found) > 1:
            raise ValidationError(
                gettext("Có nhiều người tên “%(name)s”; hãy nhập mã định danh.") % {"name": name[:80]}
            )
        try:
            return found[0], round(parse_number(typed), 2) if typed else None
        except NumberUnreadable as error:
            raise ValidationError(str(error)) from error


class MeasureForm(RowForm):
    """A length of service on a day."""

    row_kind = kinds.MEASURE

    of = forms.ChoiceField(label=_("Loại thời gian"))
    years = NumberField(label=_("Số năm"), help_text=_("Ví dụ: 12,5"))
    measured_on = DayField(label=_("Tính đến ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("of", catalogue.measure_choices())


class StatementForm(RowForm):
    """An answer to a question that only people can answer."""

    row_kind = kinds.STATEMENT

    code = forms.ChoiceField(label=_("Nội dung xác nhận"))
    year = YearField()
    answer = TruthField(label=_("Trả lời"))

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get("code", "") if self.is_bound else self.initial.get("code", "")
        self.offer("code", catalogue.asked_choices(of, chosen) if of else catalogue.statement_choices())
        # The chooser shows one line of it; here it is whole, with who is to answer.
        if words := catalogue.question_words(chosen):
            self.fields["code"].help_text = words.render(gettext)


class CheckedForm(RowForm):
    """A group was looked through and nothing is missing up to a year."""

    row_kind = kinds.CHECKED

    group = forms.ChoiceField(label=_("Mục đã rà soát"), widget=forms.RadioSelect)
    through = YearField(label=_("Đủ đến hết năm học"))

    def __init__(self, *args: Any, groups: tuple[str, ...] = kinds.CHECKED_OF_PERSON, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", said({one: kinds.CHECKED_WORDS[one] for one in groups}), first=False)


class DisciplineForm(RowForm):
    """A discipline."""

    row_kind = kinds.DISCIPLINE

    form = forms.ChoiceField(label=_("Hình thức kỷ luật"))
    decided_on = DayField(label=_("Ngày bị kỷ luật"))
    ended_on = DayField(label=_("Ngày chấp hành xong"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("form", catalogue.discipline_choices())


class MatterForm(RowForm):
    """Something that waits for a conclusion."""

    row_kind = kinds.MATTER

    kind = forms.CharField(label=_("Nội dung vụ việc"), max_length=300)
    since = DayField(label=_("Từ ngày"))
    authority = forms.CharField(label=_("Cơ quan xem xét"), max_length=200)
    expected_on = DayField(label=_("Dự kiến kết luận ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.row, "concluded_on", None) is None:
            return
        # A conclusion that was written down wrongly is corrected here, with the rest of the row.
        self.fields["concluded_on"] = DayField(label=_("Ngày kết luận"), required=False)
        self.fields["violation"] = TruthField(label=_("Có vi phạm không"), required=False, empty_value=None)
        self.fields["document"] = forms.CharField(label=_("Văn bản kết luận"), max_length=300, required=False)
        self.order_fields([*FIELDS[kinds.MATTER], *self.last])


class LeaveForm(RowForm):
    """Days away from work."""

    row_kind = kinds.LEAVE

    kind = forms.ChoiceField(label=_("Loại nghỉ"), widget=forms.RadioSelect)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", said(kinds.LEAVE_WORDS), first=False)


FORMS: dict[str, type[RowForm]] = {
    one.row_kind: one
    for one in (
        RatingForm, AwardForm, RegisteredForm, WorkForm, MeasureForm, StatementForm, CheckedForm, DisciplineForm,
        MatterForm, LeaveForm,
    )
}  # fmt: skip


#: Where a page of these kinds was opened to fill a gap: the fields of the year and of what is asked for.
BEGUN: Mapping[str, tuple[str, str]] = {
    kinds.RATING: ("year", ""),
    kinds.STATEMENT: ("year", "code"),
    kinds.MEASURE: ("", "of"),
    kinds.CHECKED: ("through", "group"),
}


def begun(kind: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the address of a page says already; what it says wrongly is left out."""
    year, about = BEGUN[kind]
    said, found = asked.get("nam", ""), dict[str, Any]()
    if year and len(said) == len("2024") and said.isascii() and said.isdigit():
        found[year] = int(said)
    if about and asked.get("muc"):
        found[about] = asked["muc"]
    return found


def initial_of(kind: str, row: Recorded) -> dict[str, Any]:
    """What a row holds, as its form shows it."""
    found = {name: getattr(row, name) for name in (*FIELDS[kind], "decision_number", "decision_on", "body", "edition")}
    if kind == kinds.AWARD:
        found["works"] = [str(one.uuid) for one in row.works.all()]  # type: ignore[attr-defined]
    return found


def said(words: Mapping[str, Text]) -> catalogue.Choices:
    """Words as choices, in the reader's language."""
    return [(code, text.render(gettext)) for code, text in words.items()]


def typed_name(person: Person) -> str:
    """How a person is named in a line of authors: by code where there is one."""
    return person.staff_code or person.full_name
