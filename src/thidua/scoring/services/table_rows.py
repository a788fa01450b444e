"""Add, change, move and remove the rows of a draft by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.scoring import rules
from thidua.scoring.models import CriteriaTable, Criterion
from thidua.scoring.rules import KINDS, ROLES, Gate, GroupSum, Method
from thidua.scoring.rules.files.table_rows import MOST_POINTS, cap_in_label
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.table_storing import LONGEST, fill, renumber
from thidua.scoring.services.tables import close_draft, open_draft

_CODE = re.compile(r"[^\s;,|]+")
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowInput:
    """What somebody wants a row to say. Points are exact numbers before the weight; `parent` is a group's code."""

    code: str
    label: str
    kind: str
    method: Method
    parent: str = ""
    maximum: Decimal | None = None
    cap: Decimal | None = None
    declared: Decimal | None = None
    weight: Decimal = Decimal(1)
    optional: bool = False
    receivers: frozenset[str] = frozenset()
    na_scopes: tuple[str, ...] = ()
    evidence: str = ""
    verifier: str = ""
    note: str = ""
    verified_by: Verifier = Verifier()


@transaction.atomic
def add_criterion(*, actor: Viewer, now: datetime, table: CriteriaTable, edition: int, row: RowInput) -> Criterion:
    """Add a row at the end of its group. Raises Refused, BadInput with every fault, Stale. vi: thêm tiêu chí."""
    draft = open_draft(actor, table, edition)
    one = _checked(draft, row, None)
    stored = Criterion(table=draft)
    _put(stored, draft, one, row.verified_by, last=True)
    close_draft(draft)
    record(verb="add-criterion", actor=actor, subject=draft, at=now, data=_told(one))
    return stored


@transaction.atomic
def change_criterion(*, actor: Viewer, now: datetime, criterion: Criterion, edition: int, row: RowInput) -> Criterion:
    """Make a row say this; `edition` is the table's. vi: sửa tiêu chí.

    Raises Refused, BadInput with every fault, Stale.
    """
    draft = open_draft(actor, criterion.table, edition)
    stored = draft.criteria.select_related("parent").get(pk=criterion.pk)
    before = _told_row(stored)
    one = replace(_checked(draft, row, stored), cells=tuple(stored.cells))
    moved = (stored.parent.code if stored.parent else "") != one.parent_code
    _put(stored, draft, one, row.verified_by, last=moved)
    close_draft(draft)
    after = _told_row(stored)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record(verb="change-criterion", actor=actor, subject=draft, at=now, data={"code": stored.code, "changed": changed})
    return stored


@transaction.atomic
def move_criterion(*, actor: Viewer, now: datetime, criterion: Criterion, edition: int, way: str) -> Criterion:
    """Move a row, with all that stands in it, before or after its neighbour in its group.

    Raises Refused, BadInput when there is no neighbour on that side, Stale.
    """
    draft = open_draft(actor, criterion.table, edition)
    renumber(draft)
    stored = draft.criteria.get(pk=criterion.pk)
    siblings = list(draft.criteria.filter(parent=stored.parent_id).order_by("order"))
    place = [one.pk for one in siblings].index(stored.pk)
    other = place - 1 if way == UP else place + 1
    if way not in (UP, DOWN) or not 0 <= other < len(siblings):
        raise BadInput(
            [
                Problem(
                    "",
                    say("Tiêu chí đã ở đầu hoặc cuối nhóm."),
                    say("Hãy chuyển sang nhóm khác bằng cách sửa tiêu chí."),
                )
            ]
        )
    neighbour = siblings[other]
    stored.order, neighbour.order = neighbour.order, stored.order
    Criterion.objects.bulk_update([stored, neighbour], ["order"])
    renumber(draft)
    close_draft(draft)
    record(verb="move-criterion", actor=actor, subject=draft, at=now, data={"code": stored.code, "way": way})
    stored.refresh_from_db()
    return stored


