"""What the pages of the pledge ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.numbers import NumberUnreadable, format_number, parse_number
from thidua.foundation.asking import DayField
from thidua.registration.rules import pledges as rules
from thidua.registration.rules.pledges import PledgeWords
from thidua.registration.rules.registrations import DIRECTIONS, NO_DIRECTION, TargetFacts


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PledgeForm(forms.Form):
    """The words of the draft; its targets are a row each in `TARGETS`."""

    preamble = forms.CharField(
        label=_("Căn cứ"), required=False, max_length=5000, widget=_lines(3), help_text=_("Mỗi căn cứ một dòng.")
    )
    contents = forms.CharField(
        label=_("Nội dung thi đua"),
        required=False,
        max_length=40_000,
        widget=_lines(10),
        help_text=_("Mỗi nội dung một dòng; phần mềm tự đánh số. Dán được từ Word."),
    )
    promise = forms.CharField(label=_("Lời cam kết"), required=False, max_length=5000, widget=_lines(3))
    place = forms.CharField(
        label=_("Nơi ký kết"), required=False, max_length=200, help_text=_("Ví dụ: thành phố Cần Thơ")
    )
    signed_on = DayField(
        label=_("Ngày ghi trên bảng ký kết"), required=False, help_text=_("Để trống thì lấy ngày mở ký kết.")
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AmountField(forms.Field):
    """A figure as offices type it: 98,5; empty is None."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            amount = parse_number(text)
        except NumberUnreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if abs(amount) >= 10**10 or cast(int, amount.as_tuple().exponent) < -4:
            raise forms.ValidationError(gettext("Số quá lớn hoặc có quá bốn chữ số thập phân."))
        return amount


class TargetForm(forms.Form):
    """One target: what, how much, in what measure, which way."""

    text = forms.CharField(
        label=_("Tên chỉ tiêu"), required=False, max_length=500, widget=forms.TextInput(attrs={"size": "36"})
    )
    direction = forms.ChoiceField(label=_("Mức so sánh"), required=False, initial=NO_DIRECTION)
    amount = AmountField(
        label=_("Số"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "24", "size": "8"}),
    )
    measure = forms.CharField(
        label=_("Đơn vị tính"), required=False, max_length=60, widget=forms.TextInput(attrs={"size": "10"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, words.render(gettext)) for code, words in DIRECTIONS.items()]
        cast(forms.ChoiceField, self.fields["direction"]).choices = choices


TARGETS = forms.formset_factory(TargetForm, extra=3, max_num=rules.MOST_TARGETS + 3)


def begun(words: PledgeWords, edition: int) -> dict[str, Any]:
    """What the form shows at first."""
    return {
        "preamble": words.preamble,
        "contents": "\n".join(words.contents),
        "promise": words.promise,
        "place": words.place,
        "signed_on": words.signed_on,
        "edition": edition,
    }


def targets_begun(words: PledgeWords) -> list[dict[str, Any]]:
    """What the rows of targets show at first."""
    return [
        {
            "text": one.text,
            "direction": one.direction,
            "amount": "" if one.amount is None else format_number(one.amount),
            "measure": one.measure,
        }
        for one in words.targets
    ]


def typed_words(form: PledgeForm, targets: Sequence[TargetForm]) -> PledgeWords:
    """What was typed; both have been found valid."""
    given = form.cleaned_data
    rows = [one.cleaned_data for one in targets if one.cleaned_data]
    return PledgeWords(
        preamble=given["preamble"],
        contents=tuple(given["contents"].splitlines()),
        targets=tuple(
            TargetFacts(row["text"], row["amount"], row["measure"], row["direction"] or NO_DIRECTION) for row in rows
        ),
        promise=given["promise"],
        place=given["place"],
        signed_on=given["signed_on"],
    )


class StartForm(forms.Form):
    """Whether the draft begins from last year's."""

    take_over = forms.BooleanField(label=_("Lấy nội dung và chỉ tiêu của giao ước năm trước"), required=False)


class UntilForm(forms.Form):
    """The last day for comments."""

    until = DayField(label=_("Hạn góp ý"), help_text=_("Tính hết ngày này."))


class CommentForm(forms.Form):
    """What a member says, and about which place."""

    place = forms.ChoiceField(label=_("Góp ý về"), required=False)
    text = forms.CharField(label=_("Nội dung góp ý"), max_length=5000, widget=_lines(4))

    def __init__(self, words: PledgeWords, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["place"]).choices = places_of(words)


def places_of(words: PledgeWords) -> list[tuple[str, str | Promise]]:
    """The places of a draft that can be commented on; each is kept by the words it had when the comment was made."""
    contents = [f"Nội dung {at}: {text}" for at, text in enumerate(words.contents, start=1)]
    targets = [f"Chỉ tiêu {at}: {rules.describe_target(one)}" for at, one in enumerate(words.targets, start=1)]
    named = ["Căn cứ", *contents, *targets, "Lời cam kết"]
    return [("", _("Toàn văn")), *((name[:200], name[:100]) for name in named)]


class AnswerForm(forms.Form):
    """Whether a comment is taken, and what is said to it."""

    outcome = forms.ChoiceField(label=_("Kết quả"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Trả lời"), max_length=5000, widget=_lines(4), help_text=_("Mọi thành viên trong cụm đọc được.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, words.render(gettext)) for code, (words, _tone) in rules.OUTCOMES.items()]
        cast(forms.ChoiceField, self.fields["outcome"]).choices = choices


class OpenForm(forms.Form):
    """The edition of the draft that the leader has read."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WhyForm(forms.Form):
    """Why; everybody in the cluster reads it."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=_lines(3), help_text=_("Mọi thành viên trong cụm đọc được.")
    )


class NoteForm(forms.Form):
    """A note at the end of signing."""

    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=1000,
        widget=_lines(3),
        help_text=_("Bắt buộc khi còn đơn vị chưa ký: ghi rõ vì sao."),
    )
