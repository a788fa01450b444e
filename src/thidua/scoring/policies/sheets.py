"""Who may do what to a score sheet, and what is still missing before it is handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from thidua.core.days import day_of, is_past
from thidua.core.findings import Answer, Finding, Reason, all_of, granted, refused, undetermined
from thidua.core.text import Text, say
from thidua.cycles.rules import StageFacts
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import SheetStanding
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules import Criterion, Entry, SheetFacts, Table, UnitResult, check_entry, score_cluster
from thidua.scoring.rules.states import DRAFT, RETURNED, SHEET, unit_may_change


def may_change_line(viewer: Viewer, standing: SheetStanding, verdict: str, now: datetime) -> Finding:
    """Whether the viewer may change the unit's side of a line: figures, explanation, evidence."""
    open_line = unit_may_change(standing.state, verdict)
    if not open_line or verdict != RETURNED:
        return all_of([_for_the_unit(viewer, standing), open_line, _has_begun(standing, now)])
    return all_of([_for_the_unit(viewer, standing), _correction_in_time(standing, now)])


def may_choose_fields(viewer: Viewer, standing: SheetStanding, now: datetime) -> Finding:
    """Whether the viewer may choose the unit's optional fields: only while the sheet is a draft."""
    return may_change_line(viewer, standing, "", now)


def may_submit(viewer: Viewer, standing: SheetStanding, now: datetime) -> Finding:
    """Whether the viewer may hand the sheet in. Late is allowed, and marked. source: features A2.14."""
    return all_of([_for_the_unit(viewer, standing), SHEET.may("submit", standing.state), _has_begun(standing, now)])


def may_recall(viewer: Viewer, standing: SheetStanding) -> Finding:
    """Whether the viewer may take a sheet back: until a verifier has opened it."""
    allowed = all_of([_for_the_unit(viewer, standing), SHEET.may("recall", standing.state)])
    if allowed and standing.opened:
        return refused(
            say("Đơn vị thẩm định đã mở phiếu nên không thu hồi được nữa."),
            say("Hãy đề nghị đơn vị thẩm định trả lại dòng cần sửa."),
        )
    return allowed


def may_resubmit_line(viewer: Viewer, standing: SheetStanding, verdict: str, now: datetime) -> Finding:
    """Whether the viewer may hand a returned line in again."""
    if verdict != RETURNED:
        return refused(say("Dòng này không bị trả lại nên không cần gửi lại."))
    return all_of([_for_the_unit(viewer, standing), _correction_in_time(standing, now)])


def may_claim(table: Table, facts: SheetFacts, code: str) -> Finding:
    """Whether a criterion concerns the unit at all, so that something can be put in."""
    criterion = table.by_code[code]
    result = score_cluster(table, [facts]).unit(facts.unit).lines[code]
    if result.basis == "not_applicable":
        if criterion.optional and code not in facts.chosen:
            return refused(
                say("Đơn vị chưa chọn nội dung tự chọn này."), say("Hãy chọn ở mục “Nội dung tự chọn” của phiếu.")
            )
        return refused(say("Tiêu chí này không áp dụng cho đơn vị."))
    if not holds_role(criterion, facts):
        return refused(say("Tiêu chí này chỉ dành cho đơn vị giữ vai trò được nêu (cụm trưởng, cụm phó)."))
    if not criterion.method.fields():
        return refused(
            say("Cách chấm của tiêu chí này chưa rõ nên chưa nhập được."),
            say("Hãy báo cơ quan tổ chức cụm sửa bảng tiêu chí."),
        )
    return granted()


def holds_role(criterion: Criterion, facts: SheetFacts) -> bool:
    """Whether the unit holds an office that the criterion is kept for, if it is kept for any."""
    return not criterion.receivers or not criterion.receivers.isdisjoint(facts.roles)


