"""What voters tick and what the counting committee types. Nothing typed here is ever stored as it was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Round
from thidua.ballots.rules import CHOOSE, Count, PaperFigures
from thidua.ballots.rules.ballots import ANSWERS, CHOSEN, NOT_CHOSEN, marks_for
from thidua.core.text import Text

NOBODY = "--"


class BallotForm(forms.Form):
    """The ballot: one field to choose with, or one for each name; `marks` is what was ticked, in letters."""

    def __init__(self, held: Round, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.held = held
        if held.kind == CHOOSE:
            self._add_choice()
        else:
            self._add_answers()

    @classmethod
    def of(cls, held: Round, marks: str) -> BallotForm:
        """The form as somebody filled it in who left these letters; not valid when they are none of this round."""
        if held.kind != CHOOSE:
            return cls(held, {f"y{place}": mark for place, mark in enumerate(marks)})
        if len(marks) != len(held.names) or set(marks) - {CHOSEN, NOT_CHOSEN}:
            return cls(held, {"chon": ["?"]})
        ticked = [_place(place) for place, mark in enumerate(marks) if mark == CHOSEN]
        return cls(held, {"chon": ticked if held.seats > 1 else (ticked or [NOBODY])[0]})

    def _add_choice(self) -> None:
        names = [(_place(place), option.label) for place, option in enumerate(self.held.names)]
        if self.held.seats == 1:
            blank = (NOBODY, _g("Không chọn ai (phiếu trắng, không hợp lệ)"))
            self.fields["chon"] = forms.ChoiceField(
                label=_("Chọn một"),
                widget=forms.RadioSelect,
                choices=[*names, blank],
                error_messages={"required": _("Chưa chọn dòng nào.")},
            )
            return
        self.fields["chon"] = forms.MultipleChoiceField(
            label=_("Chọn nhiều nhất %(n)s") % {"n": self.held.seats},
            help_text=_("Không chọn ai là bỏ phiếu trắng: phiếu không hợp lệ."),
            widget=forms.CheckboxSelectMultiple,
            choices=names,
            required=False,
        )

    def _add_answers(self) -> None:
        answers = [(letter, _g(words.pattern)) for letter, words in ANSWERS.items()]
        for place, option in enumerate(self.held.names):
            self.fields[f"y{place}"] = forms.ChoiceField(
                label=option.label,
                widget=forms.RadioSelect,
                choices=answers,
                error_messages={"required": _("Chưa chọn ý nào.")},
            )

    @property
    def marks(self) -> str:
        """The letters of what was ticked; the form is valid."""
        if self.held.kind == CHOOSE:
            ticked = self.cleaned_data["chon"]
            ticked = {ticked} if isinstance(ticked, str) else set(ticked)
            return "".join(CHOSEN if _place(one) in ticked else NOT_CHOSEN for one in range(len(self.held.names)))
        given = {option.key: self.cleaned_data[f"y{place}"] for place, option in enumerate(self.held.names)}
        return marks_for(self.held.kind, self.held.names, given)


def _place(number: int) -> str:
    """A name's place as its value in the form: two letters for every name and for nobody."""
    return f"{number:02d}"


def _code_field(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 32}
        ),
        error_messages={"required": _("Chưa gõ mã mở hòm phiếu.")},
    )


class OpeningForm(forms.Form):
    """The code typed back, to show that it was written down."""

    code = _code_field(
        _("Gõ lại mã mở hòm phiếu vừa ghi"), _("Chữ hoa, chữ thường, dấu gạch và khoảng trắng đều được.")
    )


class VoidForm(forms.Form):
    """Why a round is made void."""

    reason = forms.CharField(
        label=_("Lý do hủy"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Chưa ghi lý do hủy.")},
    )


def _number(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=100000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
        error_messages={"required": _("Chưa ghi số."), "invalid": _("Hãy ghi một số nguyên.")},
    )


class ClosingForm(forms.Form):
    """The code and, where paper was handed out, the committee's figures."""

    def __init__(self, held: Round, data: Any = None, *, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.held, self.on_paper = held, on_paper
        if on_paper:
            self._add_figures()
        self.fields["code"] = _code_field(_("Mã mở hòm phiếu"), _("Mã 25 chữ và số đã ghi khi mở vòng bỏ phiếu."))

    def _add_figures(self) -> None:
        self.fields["replaced"] = _number(_("Phiếu hỏng đã đổi phiếu khác"), _("Không có thì ghi 0."))
        self.fields["unused"] = _number(_("Phiếu đã phát nhưng không bỏ vào hòm"), _("Không kể phiếu hỏng đã đổi."))
        self.fields["collected"] = _number(_("Phiếu giấy thu được trong hòm"))
        self.fields["invalid"] = _number(_("Trong đó phiếu không hợp lệ"))
        self.fields["invalid_reasons"] = forms.CharField(
            label=_("Lý do không hợp lệ"),
            help_text=_("Ví dụ: 1 phiếu trắng, 1 phiếu chọn quá số lượng."),
            max_length=500,
            required=False,
        )
        for place, option in enumerate(self.held.names):
            for column, words in self._columns():
                label = f"{option.label}: {words}" if words else option.label
                self.fields[f"n{place}{column}"] = _number(label)

    def _columns(self) -> list[tuple[str, str]]:
        if self.held.kind == CHOOSE:
            return [("y", _g("số phiếu chọn"))]
        return [(letter, _g(words.pattern).lower()) for letter, words in ANSWERS.items()]

    @property
    def sheet_fields(self) -> list[forms.BoundField]:
        """The fields about sheets of paper."""
        names = ("replaced", "unused", "collected", "invalid", "invalid_reasons")
        return [self[name] for name in names] if self.on_paper else []

    @property
    def count_fields(self) -> list[forms.BoundField]:
        """The fields with what the valid paper ballots say."""
        return [self[name] for name in self.fields if name.startswith("n") and name[1:2].isdigit()]

    @property
    def figures(self) -> PaperFigures | None:
        """What was typed, as the rules know it; the form is valid."""
        if not self.on_paper:
            return None
        given = self.cleaned_data
        counts = tuple(
            Count(option, *(given.get(f"n{place}{letter}") or 0 for letter in ANSWERS))
            for place, option in enumerate(self.held.names)
        )
        names = ("replaced", "unused", "collected", "invalid", "invalid_reasons")
        return PaperFigures(counts=counts, **{name: given[name] for name in names})


def words_of(text: Text) -> str:
    """A sentence of the rules in the reader's language."""
    return text.render(_g)
