"""Checks that each caught a real fault once. vi: kiểm tra bảng tiêu chí và kết quả. source: domain/scoring §8."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.core.errors import BadInput, Problem
from thidua.core.names import fold
from thidua.core.text import Text, say
from thidua.scoring.rules.band_checks import band_faults
from thidua.scoring.rules.grammar import contradicts
from thidua.scoring.rules.methods import Bands, Gate, RankInCluster, Unclear
from thidua.scoring.rules.table import BLANKS, KINDS, RANK_ON, Criterion, Table
from thidua.scoring.rules.totals import score_cluster
from thidua.scoring.rules.values import POINTS, ZERO, Entry, LineFacts, SheetFacts, points_or_zero
from thidua.scoring.rules.words import UNSTATED

SUSPICIOUS_SHARE = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Check:
    """One finding about a table or its scores: an `error` stops publication, a `warning` is accepted by name.

    `key` is the kind of check, stable for the record of who accepted what; `unit` where it concerns one unit.
    """

    key: str
    severity: str
    criterion_code: str
    sentence: Text
    cure: Text
    unit: str = ""


def with_declared(table: Table, declared: Mapping[str, Decimal]) -> Table:
    """The table with the maxima that a document states for its groups; `total` is the whole.

    A stated maximum caps its group (domain/scoring §5). Raises BadInput for a code that is no group.
    """
    groups = {one.code for one in table.criteria if one.is_group}
    wrong = [code for code in declared if code != "total" and code not in groups]
    if wrong:
        told = say("Bảng không có nhóm {codes}.", codes=tuple(wrong))
        raise BadInput([Problem("", told, say("Hãy dùng mã nhóm có trong bảng, hoặc “total” cho tổng."))])
    criteria = tuple(replace(c, declared=declared[c.code]) if c.code in declared else c for c in table.criteria)
    return replace(table, criteria=criteria, declared_total=declared.get("total", table.declared_total))


def check_table(table: Table) -> list[Check]:
    """Every fault of a table, in the order of its lines. source: domain/scoring §8 no. 1 to 4, 8."""
    found = [*_settings(table), *_codes(table)]
    for criterion in table.criteria:
        found += _group_checks(criterion, table) if criterion.is_group else _line_checks(criterion)
    return [*found, *_total_check(table)]


def _error(key: str, code: str, sentence: Text, cure: Text) -> Check:
    return Check(key, "error", code, sentence, cure)


def _warning(key: str, code: str, sentence: Text, cure: Text) -> Check:
    return Check(key, "warning", code, sentence, cure)


def _settings(table: Table) -> Iterator[Check]:
    if not table.scored:
        yield _error("empty", "", say("Bảng chưa có tiêu chí nào."), say("Hãy thêm tiêu chí."))
    if table.blank not in BLANKS:
        yield _error("settings", "", say("Cách tính dòng chưa thẩm định chưa chọn đúng."), say("Hãy chọn lại."))
    if table.rank_on not in RANK_ON:
        yield _error("settings", "", say("Cách xếp hạng chưa chọn đúng."), say("Hãy chọn lại."))


def _codes(table: Table) -> Iterator[Check]:
    for code, many in Counter(one.code for one in table.criteria).items():
        if many > 1:
            wrong = say("Mã {code} dùng cho {n} dòng.", code=code, n=many)
            yield _error("duplicate-code", code, wrong, say("Mỗi dòng cần một mã riêng."))
    known = {one.code for one in table.criteria}
    for one in table.criteria:
        parent = table.by_code.get(one.parent_code)
        if one.parent_code and (one.parent_code not in known or (parent is not None and not parent.is_group)):
            told = say("{code} nằm trong {above}, nhưng đó không phải là nhóm.", code=one.code, above=one.parent_code)
            yield _error("parent", one.code, told, say("Hãy đặt tiêu chí vào một nhóm có trong bảng."))
        if one.code in table.ancestors(one.code):
            wrong = say("Nhóm {code} nằm trong chính nó.", code=one.code)
            yield _error("loop", one.code, wrong, say("Hãy chọn lại nhóm cha."))


def _line_checks(one: Criterion) -> Iterator[Check]:
    method = one.method
    if one.kind not in KINDS or (one.kind == "gate") != isinstance(method, Gate):
        wrong = say("{code}: loại tiêu chí không đi với cách chấm.", code=one.code)
        yield _error("kind", one.code, wrong, say("Hãy chọn lại loại hoặc cách chấm."))
    if isinstance(method, Unclear):
        wrong = say("{code}: cách chấm chưa rõ, “{text}”. {why}", code=one.code, text=method.text, why=method.reason)
        yield _error("unclear", one.code, wrong, say("Hãy chọn cách chấm cho tiêu chí này; phần mềm không tự đoán."))
    for remark in contradicts(method):
        wrong = say("{code}: nguồn nêu hai công thức cho một tiêu chí: “{text}”.", code=one.code, text=remark)
        cure = say("Bảng đang chấm: {rule}. Hãy hỏi cơ quan ban hành rồi giữ một công thức.", rule=method.describe())
        yield _warning("two-formulas", one.code, wrong, cure)
    if isinstance(method, Bands):
        for severity, sentence, cure in band_faults(method):
            yield Check("bands", severity, one.code, say("{code}: {fault}", code=one.code, fault=sentence), cure)
    yield from _maximum_checks(one)
    if not one.verifier or fold(one.verifier) in UNSTATED:
        wrong = say("{code}: chưa có đơn vị thẩm định.", code=one.code)
        yield _warning("verifier", one.code, wrong, say("Hãy phân công đơn vị thẩm định cho tiêu chí này."))
    if one.weight <= ZERO:
        wrong = say("{code}: hệ số {weight} không hợp lệ.", code=one.code, weight=one.weight)
        yield _error("weight", one.code, wrong, say("Hệ số phải lớn hơn 0."))
    if one.receivers and one.kind != "bonus":
        wrong = say("{code}: chỉ điểm thưởng mới dành riêng cho một vai trò.", code=one.code)
        yield _error("receivers", one.code, wrong, say("Hãy bỏ vai trò hoặc đổi loại thành điểm thưởng."))


def _maximum_checks(one: Criterion) -> Iterator[Check]:
    if one.kind in ("gate", "penalty") or isinstance(one.method, Unclear):
        return
    if one.maximum is None or one.maximum <= ZERO:
        wrong = say("{code}: điểm tối đa phải lớn hơn 0.", code=one.code)
        yield _error("maximum", one.code, wrong, say("Hãy nhập điểm tối đa của tiêu chí."))
        return
    reach = one.method.reach(one.maximum)
    if reach is not None and reach > one.maximum:
        wrong = say(
            "{code}: cách chấm cho tới {reach} điểm, quá điểm tối đa {max}.",
            code=one.code,
            reach=reach,
            max=one.maximum,
        )
        yield _error("reach", one.code, wrong, say("Hãy sửa điểm của các mức, bậc hoặc điểm tối đa."))
    elif reach is not None and reach < one.maximum:
        wrong = say(
            "{code}: cách chấm chỉ cho tới {reach} trên {max} điểm.", code=one.code, reach=reach, max=one.maximum
        )
        yield _warning("reach", one.code, wrong, say("Hãy xem lại điểm của các mức, bậc hoặc điểm tối đa."))


def _group_checks(group: Criterion, table: Table) -> Iterator[Check]:
    below = table.children.get(group.code, ())
    if not below:
        wrong = say("Nhóm {code} “{label}” chưa có tiêu chí nào.", code=group.code, label=group.label)
        yield _warning("empty-group", group.code, wrong, say("Hãy thêm tiêu chí hoặc bỏ nhóm."))
        return
    if group.weight <= ZERO:
        wrong = say("{code}: hệ số {weight} không hợp lệ.", code=group.code, weight=group.weight)
        yield _error("weight", group.code, wrong, say("Hệ số phải lớn hơn 0."))
    if group.code in table.ancestors(group.code):
        return
    total = _sum_of(group, table)
    if group.declared is not None and total is not None and total != group.declared:
        wrong = say(
            "Nhóm {code} ghi tối đa {declared}, các tiêu chí cộng lại được {sum}.",
            code=group.code, declared=group.declared, sum=total,
        )  # fmt: skip
        yield _warning("sum", group.code, wrong, _sum_cure(total, group.declared))


def _sum_cure(total: Decimal, declared: Decimal) -> Text:
    if total > declared:
        return say("Thừa {n} điểm: hãy sửa điểm tối đa của một tiêu chí, hoặc điểm của nhóm.", n=total - declared)
    return say("Thiếu {n} điểm: hãy tìm tiêu chí còn thiếu, hoặc sửa điểm của nhóm.", n=declared - total)


def _sum_of(group: Criterion, table: Table) -> Decimal | None:
    """What the children's maxima add up to; None when one of them has no stated maximum.

    In a group of base lines only those count, elsewhere every line does. A child group counts as declared.
    """
    below = table.children.get(group.code, ())
    kinds = {leaf.kind for leaf in table.scored if group.code in table.ancestors(leaf.code)}
    total = ZERO
    for one in below:
        if one.is_group:
            part = one.declared if one.declared is not None else _sum_of(one, table)
            if part is None:
                return None
            total += part * one.weight
        elif one.kind == "gate" or ("base" in kinds and one.kind != "base"):
            continue
        elif one.maximum is None:
            return None
        else:
            total += one.weighted_maximum
    return total


def _total_check(table: Table) -> Iterator[Check]:
    if table.declared_total is None:
        return
    total = sum((one.weighted_maximum for one in table.scored if one.kind == "base"), ZERO)
    if total != table.declared_total:
        wrong = say(
            "Bảng ghi tổng {declared}, các tiêu chí cộng lại được {sum}.", declared=table.declared_total, sum=total
        )
        yield _warning("total", "", wrong, _sum_cure(total, table.declared_total))


def check_results(table: Table, sheets: Iterable[SheetFacts], *, awards: int | None = None) -> list[Check]:
    """What looks wrong in the scores of a cluster. source: domain/scoring §8 no. 4, 5, 7, 8. Never a refusal."""
    facts = sorted(sheets, key=lambda one: one.unit)
    return [
        *_unscored_by_anybody(table, facts),
        *(check for sheet in facts for check in _suspicious(table, sheet)),
        *_role_bonuses(table, facts),
        *_cluster_size(table, facts, awards),
    ]


def _unscored_by_anybody(table: Table, sheets: list[SheetFacts]) -> Iterator[Check]:
    begun = any(line.verified for sheet in sheets for line in sheet.lines.values())
    for one in table.scored:
        asked = [sheet for sheet in sheets if one.code not in sheet.not_applicable]
        lines = [sheet.lines.get(one.code, LineFacts()) for sheet in asked]
        needed = one.kind in ("base", "gate") or any(line.claimed for line in lines)
        if begun and asked and needed and not one.optional and not any(line.verified for line in lines):
            wrong = say("{code} “{label}” chưa được thẩm định cho đơn vị nào.", code=one.code, label=one.label)
            yield _warning("verified-for-nobody", one.code, wrong, say("Hãy nhắc {verifier}.", verifier=one.verifier))


def _suspicious(table: Table, sheet: SheetFacts) -> Iterator[Check]:
    for code, line in sheet.lines.items():
        one = table.by_code.get(code)
        if one is None or one.kind != "base" or one.maximum is None:
            continue
        for entry in (line.claimed, line.verified):
            if _looks_like_a_rate(entry, one.maximum):
                given = entry.values[POINTS] if entry else ZERO
                wrong = say(
                    "{unit}, {code}: {given} trên {max} điểm.", unit=sheet.unit, code=code, given=given, max=one.maximum
                )
                cure = say("Có thể tỷ lệ bị ghi thành điểm; hãy xem lại.")
                yield Check("suspicious", "warning", code, wrong, cure, sheet.unit)
                break


def _looks_like_a_rate(entry: Entry | None, maximum: Decimal) -> bool:
    given = entry.number(POINTS) if entry else None
    return given is not None and ZERO < given < maximum * SUSPICIOUS_SHARE


def _role_bonuses(table: Table, sheets: list[SheetFacts]) -> Iterator[Check]:
    for one in table.scored:
        if not one.receivers:
            continue
        for sheet in sheets:
            line = sheet.lines.get(one.code)
            if line is None or not one.receivers.isdisjoint(sheet.roles):
                continue
            given = [one.method.evaluate(entry, one.maximum).points for entry in (line.claimed, line.verified) if entry]
            if any(points_or_zero(points) for points in given):
                wrong = say(
                    "{unit} có điểm {code} nhưng không giữ vai trò được thưởng.", unit=sheet.unit, code=one.code
                )
                cure = say("Điểm này tính 0; hãy kiểm tra quyết định cử cụm trưởng, khối trưởng.")
                yield Check("role", "warning", one.code, wrong, cure, sheet.unit)


def _cluster_size(table: Table, sheets: list[SheetFacts], awards: int | None) -> Iterator[Check]:
    for one in table.scored:
        if isinstance(one.method, RankInCluster) and len(one.method.points) < len(sheets):
            wrong = say(
                "{code}: bảng nêu điểm cho {n} hạng, cụm có {m} đơn vị.",
                code=one.code, n=len(one.method.points), m=len(sheets),
            )  # fmt: skip
            yield _warning("ranks", one.code, wrong, say("Hãy bổ sung điểm cho các hạng còn lại."))
    if awards is not None:
        ranked = sum(1 for unit in score_cluster(table, sheets).units if unit.rank is not None)
        if awards >= ranked:
            wrong = say("Có {n} phần thưởng cho {m} đơn vị được xếp hạng: đơn vị nào cũng được.", n=awards, m=ranked)
            yield _warning("awards", "", wrong, say("Hãy xem lại số lượng khen thưởng của cụm."))
