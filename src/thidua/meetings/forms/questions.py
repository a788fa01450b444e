"""What the pages of questions, opinions and elections send back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.days import day_of
from thidua.foundation.asking import DayField
from thidua.law.voting import Rulebook, groups
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import AgendaItem, Opinion, Question, Session
from thidua.meetings.rules.decisions import CandidateFacts, QuestionPlan
from thidua.meetings.rules.opinions import ANSWERS
from thidua.meetings.rules.questions import CHOOSE, MANNERS
from thidua.organisations.models import Unit
from thidua.organisations.selectors.units import name_on


class QuestionForm(forms.Form):
    """A question put from the agenda: what for, how it is voted on, about whom."""

    title = forms.CharField(label=_("Nội dung biểu quyết"), max_length=300)
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("Thuộc nội dung chương trình"),
        required=False,
        to_field_name="uuid",
        empty_label=_("Không thuộc nội dung nào"),
    )
    purpose = forms.ChoiceField(label=_("Để làm gì"), help_text=_("Quy định biểu quyết được chọn theo mục này."))
    manner = forms.ChoiceField(label=_("Cách biểu quyết"), widget=forms.RadioSelect)
    units = forms.MultipleChoiceField(
        label=_("Đơn vị là đối tượng"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.MultipleChoiceField(
        label=_("Thành viên là đối tượng"), required=False, widget=forms.CheckboxSelectMultiple
    )
    labels = forms.CharField(
        label=_("Đối tượng khác"), required=False, help_text=_("Mỗi dòng một đối tượng."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("Số được chọn"), required=False, min_value=1, max_value=99,
        help_text=_("Để trống: chọn trong danh sách lấy 1; đồng ý từng đối tượng thì mọi đối tượng đạt đều được chọn."),
    )  # fmt: skip
    candidates_vote = forms.BooleanField(
        label=_("Người là đối tượng bỏ phiếu vẫn bỏ phiếu"), required=False, initial=True,
        help_text=_("Chỉ áp dụng khi quy định không nói rõ."),
    )  # fmt: skip

    def __init__(self, session: Session, rulebook: Rulebook, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts, day = session_facts(session), day_of(session.starts_at)
        known = groups()
        self.fields["item"].queryset = session.agenda.all()  # type: ignore[attr-defined]
        self._offer("purpose", [(code, known[code]) for entry in rulebook.entries for code in entry.groups])
        self._offer("manner", [(code, words.render(gettext)) for code, words in MANNERS.items()])
        pks = [one.unit for one in facts.members if one.unit is not None]
        units = Unit.objects.filter(pk__in=pks).prefetch_related("names").in_bulk()
        self._offer("units", [(str(pk), name_on(units[pk], day)) for pk in pks])
        people = [(str(one.person), one.name) for one in facts.members if one.person and one.unit is None]
        self._offer("people", people)
        for name in ("units", "people"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def plan(self) -> QuestionPlan:
        """What was typed, as a plan; only for a valid form."""
        typed = self.cleaned_data
        units = tuple(int(pk) for pk in typed.get("units", ()))
        people = tuple(int(pk) for pk in typed.get("people", ()))
        labels = tuple(line.strip() for line in typed["labels"].splitlines() if line.strip())
        everybody = max(len(units) + len(people) + len(labels), 1)
        return QuestionPlan(
            title=typed["title"],
            purpose=typed["purpose"],
            manner=typed["manner"],
            seats=typed["seats"] or (1 if typed["manner"] == CHOOSE else everybody),
            candidate_units=units,
            candidate_people=people,
            candidate_labels=labels,
            candidates_vote=typed["candidates_vote"],
        )


class HandsForm(forms.Form):
    """Counted hands for each candidate: yes, no, no opinion."""

    def __init__(self, candidates: tuple[CandidateFacts, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"yes": _("đồng ý"), "no": _("không đồng ý"), "abstained": _("không có ý kiến")}
        self.candidates = candidates
        for one in candidates:
            for name, word in words.items():
                self.fields[f"{name}-{one.key}"] = forms.IntegerField(
                    label=f"{one.label}: {word}", min_value=0, max_value=9999,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )  # fmt: skip

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """The counts by candidate; only for a valid form."""
        typed = self.cleaned_data
        return {
            one.key: (typed[f"yes-{one.key}"], typed[f"no-{one.key}"], typed[f"abstained-{one.key}"])
            for one in self.candidates
        }


class AskForm(forms.Form):
    """Until when the absent may answer."""

    until = DayField(
        label=_("Hạn trả lời"), help_text=_("Tính hết ngày này; ý kiến đến sau được ghi nhưng không tính.")
    )


class AnswersForm(forms.Form):
    """An absent member's answers, one for each candidate of each question."""

    def __init__(self, asked: list[Opinion], *args: Any, slip: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        choices = [(code, words.render(gettext)) for code, words in ANSWERS.items()]
        for opinion in asked:
            for one in opinion.question.candidates.all():
                self.fields[f"y-{one.uuid}"] = forms.ChoiceField(
                    label=f"{opinion.question.title}: {one.label}", choices=choices, widget=forms.RadioSelect
                )
        if slip:
            self.fields["received_on"] = DayField(
                label=_("Ngày nhận phiếu"), help_text=_("Phiếu nhận sau hạn được ghi nhưng không tính.")
            )
            self.fields["slip"] = forms.FileField(
                label=_("Bản quét phiếu ý kiến"), max_length=1000, allow_empty_file=True,
                help_text=_("PDF, PNG hoặc JPEG, không quá 20 MB."),
                widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
            )  # fmt: skip

    def answers(self) -> dict[str, dict[str, str]]:
        """The answers by question and candidate; only for a valid form."""
        return {
            str(opinion.question.uuid): {
                str(one.uuid): self.cleaned_data[f"y-{one.uuid}"] for one in opinion.question.candidates.all()
            }
            for opinion in self.asked
        }


class OfficesForm(forms.Form):
    """Which decided elections become terms of office, from when to when, by which minutes."""

    leader_question = forms.ModelChoiceField(
        Question.objects.none(), label=_("Nội dung bầu cụm trưởng"), to_field_name="uuid"
    )
    deputy_question = forms.ModelChoiceField(
        Question.objects.none(), label=_("Nội dung bầu cụm phó"), to_field_name="uuid", required=False
    )
    starts_on = DayField(label=_("Nhiệm kỳ từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"))
    minutes_number = forms.CharField(label=_("Số biên bản hội nghị"), max_length=60, help_text=_("Ví dụ: 05/BB-CTĐ1"))
    minutes_on = DayField(label=_("Ngày của biên bản"))
    confirmed = forms.BooleanField(
        label=_("Tôi xác nhận: từ ngày bắt đầu nhiệm kỳ, quyền hạn chuyển sang các đơn vị được bầu.")
    )

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = session.questions.filter(state=Question.State.DECIDED)
        for name, purpose in (("leader_question", "next-leader"), ("deputy_question", "next-deputy")):
            self.fields[name].queryset = decided.filter(purpose=purpose)  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """The day whose rules are looked up."""

    ngay = DayField(label=_("Ngày"), required=False)
