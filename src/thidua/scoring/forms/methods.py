"""The editor of a criterion's method: one small form for each kind of the closed vocabulary. No code is ever typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.scoring.forms.method_base import OPERATORS, MethodForm
from thidua.scoring.forms.numbers import NumberField
from thidua.scoring.rules import (
    Bands,
    CollectivePenalty,
    CountTimesUnit,
    Edge,
    FreeRating,
    Gate,
    Levels,
    Linear,
    Measure,
    Method,
    Penalty,
    RankInCluster,
    StartFullSubtract,
    Threshold,
    VsTarget,
    YesNo,
)
from thidua.scoring.rules.methods.measured import SIGNS

#: Kinds in the order people meet them, with their words. A group and an unclear text are no choice.
METHOD_CHOICES: tuple[tuple[str, Any], ...] = (
    (FreeRating.kind, _("Chấm tự do trong khoảng điểm")),
    (YesNo.kind, _("Có hoặc không")),
    (Levels.kind, _("Theo mức có tên")),
    (Bands.kind, _("Theo bậc của một tỷ lệ hoặc con số")),
    (Linear.kind, _("Tỷ lệ nhân điểm tối đa")),
    (Threshold.kind, _("Đạt ngưỡng thì đủ điểm, không đạt thì 0")),
    (VsTarget.kind, _("So với chỉ tiêu")),
    (RankInCluster.kind, _("Xếp hạng trong cụm")),
    (CountTimesUnit.kind, _("Số lượng nhân điểm của mỗi đơn vị đếm")),
    (StartFullSubtract.kind, _("Bắt đầu đủ điểm rồi trừ dần")),
    (Penalty.kind, _("Trừ điểm theo số lần")),
    (CollectivePenalty.kind, _("Trừ điểm theo vi phạm của tập thể")),
    (Gate.kind, _("Điều kiện: không đạt thì loại hoặc chờ")),
)
MEASURES = (("percent", _("một tỷ lệ phần trăm")), ("number", _("một con số")), ("ratio", _("phần chia cho toàn bộ")))


class FreeRatingForm(MethodForm):
    """Points picked freely, by a step. vi: chấm tự do."""

    kind = FreeRating.kind
    step = NumberField(label=_("Bước chấm"), required=False, help_text=_("Ví dụ 0,5; để trống nếu chấm tùy ý."))
    low = NumberField(label=_("Điểm thấp nhất"), required=False, help_text=_("Để trống là 0."))
    high = NumberField(label=_("Điểm cao nhất"), required=False, help_text=_("Để trống là điểm tối đa của tiêu chí."))
    with_reason = forms.BooleanField(label=_("Phải kèm lý do"), required=False)

    def build(self, values: dict[str, Any]) -> Method:
        return FreeRating(
            step=values["step"] or None,
            low=values["low"] or Decimal(0),
            high=values["high"],
            with_reason=values["with_reason"],
            remarks=self.remarks,
        )


class YesNoForm(MethodForm):
    """No parameters. vi: có hoặc không."""

    kind = YesNo.kind

    def build(self, _values: dict[str, Any]) -> Method:
        return YesNo(remarks=self.remarks)


class LevelsForm(MethodForm):
    """Named levels with their points. vi: theo mức."""

    kind = Levels.kind
    columns = (_("Mức"), _("Điểm"))

    def rows_of(self, method: Any) -> list[tuple[Any, ...]]:
        return list(method.options)

    def build(self, _values: dict[str, Any]) -> Method:
        return Levels(options=tuple(self.list_rows), remarks=self.remarks)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and any(not name for name, _points in self.built.options):  # type: ignore[attr-defined]
            self.add_error(None, gettext("Mỗi mức cần một tên."))
        return values


class MeasuredForm(MethodForm):
    """What a band, a line or a threshold looks at."""

    measured = forms.ChoiceField(label=_("Đo bằng"), choices=MEASURES)
    numerator = forms.CharField(
        label=_("Phần"),
        required=False,
        max_length=60,
        help_text=_("Chỉ khi đo bằng phép chia, ví dụ: số đã hoàn thành."),
    )
    denominator = forms.CharField(
        label=_("Toàn bộ"),
        required=False,
        max_length=60,
        help_text=_("Chỉ khi đo bằng phép chia, ví dụ: số được giao."),
    )

    def initial_of(self, method: Any) -> dict[str, Any]:
        measure = method.measured
        return super().initial_of(method) | {
            "measured": measure.kind,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
        }

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        if sent.get("measured") == "ratio":
            for name in ("numerator", "denominator"):
                text = sent.get(name, "")
                if not text or any(sign in text for sign in "/*(),;:"):
                    self.add_error(name, gettext("Hãy ghi tên số liệu bằng chữ, không dùng dấu / * ( ) , ; :"))
        return super().clean()

    def measure(self, values: dict[str, Any]) -> Measure:
        if values["measured"] != "ratio":
            return Measure(values["measured"])
        return Measure("ratio", values["numerator"], values["denominator"])


class BandsForm(MeasuredForm):
    """Steps of a measured quantity. vi: theo bậc."""

    kind = Bands.kind
    columns = (_("So sánh"), _("Mốc"), _("Điểm"))
    rows_hint = _("Ghi từ mốc cao xuống mốc thấp; bậc đầu tiên đạt được sẽ được tính.")
    otherwise = NumberField(label=_("Còn lại được"), required=False, help_text=_("Điểm khi không đạt bậc nào."))

    def rows_of(self, method: Any) -> list[tuple[Any, ...]]:
        return [(edge.op, edge.limit, edge.points) for edge in method.edges]

    def build(self, values: dict[str, Any]) -> Method:
        edges = tuple(Edge(*row) for row in self.list_rows)
        return Bands(self.measure(values), edges, values["otherwise"], remarks=self.remarks)

    def _is_choice(self, c: int) -> bool:
        return c == 0

    def _is_number(self, c: int) -> bool:
        return c > 0

    def _value(self, c: int, text: str) -> Any:
        if c == 0:
            return text if text in SIGNS else ">="
        return super()._value(c, text)


class LinearForm(MeasuredForm):
    """A share of the maximum. vi: tuyến tính."""

    kind = Linear.kind
    clip = forms.BooleanField(label=_("Phần có thể lớn hơn toàn bộ, khi đó tính là 1"), required=False)

    def build(self, values: dict[str, Any]) -> Method:
        return Linear(self.measure(values), values["clip"] and values["measured"] == "ratio", remarks=self.remarks)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("measured") == "number":
            self.add_error("measured", gettext("Cách chấm này cần một tỷ lệ; hãy chọn tỷ lệ phần trăm hoặc phép chia."))
        return super().clean()


class ThresholdForm(MeasuredForm):
    """All or nothing. vi: ngưỡng."""

    kind = Threshold.kind
    op = forms.ChoiceField(label=_("So sánh"), choices=[one for one in OPERATORS if one[0] != "="])
    limit = NumberField(label=_("Ngưỡng"))

    def build(self, values: dict[str, Any]) -> Method:
        return Threshold(self.measure(values), values["op"], values["limit"], remarks=self.remarks)


class VsTargetForm(MethodForm):
    """Against a target. vi: so chỉ tiêu."""

    kind = VsTarget.kind
    cluster_best = forms.BooleanField(
        label=_("Đơn vị vượt chỉ tiêu cao nhất cụm mới được điểm tối đa"),
        required=False,
        help_text=_("Đạt đúng chỉ tiêu được nửa điểm; ở giữa tính theo đường thẳng."),
    )

    def build(self, values: dict[str, Any]) -> Method:
        return VsTarget(cluster_best=values["cluster_best"], remarks=self.remarks)


class RankForm(MethodForm):
    """Points by place in the cluster. vi: xếp hạng trong cụm."""

    kind = RankInCluster.kind
    columns = (_("Điểm"),)
    rows_hint = _("Dòng thứ nhất là điểm của hạng 1, dòng thứ hai là hạng 2, cứ thế tiếp tục.")
    numbered_rows = True
    lower = forms.BooleanField(label=_("Giá trị thấp đứng trước"), required=False)

    def initial_of(self, method: Any) -> dict[str, Any]:
        return {"lower": not method.higher_is_better}

    def rows_of(self, method: Any) -> list[tuple[Any, ...]]:
        return [(points,) for points in method.points]

    def build(self, values: dict[str, Any]) -> Method:
        return RankInCluster(tuple(points for (points,) in self.list_rows), not values["lower"], remarks=self.remarks)


class CountForm(MethodForm):
    """A count times the points of one. vi: đếm."""

    kind = CountTimesUnit.kind
    columns = (_("Loại"), _("Điểm của mỗi đơn vị đếm"))
    rows_hint = _("Chỉ có một loại thì để trống tên loại.")
    cap = NumberField(
        label=_("Nhiều nhất"), required=False, help_text=_("Điểm tối đa của dòng; để trống là không giới hạn.")
    )
    once = forms.BooleanField(label=_("Mỗi loại chỉ tính một lần: có hoặc không"), required=False)

    def rows_of(self, method: Any) -> list[tuple[Any, ...]]:
        return list(method.units)

    def build(self, values: dict[str, Any]) -> Method:
        return CountTimesUnit(tuple(self.list_rows), values["cap"], values["once"], remarks=self.remarks)


class KindsForm(MethodForm):
    """Kinds of violation with what each costs."""

    columns = (_("Loại vi phạm"), _("Trừ mỗi lần"))
    rows_hint = _("Chỉ có một loại thì để trống tên loại.")

    def rows_of(self, method: Any) -> list[tuple[Any, ...]]:
        return list(method.kinds)


class StartFullForm(KindsForm):
    """Full points, then less. vi: đủ điểm rồi trừ."""

    kind = StartFullSubtract.kind
    start = NumberField(label=_("Bắt đầu từ"), required=False, help_text=_("Để trống là điểm tối đa của tiêu chí."))
    floor = NumberField(label=_("Thấp nhất còn"), required=False, help_text=_("Để trống là 0."))

    def build(self, values: dict[str, Any]) -> Method:
        return StartFullSubtract(
            tuple(self.list_rows), values["start"], values["floor"] or Decimal(0), remarks=self.remarks
        )


class PenaltyForm(KindsForm):
    """Points taken away for each case. vi: trừ."""

    kind = Penalty.kind
    cap = NumberField(label=_("Trừ nhiều nhất"), required=False, help_text=_("Để trống là không giới hạn."))

    def build(self, values: dict[str, Any]) -> Method:
        return Penalty(tuple(self.list_rows), values["cap"], remarks=self.remarks)


class CollectiveForm(MethodForm):
    """Members' violations by the size of the collective. vi: trừ theo tập thể."""

    kind = CollectivePenalty.kind
    cap = NumberField(label=_("Trừ nhiều nhất"))
    share = NumberField(label=_("Tỷ lệ thành viên"), help_text=_("Ví dụ 0,2 cho 20 %."))
    each = NumberField(label=_("Điểm vi phạm quy cho mỗi người"))
    from_maximum = forms.BooleanField(label=_("Lấy điểm tối đa trừ đi"), required=False)

    def build(self, values: dict[str, Any]) -> Method:
        return CollectivePenalty(
            values["cap"], values["share"], values["each"], values["from_maximum"], remarks=self.remarks
        )

    def clean(self) -> dict[str, Any]:
        for name in ("cap", "share", "each"):
            value = self.cleaned_data.get(name)
            if value is not None and value <= 0:
                self.add_error(name, gettext("Số này phải lớn hơn 0."))
        return super().clean()


class GateForm(MethodForm):
    """A condition without points. vi: điều kiện."""

    kind = Gate.kind
    fails_on = forms.ChoiceField(
        label=_("Không đạt khi câu trả lời là"),
        choices=(("fail", _("Không đạt")), ("no", _("Không")), ("yes", _("Có"))),
    )
    outcome = forms.ChoiceField(
        label=_("Khi đó đơn vị"),
        choices=(("excluded", _("không được xét")), ("pending", _("chưa xét, chờ kết luận"))),
    )

    def build(self, values: dict[str, Any]) -> Method:
        return Gate(values["outcome"], values["fails_on"], remarks=self.remarks)


METHOD_FORMS: dict[str, type[MethodForm]] = {
    one.kind: one
    for one in (
        FreeRatingForm, YesNoForm, LevelsForm, BandsForm, LinearForm, ThresholdForm, VsTargetForm, RankForm,
        CountForm, StartFullForm, PenaltyForm, CollectiveForm, GateForm,
    )
}  # fmt: skip
