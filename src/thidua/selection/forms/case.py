"""What the pages of a case ask: which session, who declined, who is held, what was concluded or ruled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.text import Text
from thidua.foundation.asking import DayField
from thidua.foundation.file_kinds import ACCEPT, LARGEST_FILE, too_large
from thidua.selection.rules.outcome import CLEARED, WRONGDOING
from thidua.selection.rules.telling import HOLD_WORDS


class PaperForm(forms.Form):
    """A form that comes with a paper, which stands last."""

    paper = forms.FileField(
        label=_("Văn bản kèm theo"),
        max_length=1000,
        allow_empty_file=True,
        help_text=_("PDF, ảnh PNG hoặc JPEG, Word hoặc Excel, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "paper"] + ["paper"])

    def choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Give a field of choices what may be chosen."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)


class HoldForm(PaperForm):
    """Which unit is held, since when, why."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    since = DayField(label=_("Từ ngày"))
    reason = forms.CharField(
        label=_("Dấu hiệu sai phạm, cơ quan đang xem xét"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: Thanh tra tỉnh đang xác minh đơn số …"),
    )


class ConclusionForm(PaperForm):
    """What the authority concluded, and when."""

    state = forms.ChoiceField(label=_("Kết luận"), widget=forms.RadioSelect)
    on = DayField(label=_("Ngày kết luận"))
    conclusion = forms.CharField(
        label=_("Nội dung kết luận"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("state", worded({code: HOLD_WORDS[code][0] for code in (CLEARED, WRONGDOING)}))


class RefusalForm(PaperForm):
    """Which unit does not take which prize."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    prize = forms.ChoiceField(label=_("Hình thức khen"))
    on = DayField(label=_("Ngày ghi trên văn bản từ chối"))
    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RulingForm(PaperForm):
    """What the organiser decides."""

    answer = forms.ChoiceField(label=_("Cách xử lý"), widget=forms.RadioSelect)
    on = DayField(label=_("Ngày quyết định"))
    reason = forms.CharField(label=_("Lý do, căn cứ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SessionForm(forms.Form):
    """In which session the vote is taken."""

    session = forms.ChoiceField(label=_("Phiên họp, hội nghị"))
    item = forms.ChoiceField(
        label=_("Nội dung chương trình"),
        required=False,
        help_text=_("Biên bản ghi kết quả bỏ phiếu dưới nội dung này."),
    )


def worded(words: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return [(code, text.render(gettext)) for code, text in words.items()]


def upload_of(given: Mapping[str, Any], name: str = "paper") -> tuple[str, bytes]:
    """The name and content of what was sent. Raises BadInput for a file over the limit, before it is read."""
    sent = given[name]
    if (sent.size or 0) > LARGEST_FILE:
        raise too_large(sent.name or "", sent.size or 0)
    return sent.name or "", sent.read()