@transaction.atomic
def remove_criterion(*, actor: Viewer, now: datetime, criterion: Criterion, edition: int) -> None:
    """Remove a row of a draft; a group only when nothing stands in it. Raises Refused, BadInput, Stale."""
    draft = open_draft(actor, criterion.table, edition)
    stored = draft.criteria.select_related("parent").get(pk=criterion.pk)
    if stored.children.exists():
        raise BadInput(
            [
                Problem(
                    "",
                    say("Nhóm {code} còn tiêu chí bên trong nên chưa xóa được.", code=stored.code),
                    say("Hãy xóa hoặc chuyển các tiêu chí bên trong trước."),
                )
            ]
        )
    told = _told_row(stored)
    stored.delete()
    renumber(draft)
    close_draft(draft)
    record(verb="remove-criterion", actor=actor, subject=draft, at=now, data=told)


def _put(stored: Criterion, draft: CriteriaTable, one: rules.Criterion, verifier: Verifier, *, last: bool) -> None:
    parent = draft.criteria.filter(code=one.parent_code).first() if one.parent_code else None
    order = draft.criteria.count() if last else stored.order
    fill(stored, replace(one, order=order), verifier)
    stored.code, stored.parent = one.code, parent
    stored.save()
    _require_plain_codes(draft)
    renumber(draft)
    stored.refresh_from_db()


def _require_plain_codes(draft: CriteriaTable) -> None:
    """Codes must not say another place than the rows have: files put `N.M.1` into the group `N.M`. Raises BadInput."""
    parents = dict(draft.criteria.values_list("code", "parent__code"))
    groups = set(draft.criteria.filter(kind=Criterion.Kind.GROUP).values_list("code", flat=True))
    for code, parent in parents.items():
        named = group_of_code(code, groups)
        if named and (not parent or named.startswith(f"{parent}.")):
            wrong = say("Mã {code} cho biết dòng này nằm trong nhóm {group}.", code=code, group=named)
            cure = say("Hãy đặt {code} vào nhóm {group}, hoặc đổi mã.", code=code, group=named)
            raise BadInput([Problem("code", wrong, cure)])


