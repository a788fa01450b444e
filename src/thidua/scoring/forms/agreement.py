"""What the pages of agreement send back."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.core.errors import BadInput
from thidua.core.text import say
from thidua.foundation.asking import DayField
from thidua.scoring.rules import Criterion, Entry
from thidua.scoring.rules.verification import read_figure


class CirculationForm(forms.Form):
    """The last day for objections, and whether what is not ready may go round."""

    objections_until = DayField(
        label=_("Hạn nêu ý kiến"), help_text=_("Tính hết ngày này. Đơn vị không nêu ý kiến được coi là đồng ý.")
    )
    provisional = forms.BooleanField(label=_("Gửi ở dạng tạm tính dù còn việc chưa xong"), required=False)


def typed_figure(criterion: Criterion, data: Mapping[str, str]) -> Entry | None:
    """The proposed points or answer; None when the box is empty. Raises BadInput."""
    text = data.get("diem", "").strip()
    if not text:
        return None
    entry, problems = read_figure(criterion, text, str(say("Điểm")))
    if problems:
        raise BadInput(problems)
    return entry