def deadline_of(standing: SheetStanding, verdict: str = "") -> date | None:
    """The last day that counts for the unit: of self-scoring, or of verification for a returned line."""
    stage = standing.verification if verdict == RETURNED else standing.self_scoring
    return stage.deadline(standing.unit_id) if stage else None


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing about one line that somebody should look at before the sheet goes."""

    code: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Readiness:
    """What keeps a sheet from going, and what is only worth knowing. vi: danh sách kiểm tra trước khi gửi."""

    blocking: tuple[Missing, ...]
    notices: tuple[Missing, ...]
    silent: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """Granted when nothing keeps the sheet from going; otherwise every reason."""
        if not self.blocking:
            return granted()
        return Finding(Answer.REFUSED, tuple(missing.reason for missing in self.blocking))


def readiness(table: Table, facts: SheetFacts, evidenced: Collection[str]) -> Readiness:
    """What a sheet still misses. A blank base line or condition keeps it back, a true zero does not.

    A blank bonus or penalty means none and is named in `silent`; missing evidence is a notice, because the verifier
    decides about it. `evidenced` are the criteria with evidence. source: features D (MTTQ: a total of 0 must pass).
    """
    result = score_cluster(table, [facts]).unit(facts.unit)
    asked = [one for one in table.scored if result.lines[one.code].basis != "not_applicable" and holds_role(one, facts)]
    blocking = [Missing(one.code, reason) for one in asked for reason in _blocking(one, facts, result)]
    notices = [Missing(one.code, reason) for one in asked for reason in _notices(one, facts, result, evidenced)]
    silent = [one.code for one in asked if one.kind in ("bonus", "penalty") and _claim(facts, one.code) is None]
    return Readiness(tuple(blocking), tuple(notices), tuple(silent))


def _blocking(criterion: Criterion, facts: SheetFacts, result: UnitResult) -> Iterator[Reason]:
    entry, method = _claim(facts, criterion.code), criterion.method
    name: dict[str, object] = {"code": criterion.code, "label": criterion.label}
    if not method.fields():
        return
    if entry is None:
        if criterion.kind == "gate":
            yield Reason(say("{code} {label}: chưa trả lời.", **name), say("Chọn kết luận của đơn vị"))
        elif criterion.kind == "base":
            yield Reason(
                say("{code} {label}: chưa chấm.", **name), say("Nhập số liệu; nếu không thực hiện được, hãy nhập 0")
            )
        return
    for problem in check_entry(method, entry, criterion.maximum, direct=False):
        yield Reason(say("{code} {label}: {problem}", problem=problem.sentence, **name), problem.cure)
        return
    if not method.needs_cluster and not result.lines[criterion.code].claimed_sentence:
        yield Reason(say("{code} {label}: chưa tính được điểm.", **name), say("Xem lại số liệu"))


def _notices(
    criterion: Criterion, facts: SheetFacts, result: UnitResult, evidenced: Collection[str]
) -> Iterator[Reason]:
    name: dict[str, object] = {"code": criterion.code, "label": criterion.label}
    if not criterion.method.fields():
        yield Reason(say("{code} {label}: bảng tiêu chí chưa nêu rõ cách chấm nên đơn vị không chấm được.", **name))
    elif criterion.evidence and criterion.code not in evidenced and _earns(criterion, facts, result):
        asked = criterion.evidence
        yield Reason(say("{code} {label}: chưa có minh chứng ({asked}).", asked=asked, **name), say("Thêm minh chứng"))


def _earns(criterion: Criterion, facts: SheetFacts, result: UnitResult) -> bool:
    if _claim(facts, criterion.code) is None:
        return False
    return criterion.kind in ("gate", "penalty") or criterion.method.needs_cluster or _has_points(criterion, result)


def _has_points(criterion: Criterion, result: UnitResult) -> bool:
    return result.lines[criterion.code].claimed_worth > 0


def _claim(facts: SheetFacts, code: str) -> Entry | None:
    line = facts.lines.get(code)
    return line.claimed if line else None


def _for_the_unit(viewer: Viewer, standing: SheetStanding) -> Finding:
    if not viewer.works_at(standing.unit_id):
        return refused(say("Chỉ người của đơn vị mới làm được việc này với phiếu của đơn vị."))
    if standing.archived:
        return refused(say("Năm thi đua này đã lưu trữ nên phiếu chỉ xem được."))
    if standing.table_state != CriteriaTable.State.PUBLISHED:
        return refused(
            say("Bảng tiêu chí của phiếu này không còn hiệu lực nên phiếu chỉ xem được."),
            say("Hãy mở phiếu của bảng tiêu chí đang áp dụng."),
        )
    return granted()


def _has_begun(standing: SheetStanding, now: datetime) -> Finding:
    stage = standing.self_scoring
    if stage is None:
        return _no_days(say("tự chấm điểm"))
    if standing.state == DRAFT and day_of(now) < stage.opens_on:
        return refused(say("Bước tự chấm điểm mở từ ngày {day}.", day=stage.opens_on))
    return granted()


def _correction_in_time(standing: SheetStanding, now: datetime) -> Finding:
    # A returned line follows the verification days, not those of self-scoring. source: domain/scoring §3.
    stage: StageFacts | None = standing.verification
    if stage is None:
        return _no_days(say("thẩm định"))
    deadline = stage.deadline(standing.unit_id)
    if is_past(deadline, now):
        return refused(
            say("Hạn sửa dòng trả lại là hết ngày {day}, nay đã qua.", day=deadline),
            say("Hãy đề nghị cụm trưởng gia hạn bước thẩm định cho đơn vị."),
        )
    return granted()


def _no_days(step: Text) -> Finding:
    return undetermined(
        say("Năm thi đua này chưa có thời hạn của bước {step}.", step=step),
        say("Hãy đề nghị cơ quan tổ chức cụm đặt thời hạn."),
    )