def group_of_code(code: str, groups: set[str]) -> str:
    """The longest group that a dotted code stands in: `N.M` for `N.M.1`; '' for none."""
    parts = code.split(".")
    above = (".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next((one for one in above if one in groups), "")


def _checked(draft: CriteriaTable, row: RowInput, stored: Criterion | None) -> rules.Criterion:
    """The row as the rules know it; raises BadInput with every fault, each under the name of its field."""
    others = draft.criteria.exclude(pk=stored.pk) if stored else draft.criteria.all()
    faults = [*_text_faults(row), *_kind_faults(row), *_number_faults(row)]
    if others.filter(code=row.code).exists():
        wrong = say("Mã “{code}” đã dùng cho tiêu chí khác.", code=row.code)
        faults.append(Problem("code", wrong, say("Hãy đặt mã khác.")))
    faults += _place_faults(others, row, stored)
    if faults:
        raise BadInput(faults)
    group = row.kind == "group"
    if group:
        row = _group(row)
    return rules.Criterion(
        code=row.code,
        parent_code=row.parent,
        order=0,
        label=tidy(row.label),
        kind=row.kind,
        maximum=None if group or row.kind == "gate" else row.maximum,
        method=row.method,
        verifier="" if group else tidy(row.verifier),
        evidence=tidy(row.evidence),
        weight=row.weight,
        optional=row.optional and not group,
        receivers=frozenset() if group else row.receivers,
        na_scopes=() if group else tuple(tidy(scope) for scope in row.na_scopes if tidy(scope)),
        cap=row.cap if group else None,
        declared=row.declared if group else None,
        note=tidy(row.note),
    )


def _group(row: RowInput) -> RowInput:
    """A group's cap where files keep it: said in its label, or else by its method."""
    said = cap_in_label(row.label)
    cap = row.cap if row.cap is not None else said
    levels = row.method.levels if isinstance(row.method, GroupSum) else ""
    own = cap is not None and cap != said
    return replace(row, cap=cap, method=GroupSum(capped=own, cap=cap if own else None, levels="" if own else levels))


def _text_faults(row: RowInput) -> list[Problem]:
    faults = []
    if not _CODE.fullmatch(row.code):
        wrong = say("Mã tiêu chí còn trống hoặc có dấu cách, dấu phẩy.")
        faults.append(Problem("code", wrong, say("Hãy đặt mã ngắn, viết liền, ví dụ N1.1.")))
    if not tidy(row.label):
        faults.append(Problem("label", say("Chưa ghi nội dung tiêu chí."), say("Hãy ghi nội dung.")))
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            faults.append(Problem(name, say("Nội dung dài hơn {n} ký tự.", n=most), say("Hãy rút gọn.")))
    return faults


def _kind_faults(row: RowInput) -> list[Problem]:
    if row.kind not in KINDS or not row.receivers <= set(ROLES):
        return [Problem("kind", say("Loại tiêu chí không có trong danh mục."), say("Hãy chọn lại."))]
    fits = {"group": GroupSum, "gate": Gate}
    for kind, method in fits.items():
        if (row.kind == kind) != isinstance(row.method, method):
            wrong = say("Loại “{kind}” không đi với cách chấm đã chọn.", kind=KINDS[row.kind])
            return [Problem("kind", wrong, say("Hãy chọn lại loại hoặc cách chấm."))]
    if row.receivers and row.kind != "bonus":
        wrong = say("Chỉ điểm thưởng mới dành riêng cho cụm trưởng, cụm phó.")
        return [Problem("receivers", wrong, say("Hãy bỏ chọn, hoặc đổi loại thành điểm thưởng."))]
    return []


def _number_faults(row: RowInput) -> list[Problem]:
    faults = []
    for name in ("maximum", "cap", "declared"):
        value = getattr(row, name)
        if value is not None and not 0 <= value <= MOST_POINTS:
            wrong = say("Số điểm {value} nằm ngoài khoảng cho phép.", value=value)
            faults.append(Problem(name, wrong, say("Hãy nhập số từ 0 đến {most}.", most=MOST_POINTS)))
        elif value is not None and -int(value.as_tuple().exponent) > 4:
            faults.append(Problem(name, say("Số có quá 4 chữ số thập phân."), say("Hãy làm tròn.")))
    if row.kind in ("base", "bonus") and not row.maximum:
        faults.append(
            Problem("maximum", say("Chưa nhập điểm tối đa lớn hơn 0."), say("Hãy nhập điểm tối đa, ví dụ 5."))
        )
    if not 0 < row.weight < 100:
        faults.append(Problem("weight", say("Hệ số phải lớn hơn 0 và nhỏ hơn 100."), say("Thường là 1, 2 hoặc 3.")))
    return faults


def _place_faults(others: Any, row: RowInput, stored: Criterion | None) -> list[Problem]:
    if not row.parent:
        return []
    groups = dict(others.filter(kind="group").values_list("code", "pk"))
    if row.parent not in groups:
        return [
            Problem("parent", say("Nhóm “{code}” không có trong bảng.", code=row.parent), say("Hãy chọn lại nhóm."))
        ]
    above = dict(others.values_list("pk", "parent_id"))
    at: int | None = groups[row.parent]
    while at is not None:
        if stored is not None and above.get(at) == stored.pk:
            return [Problem("parent", say("Không đặt một nhóm vào trong chính nó."), say("Hãy chọn nhóm khác."))]
        at = above.get(at)
    return []


def _told(one: rules.Criterion) -> dict[str, Any]:
    data = one.to_json()
    del data["cells"], data["order"]
    return data


def _told_row(stored: Criterion) -> dict[str, Any]:
    names = (
        "code", "label", "kind", "optional", "method", "receivers", "na_scopes", "evidence_asked", "verifier_label",
        "verifier_role", "note",
    )  # fmt: skip
    numbers = {name: getattr(stored, name) for name in ("maximum", "cap", "declared", "weight")}
    return {
        **{name: getattr(stored, name) for name in names},
        **{name: None if value is None else f"{value.normalize():f}" for name, value in numbers.items()},
        "parent": stored.parent.code if stored.parent else "",
        "verifier_unit": stored.verifier_unit.code if stored.verifier_unit else "",
    }
