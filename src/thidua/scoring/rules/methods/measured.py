"""Methods that judge a measured quantity: bands, a line, a threshold, a target, the place within the cluster."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from thidua.core.errors import Problem
from thidua.core.numbers import round_half_up
from thidua.core.text import Text, say
from thidua.scoring.rules.methods.base import Cohort, Measure, Method, decode_value, listed, missing, plain
from thidua.scoring.rules.values import HUNDRED, NOT_SCORED, Entry, InputField, Outcome

SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "từ"}
HALF = Decimal("0.5")
ONE = Decimal(1)


def holds(value: Decimal, op: str, limit: Decimal) -> bool:
    """Whether a value meets an edge. A bare edge (`100->4`) is the top and is met by anything from it on."""
    if op in (">=", "="):
        return value >= limit
    if op == ">":
        return value > limit
    return value <= limit if op == "<=" else value < limit


@dataclass(frozen=True)
class Edge:
    """One step of a band: the sign, the limit, the points. Open or closed is always stated by the sign."""

    op: str
    limit: Decimal
    points: Decimal

    def shown(self, unit: str) -> str:
        """`≥ 85 %`, as people write it."""
        return f"{SIGNS[self.op]} {plain(self.limit).replace('.', ',')}{unit}"


@dataclass(frozen=True)
class Bands(Method):
    """A step function of a measured quantity: the first edge met gives the points. vi: theo bậc."""

    kind: ClassVar[str] = "bands"
    measured: Measure = Measure()
    edges: tuple[Edge, ...] = ()
    otherwise: Decimal | None = None

    def fields(self) -> tuple[InputField, ...]:
        return self.measured.fields()

    def work_out(self, entry: Entry, _maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        value, shown = self.measured.read(entry)
        if value is None:
            return missing(shown)
        for edge in self.edges:
            if holds(value, edge.op, edge.limit):
                text = edge.shown(self.measured.unit)
                words = say("{value} đạt bậc {edge} → {points} điểm", value=shown, edge=text, points=edge.points)
                return Outcome(edge.points, words)
        if self.otherwise is None:
            return Outcome(NOT_SCORED, say("Chưa chấm: {value} không thuộc bậc nào của tiêu chí", value=shown))
        words = say("{value} không đạt bậc nào → {points} điểm", value=shown, points=self.otherwise)
        return Outcome(self.otherwise, words)

    @property
    def limit(self) -> Decimal | None:
        """The most that may be put in: 100 %, unless the table itself speaks of `>= 100` and more."""
        if self.measured.kind == "number":
            return None
        top = max((edge.limit for edge in self.edges if edge.op != "="), default=HUNDRED)
        return None if top >= HUNDRED else HUNDRED

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        return self.measured.check(entry, self.limit)

    def describe(self) -> Text:
        unit = self.measured.unit
        rows = [say("{edge}: {points} điểm", edge=edge.shown(unit), points=edge.points) for edge in self.edges]
        if self.otherwise is not None:
            rows.append(say("còn lại: {points} điểm", points=self.otherwise))
        return say("Theo bậc: {bands}", bands=listed(rows))

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        points = [edge.points for edge in self.edges] + ([] if self.otherwise is None else [self.otherwise])
        return max(points, default=maximum)

    def grammar(self) -> str:
        head = measure_grammar(self.measured)
        steps = [f"{'' if e.op == '=' else e.op}{plain(e.limit)}->{plain(e.points)}" for e in self.edges]
        steps += [] if self.otherwise is None else [f"else {plain(self.otherwise)}"]
        return f"band({head}: {'; '.join(steps)})"

    @classmethod
    def decode(cls, name: str, value: Any) -> Any:
        if name == "edges":
            return tuple(Edge(*decode_value(one)) for one in value)
        return Measure(*value) if name == "measured" else decode_value(value)


def measure_grammar(measured: Measure) -> str:
    """`x%`, `x`, or `x=done/assigned*100`."""
    if measured.kind == "ratio":
        return f"x={measured.numerator}/{measured.denominator}*100"
    return "x%" if measured.kind == "percent" else "x"


@dataclass(frozen=True)
class Linear(Method):
    """The maximum times a percentage or a ratio. vi: tuyến tính.

    With `clip` a ratio may pass 1 and counts as 1; without it a part larger than the whole is a fault.
    """

    kind: ClassVar[str] = "linear"
    measured: Measure = Measure()
    clip: bool = False

    def fields(self) -> tuple[InputField, ...]:
        return self.measured.fields()

    def work_out(self, entry: Entry, maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        value, shown = self.measured.read(entry)
        if value is None or maximum is None:
            return missing(shown)
        share = min(value, HUNDRED)
        points = round_half_up(maximum * share / HUNDRED)
        words = say("{value} × {maximum} = {points} điểm", value=shown, maximum=maximum, points=points)
        return Outcome(points, words)

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        return self.measured.check(entry, None if self.clip else HUNDRED)

    def describe(self) -> Text:
        if self.measured.kind == "percent":
            return say("Tỷ lệ % × điểm tối đa")
        top, bottom = (one.label for one in self.measured.fields())
        if self.clip:
            return say("({top} ÷ {bottom}, nhiều nhất là 1) × điểm tối đa", top=top, bottom=bottom)
        return say("({top} ÷ {bottom}) × điểm tối đa", top=top, bottom=bottom)

    def grammar(self) -> str:
        if self.measured.kind == "percent":
            return "linear: (x/100)*max"
        ratio = f"{self.measured.numerator}/{self.measured.denominator}"
        return f"linear: MIN({ratio},1)*max" if self.clip else f"linear: ({ratio})*max"

    @classmethod
    def decode(cls, name: str, value: Any) -> Any:
        return Measure(*value) if name == "measured" else decode_value(value)


@dataclass(frozen=True)
class Threshold(Method):
    """The maximum when the condition holds, else 0. vi: ngưỡng."""

    kind: ClassVar[str] = "threshold"
    measured: Measure = Measure("number")
    op: str = ">="
    limit: Decimal = HUNDRED

    def fields(self) -> tuple[InputField, ...]:
        return self.measured.fields()

    def work_out(self, entry: Entry, maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        value, shown = self.measured.read(entry)
        if value is None or maximum is None:
            return missing(shown)
        edge = Edge(self.op, self.limit, maximum).shown(self.measured.unit)
        if holds(value, self.op, self.limit):
            words = say("{value} đạt ngưỡng {edge} → {points} điểm", value=shown, edge=edge, points=maximum)
            return Outcome(maximum, words)
        return Outcome(Decimal(0), say("{value} không đạt ngưỡng {edge} → 0 điểm", value=shown, edge=edge))

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        return self.measured.check(entry, HUNDRED)

    def describe(self) -> Text:
        edge = Edge(self.op, self.limit, self.limit).shown(self.measured.unit)
        return say("Đạt ngưỡng {edge}: đủ điểm tối đa; không đạt: 0 điểm", edge=edge)

    def grammar(self) -> str:
        return f"threshold({measure_grammar(self.measured)}{self.op}{plain(self.limit)} -> max else 0)"

    @classmethod
    def decode(cls, name: str, value: Any) -> Any:
        return Measure(*value) if name == "measured" else decode_value(value)


CLUSTER_BEST = (
    "vs_target: A<T->0.5*max*A/T; A=T->0.5*max; highest A/T in cluster->max; else 0.5*max+0.5*max*(A/T-1)/(L/TL-1)"
)


@dataclass(frozen=True)
class VsTarget(Method):
    """Against a target: MIN(actual/target, 1) × maximum, or the variant where the cluster's best gets the maximum.

    vi: so chỉ tiêu. With `cluster_best`: below the target half of the maximum × A/T; on it one half; the
    highest A/T of the cluster (all that share it) the maximum; between them on a straight line.
    source: domain/scoring §2.
    """

    kind: ClassVar[str] = "vs-target"
    cluster_best: bool = False

    @property
    def needs_cluster(self) -> bool:  # type: ignore[override]
        """Only the variant looks at the other units."""
        return self.cluster_best

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField("actual", say("Kết quả thực hiện"), "number"),
            InputField("target", say("Chỉ tiêu"), "number"),
        )

    def measure(self, entry: Entry) -> Decimal | None:
        actual, target = entry.number("actual"), entry.number("target")
        return None if actual is None or not target else actual / target

    def work_out(self, entry: Entry, maximum: Decimal | None, cohort: Cohort) -> Outcome:
        actual, target = entry.number("actual"), entry.number("target")
        if actual is None or target is None or maximum is None:
            return missing(say("kết quả thực hiện") if actual is None else say("chỉ tiêu"))
        if target <= 0:
            return Outcome(NOT_SCORED, say("Chưa chấm: chỉ tiêu phải lớn hơn 0"))
        ratio = actual / target
        if self.cluster_best:
            return _against_best(ratio, maximum, cohort, say("{actual}/{target}", actual=actual, target=target))
        points = round_half_up(min(ratio, ONE) * maximum)
        words = say(
            "({actual} ÷ {target}, nhiều nhất là 1) × {maximum} = {points} điểm",
            actual=actual, target=target, maximum=maximum, points=points,
        )  # fmt: skip
        return Outcome(points, words)

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        if entry.number("target") == 0:
            cure = say("Hãy nhập chỉ tiêu lớn hơn 0, hoặc báo tiêu chí không áp dụng.")
            return [Problem(say("Chỉ tiêu"), say("Chỉ tiêu bằng 0 nên không tính được tỷ lệ."), cure)]
        return []

    def describe(self) -> Text:
        if self.cluster_best:
            return say(
                "So chỉ tiêu và cụm: dưới chỉ tiêu được nửa điểm tối đa × tỷ lệ đạt; "
                "bằng chỉ tiêu được nửa điểm tối đa; cao nhất cụm được điểm tối đa; ở giữa tính theo đường thẳng"
            )
        return say("(Kết quả ÷ chỉ tiêu, nhiều nhất là 1) × điểm tối đa")

    def grammar(self) -> str:
        return CLUSTER_BEST if self.cluster_best else "vs_target: MIN(A/T,1)*max"


def _against_best(ratio: Decimal, maximum: Decimal, cohort: Cohort, shown: Text) -> Outcome:
    half = HALF * maximum
    best = max((*cohort, ratio))
    if ratio < ONE:
        points = round_half_up(half * ratio)
        words = say("{ratio} dưới chỉ tiêu: nửa điểm tối đa × tỷ lệ đạt = {points} điểm", ratio=shown, points=points)
    elif ratio == ONE:
        points = half
        words = say("{ratio} bằng chỉ tiêu: nửa điểm tối đa = {points} điểm", ratio=shown, points=points)
    elif ratio == best:
        points = maximum
        words = say("{ratio} cao nhất cụm: điểm tối đa = {points} điểm", ratio=shown, points=points)
    else:
        points = round_half_up(half + half * (ratio - ONE) / (best - ONE))
        words = say("{ratio} vượt chỉ tiêu, so với mức cao nhất cụm: {points} điểm", ratio=shown, points=points)
    return Outcome(points, words)


@dataclass(frozen=True)
class RankInCluster(Method):
    """Points by the place among the cluster's units; equal values share the better one. vi: xếp hạng trong cụm."""

    kind: ClassVar[str] = "rank"
    needs_cluster: ClassVar[bool] = True
    points: tuple[Decimal, ...] = ()
    higher_is_better: bool = True

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("value", say("Giá trị dùng để xếp hạng"), "number"),)

    def measure(self, entry: Entry) -> Decimal | None:
        value = entry.number("value")
        return value if value is None or self.higher_is_better else -value

    def work_out(self, entry: Entry, _maximum: Decimal | None, cohort: Cohort) -> Outcome:
        value = self.measure(entry)
        if value is None:
            return missing(say("giá trị dùng để xếp hạng"))
        place = len(cohort) - bisect_right(cohort, value) + 1
        shown = entry.values["value"]
        if place > len(self.points):
            words = say("Chưa chấm: {value} đứng hạng {place}, bảng không nêu điểm", value=shown, place=place)
            return Outcome(NOT_SCORED, words)
        points = self.points[place - 1]
        words = say("{value} đứng hạng {place} trong cụm → {points} điểm", value=shown, place=place, points=points)
        return Outcome(points, words)

    def describe(self) -> Text:
        rows = listed(say("hạng {n}: {points} điểm", n=n, points=points) for n, points in enumerate(self.points, 1))
        first = say("giá trị cao đứng trước") if self.higher_is_better else say("giá trị thấp đứng trước")
        return say("Xếp hạng trong cụm, {first}, bằng nhau cùng hưởng hạng tốt hơn: {places}", first=first, places=rows)

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        return max(self.points, default=maximum)

    def grammar(self) -> str:
        steps = [f"{n}->{plain(points)}" for n, points in enumerate(self.points, 1)]
        steps += [] if self.higher_is_better else ["lower is better"]
        return f"rank({'; '.join([*steps, 'ties share the better rank'])})"
