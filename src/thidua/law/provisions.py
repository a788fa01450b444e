"""Where each provision decides, and a fingerprint of everything that rests on it. Pure.

A confirmation names a provision and what stood there when somebody held it against the paper; when the data change,
the fingerprint changes and the confirmation no longer speaks of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law.conditions import Condition
from thidua.law.provenance import Provision, key_of, provision_key
from thidua.law.reading import Plain
from thidua.law.rulebook import Rulebook

#: What people may be surer of without anything else having changed.
UNWEIGHED = ("confidence",)

STANDARD, CONDITION, QUOTA, DECIDER = say("tiêu chuẩn"), say("một điều kiện"), say("tỷ lệ tối đa"), say("thẩm quyền")
GENERAL, CHANGE_OVER, SCALE = say("quy định chung"), say("quy định chuyển tiếp"), say("thang xếp loại")
PRINCIPLE = say("nguyên tắc khen thưởng")
MONEY, SALARY, LOCAL = say("mức tiền thưởng"), say("mức lương cơ sở"), say("quy định của địa phương, đơn vị")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place where a provision decides: of which award (none: of many), what it is there, on which days.

    `says`: what stands there, to be held against the paper, where no page of an award shows it.
    """

    provision: Provision
    what: Text
    name: str
    award: str = ""
    subject: str = ""
    period: Period | None = None
    says: tuple[Text | str, ...] = ()

    @property
    def key(self) -> str:
        """The provision as a confirmation names it."""
        return provision_key(self.provision)


def uses(book: Rulebook) -> Iterator[Use]:
    """Every place where a provision decides, award by award, then what touches many. vi: nơi viện dẫn."""
    for award in book.awards.values():
        told: dict[str, Any] = {"award": award.code, "name": award.name}
        for one in award.standards:
            held = {**told, "subject": one.subject, "period": one.period}
            yield Use(provision=one.provision, what=STANDARD, **held)
            yield from (Use(provision=quota.provision, what=QUOTA, **held) for quota in one.quotas)
            yield from _inside(one.requires, held)
        for decider in award.deciders:
            yield Use(provision=decider.provision, what=DECIDER, period=decider.period, **told)
    parts = book.parts
    for general in parts.generals:
        held = {"name": general.name, "period": general.period}
        yield Use(provision=general.provision, what=GENERAL, **held)
        yield from _inside(general.requires, held) if general.requires else ()
    for change in parts.change_overs:
        yield Use(provision=change.provision, what=CHANGE_OVER, name=change.name)
    for principle in parts.principles:
        yield Use(provision=principle.provision, what=PRINCIPLE, name=principle.name, period=principle.period)
    for scale in parts.scales:
        yield Use(provision=scale.provision, what=SCALE, name=scale.name, period=scale.period)
    for multiple in parts.multiples:
        held = {"award": multiple.award, "name": book.award_name(multiple.award), "subject": multiple.subject}
        yield Use(provision=multiple.provision, what=MONEY, period=multiple.period, **held)
    for salary in parts.salaries:
        yield Use(provision=salary.provision, what=SALARY, name=str(SALARY), period=salary.period)
    for addition in parts.additions:
        held = {"award": addition.award, "name": book.award_name(addition.award), "subject": addition.subject}
        yield Use(provision=addition.provision, what=LOCAL, period=addition.period, **held)
        yield from _inside(addition.requires, held) if addition.requires else ()


def _inside(condition: Condition, held: Mapping[str, Any]) -> Iterator[Use]:
    """The conditions with a source of their own."""
    for one in condition.walk():
        if one.provision is not None:
            yield Use(provision=one.provision, what=CONDITION, **held)


def marks(book: Rulebook, *beside: Mapping[str, list[Plain]]) -> Mapping[str, str]:
    """For each provision by its key the fingerprint of the content that rests on it.

    `beside`: the plain data of what stands beside the rulebook, of voting and of procedures.
    """
    resting: dict[str, list[Plain]] = {}
    for plain in (book.plain, *beside):
        for key, holder in _resting(plain):
            resting.setdefault(key, []).append(holder)
    return {key: _fingerprint(holders) for key, holders in resting.items()}


def keys(book: Rulebook) -> frozenset[str]:
    """The provisions that a rulebook itself rests on."""
    return frozenset(key for key, _ in _resting(book.plain))


def _resting(plain: Mapping[str, list[Plain]]) -> Iterator[tuple[str, Plain]]:
    for section in sorted(plain):
        for row in plain[section]:
            yield from _sourced(row)


def _sourced(value: Plain) -> Iterator[tuple[str, Plain]]:
    """Every mapping with a source of its own, by the provision it names."""
    if isinstance(value, list):
        for one in value:
            yield from _sourced(one)
    elif isinstance(value, dict):
        source = value.get("source")
        if isinstance(source, dict) and ("instrument" in source or "practice" in source):
            place = str(source.get("practice") or source.get("place", ""))
            yield key_of(str(source.get("instrument", "")), place), value
        for one in value.values():
            yield from _sourced(one)


def _fingerprint(holders: list[Plain]) -> str:
    said = sorted(
        json.dumps(_weighed(one), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        for one in holders
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _weighed(value: Any) -> Any:
    if isinstance(value, list):
        return [_weighed(one) for one in value]
    if isinstance(value, dict):
        return {key: _weighed(one) for key, one in value.items() if key not in UNWEIGHED}
    return value
