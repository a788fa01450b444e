"""The year as a path: its steps, each with its state. Pure. vi: các bước của năm thi đua."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from thidua.core.text import Text, say
from thidua.cycles.rules import (
    CIRCULATION,
    CONFERENCE,
    CRITERIA,
    NOT_OPEN,
    PLEDGE,
    RANKED,
    REGISTRATION,
    SELF_SCORING,
    STATE_WORDS,
    VERIFICATION,
    stage_state,
)
from thidua.desk.rules.opening import ACCEPTED, CLOSED, SIGNING
from thidua.desk.rules.year import OPEN, SETTLED, SETTLING, YearFacts

#: The steps of the year in its order: code, name, the stage whose days it follows.
PATH: tuple[tuple[str, Text, str], ...] = (
    ("organisation", say("Tổ chức"), ""),
    ("criteria", say("Tiêu chí"), CRITERIA),
    ("registration", say("Đăng ký"), REGISTRATION),
    ("pledge", say("Giao ước"), PLEDGE),
    ("scoring", say("Chấm điểm"), SELF_SCORING),
    ("verification", say("Thẩm định"), VERIFICATION),
    ("agreement", say("Lấy ý kiến"), CIRCULATION),
    ("ranking", say("Xếp hạng"), RANKED),
    ("meetings", say("Hội nghị"), CONFERENCE),
    ("selection", say("Xét chọn"), CONFERENCE),
    ("records", say("Hồ sơ"), ""),
    ("eligibility", say("Tiêu chuẩn"), ""),
    ("lawbook", say("Pháp luật"), ""),
    ("papers", say("Văn bản"), ""),
    ("reports", say("Báo cáo"), ""),
)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the year: its name, its state in words and one of five tones, its last day, where its pages are."""

    code: str
    label: Text
    words: Text | None = None
    tone: str = "quiet"
    until: date | None = None
    url: str = ""


def path(year: YearFacts | None, now: datetime, urls: Mapping[str, str]) -> tuple[PathStep, ...]:
    """The steps of a year with their states; without a year only what is there without one."""
    found = []
    for code, label, stage_name in PATH:
        if year is None:
            # A council meets without any cluster's year.
            if (not stage_name or code == "meetings") and urls.get(code):
                found.append(PathStep(code, label, url=urls[code]))
            continue
        stage = year.stages.get(stage_name)
        if stage is None:
            found.append(PathStep(code, label, url=urls.get(code, "")))
            continue
        unit = year.mine[0] if year.mine else None
        state = stage_state(stage, now, unit, done=is_done(code, year))
        words, tone = STATE_WORDS[state]
        found.append(PathStep(code, label, words, tone, stage.deadline(unit), urls.get(code, "")))
    return tuple(found)


def is_done(code: str, year: YearFacts) -> bool | None:
    """Whether a step has what it asks: of everybody for those who oversee the cluster, else of the viewer's units.

    None when its end is only its last day.
    """
    if code == "criteria":
        return year.published
    asked = year.members if year.oversees else year.mine
    if code == "registration" and year.registrations:
        states = [year.registrations.states.get(unit, "") for unit in asked]
        return all(state == ACCEPTED for state in states) if states else None
    if code == "pledge" and year.pledge:
        return year.pledge.state in (SIGNING, CLOSED) and not year.pledge.unsigned.intersection(asked) or None
    if code == "scoring":
        return all(year.handed_in(unit) for unit in asked) if asked else None
    if code == "verification" and year.members:
        settled = all(unit in year.sheets and year.sheets[unit].state == SETTLED for unit in year.members)
        return True if settled else None
    if code == "agreement" and year.circulation:
        return True if year.circulation.state not in (OPEN, SETTLING) else None
    if code == "meetings":
        return year.conference_ended or None
    if code in ("ranking", "selection"):
        return year.selected or None
    return None


def ranking_open(year: YearFacts, now: datetime) -> bool:
    """Whether the viewer will find a ranked table: those who oversee any time, members from circulation on."""
    stage = year.stages.get(RANKED)
    begun = stage is not None and stage_state(stage, now) != NOT_OPEN
    return year.published and (year.oversees or begun or year.circulation is not None)
