"""What the pages of minutes and ballots send back."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.documents.rules import BornPassage
from thidua.foundation.asking import DayField
from thidua.meetings.forms.fields import ReasonField
from thidua.meetings.papers.ballot_paper import MOST_COPIES
from thidua.meetings.rules.minutes import DECLINED, OUTCOMES, TAKEN


class EditionForm(forms.Form):
    """A form that remembers which edition of the minutes was looked at."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ShowForm(EditionForm):
    """Until when those present may ask for corrections."""

    corrections_until = DayField(
        label=_("Hạn đề nghị sửa"), help_text=_("Tính hết ngày này. Người không có ý kiến được coi là đồng ý.")
    )


class SubmitForm(EditionForm):
    """Whether the minutes were read out and passed in the session itself."""

    read_out = forms.BooleanField(
        label=_("Biên bản đã được đọc và thông qua tại phiên họp"),
        required=False,
        help_text=_("Chọn khi không gửi biên bản cho những người dự xem sau phiên họp."),
    )

    def __init__(self, *args: Any, shown: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if shown:
            # Those present have had their time; there is nothing more to confirm.
            del self.fields["read_out"]


class ReopenForm(EditionForm):
    """Why the text is opened again."""

    reason = ReasonField()


class CorrectionForm(forms.Form):
    """Which passage is to be corrected, and how."""

    passage = forms.ChoiceField(label=_("Phần cần sửa"))
    text = forms.CharField(
        label=_("Nội dung đề nghị"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Viết rõ: sửa gì, thành gì, vì sao."),
    )

    def __init__(self, passages: tuple[BornPassage, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.key, one.heading.render(gettext)) for one in passages]
        cast(forms.ChoiceField, self.fields["passage"]).choices = offered


class AnswerForm(forms.Form):
    """What comes of a request for a correction."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        widget=forms.RadioSelect,
        help_text=_("Tiếp thu thì sau đó sửa lời văn trong dự thảo biên bản."),
    )
    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần nêu lý do khi không tiếp thu."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(code, OUTCOMES[code][0].render(gettext)) for code in (TAKEN, DECLINED)]
        cast(forms.ChoiceField, self.fields["outcome"]).choices = told


class CopiesForm(forms.Form):
    """How many ballots are printed."""

    copies = forms.IntegerField(
        label=_("Số phiếu cần in"), min_value=1, max_value=MOST_COPIES, help_text=_("Mỗi phiếu giống hệt nhau.")
    )
