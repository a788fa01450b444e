"""The paper of a local rule, and one clause of it: first where it fits and which condition, then what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.text import Text
from thidua.foundation.asking import DayField
from thidua.law.conditions.work import KIND_WORDS as WORK_WORDS
from thidua.law.conditions.work import SCOPE_WORDS
from thidua.law.rulebook import Rulebook
from thidua.lawbook.forms.law import PictureField
from thidua.lawbook.models import LocalRule
from thidua.lawbook.rules.composing import (
    CONDITION_WORDS,
    MEASURE,
    NO_DISCIPLINE,
    PARTY_RATING,
    RATING,
    STATED,
    WORK,
    WORKED,
    Clause,
    Opening,
)
from thidua.lawbook.rules.local import QUOTA
from thidua.lawbook.rules.words import LEVEL_WORDS
from thidua.lawbook.selectors.rules import Scope
from thidua.lawbook.services.local_rules import LEVELS_OF_CLUSTER, LEVELS_OF_UNIT, Head

LARGEST_TEXT = 200_000


def worded(words: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return [(code, text.render(gettext)) for code, text in words.items()]


class HeadForm(forms.Form):
    """The paper of a rule."""

    scope = forms.ChoiceField(label=_("Nơi áp dụng"), help_text=_("Đơn vị và các đơn vị trực thuộc, hoặc cụm."))
    level = forms.ChoiceField(label=_("Cấp văn bản"))
    title = forms.CharField(
        label=_("Tên văn bản, như khi viện dẫn"), max_length=150, help_text=_("Ví dụ: Quy chế thi đua, khen thưởng")
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False, help_text=_("Ví dụ: 12/QC-THPT"))
    signed_on = DayField(label=_("Ngày ký"), required=False)
    starts_on = DayField(label=_("Áp dụng từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa có ngày kết thúc."))
    paper = PictureField(label=_("Văn bản đã ký"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, scopes: Iterable[Scope] = (), cluster: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(scopes)
        if cluster is None:
            cast(forms.ChoiceField, self.fields["scope"]).choices = [(one.key, one.name) for one in found]
            levels: tuple[str, ...] = tuple(dict.fromkeys((*LEVELS_OF_UNIT, *LEVELS_OF_CLUSTER)))
        else:
            del self.fields["scope"]
            levels = LEVELS_OF_CLUSTER if cluster else LEVELS_OF_UNIT
        choices = worded({code: LEVEL_WORDS[code] for code in levels})
        cast(forms.ChoiceField, self.fields["level"]).choices = choices


def head_of(given: Mapping[str, Any]) -> Head:
    """The paper as it was typed."""
    names = ("level", "title", "number", "signed_on", "starts_on", "ends_on")
    return Head(**{name: given[name] for name in names})


def head_shown(rule: LocalRule) -> dict[str, Any]:
    """The paper as the form shows it."""
    names = ("level", "title", "number", "signed_on", "starts_on", "ends_on", "edition")
    return {name: getattr(rule, name) for name in names}


class OpeningForm(forms.Form):
    """Which part that the law leaves open is filled in, and by what kind of condition."""

    opening = forms.ChoiceField(
        label=_("Điền vào phần nào pháp luật để ngỏ"),
        help_text=_("Chỉ có những phần mà quy định cấp trên để ngỏ trong thời gian văn bản có hiệu lực."),
    )
    condition = forms.ChoiceField(label=_("Bằng điều kiện nào"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, openings: Iterable[Opening] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.key, one.words.render(gettext)) for one in openings]
        cast(forms.ChoiceField, self.fields["opening"]).choices = shown
        kinds = worded({code: words for code, words in CONDITION_WORDS.items() if code != QUOTA})
        cast(forms.ChoiceField, self.fields["condition"]).choices = kinds

    def clean(self) -> dict[str, Any]:
        """A share needs no condition; anything else does."""
        given = super().clean() or {}
        if given.get("opening", "").endswith(f"|{QUOTA}"):
            given["condition"] = QUOTA
        elif "opening" in given and not given.get("condition"):
            self.add_error("condition", gettext("Hãy chọn một điều kiện."))
        return given


class ClauseForm(forms.Form):
    """One clause: what its condition needs, where it stands in the paper, from when to when."""

    place = forms.CharField(
        label=_("Điều, khoản, điểm trong văn bản"), max_length=200, help_text=_("Ví dụ: khoản 2 Điều 5")
    )
    starts_on = DayField(label=_("Áp dụng từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa có ngày kết thúc."))
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, condition: str, book: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = fields_of(condition, book)
        self.fields.update(asked)
        self.order_fields([*asked, "place", "starts_on", "ends_on", "edition"])


def fields_of(condition: str, book: Rulebook) -> dict[str, forms.Field]:
    """What a condition of the vocabulary needs to be told."""
    parts = book.parts
    if condition in (RATING, PARTY_RATING):
        marks = [(one.code, one.name) for one in parts.ratings.values()]
        return {"rating": forms.ChoiceField(label=_("Từ mức"), choices=marks)}
    if condition == WORKED:
        return {"months": forms.IntegerField(label=_("Số tháng ít nhất"), min_value=1, max_value=12)}
    if condition == WORK:
        return {
            "kinds": forms.MultipleChoiceField(
                label=_("Loại"), choices=worded(WORK_WORDS), widget=forms.CheckboxSelectMultiple
            ),
            "scope": forms.ChoiceField(label=_("Phạm vi thấp nhất"), choices=worded(SCOPE_WORDS)),
            "at_least": forms.IntegerField(label=_("Ít nhất bao nhiêu"), min_value=1, max_value=30, initial=1),
            "last": forms.IntegerField(label=_("Trong bao nhiêu năm"), min_value=1, max_value=30, initial=1),
        }
    if condition == STATED:
        return {
            "words": forms.CharField(
                label=_("Nội dung cần xác nhận"),
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Viết tiếp sau chữ “cá nhân, tập thể”, ví dụ: đã dự giờ đủ 18 tiết trong năm"),
            ),
            "who": forms.CharField(label=_("Ai xác nhận"), max_length=150, help_text=_("Ví dụ: tổ trưởng chuyên môn")),
        }
    if condition == NO_DISCIPLINE:
        shown = [(one.code, one.name) for one in parts.disciplines.values()]
        return {"discipline": forms.ChoiceField(label=_("Từ hình thức"), choices=shown)}
    if condition == MEASURE:
        kinds = [(one.code, one.name) for one in parts.measures.values()]
        return {
            "measure": forms.ChoiceField(label=_("Loại thời gian"), choices=kinds),
            "years": forms.IntegerField(label=_("Số năm ít nhất"), min_value=1, max_value=60),
        }
    if condition == QUOTA:
        awards = [("", _("Chọn danh hiệu, hình thức")), *((one.code, one.name) for one in book.awards.values())]
        return {
            "percent": forms.DecimalField(
                label=_("Không quá bao nhiêu phần trăm"), min_value=0, max_value=100, max_digits=5, decimal_places=2
            ),
            "of": forms.ChoiceField(label=_("Tính trên số đạt"), choices=awards),
            "whose": forms.CharField(
                label=_("Viết thành câu"),
                max_length=300,
                help_text=_("Ví dụ: Chiến sĩ thi đua cơ sở không quá 15 % số người đạt Lao động tiên tiến"),
            ),
        }
    return {}


def clause_of(opening: str, condition: str, given: Mapping[str, Any]) -> Clause:
    """The clause as it was typed."""
    award, subject, fills = opening.split("|")
    own = {key: value for key, value in given.items() if key not in ("place", "starts_on", "ends_on", "edition")}
    return Clause(
        award=award,
        subject=subject,
        fills=fills,
        condition=condition,
        place=given["place"],
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        given=own,
    )


class TextForm(forms.Form):
    """The whole content as a text or a file."""

    text = forms.CharField(
        label=_("Nội dung dạng YAML"),
        required=False,
        max_length=LARGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Hoặc gửi tệp"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WithdrawForm(forms.Form):
    """From which day a rule no longer holds, and why."""

    from_day = DayField(
        label=_("Thôi áp dụng từ ngày"),
        help_text=_("Nhập nhầm văn bản thì ghi chính ngày bắt đầu áp dụng: coi như chưa từng áp dụng."),
    )
    reason = forms.CharField(label=_("Lý do, căn cứ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class VersionForm(forms.Form):
    """From which day the new version holds."""

    starts_on = DayField(label=_("Bản mới áp dụng từ ngày"))
