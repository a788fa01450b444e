"""Where provisions decide beside the standards: in voting, in dossiers, deadlines and publicity. Pure.

vi: nơi viện dẫn trong biểu quyết và trong thủ tục khen thưởng.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from thidua.core.text import Text, say
from thidua.law.procedures_model import Deadline, Dossier, Procedures, Proposer, Publicity, Rule
from thidua.law.provisions import Use
from thidua.law.rulebook import Rulebook
from thidua.law.shares import described
from thidua.law.voting_model import ABSENT, CANDIDATES, SECRET, Entry, Voting

VOTING, DOSSIER, DEADLINE = say("biểu quyết"), say("hồ sơ"), say("thời hạn")
PUBLICITY, PROPOSER, DOUBT = say("công khai"), say("ai đề nghị"), say("văn bản chưa đọc được")
#: Whatever decides here is told with its kind before its name.
COURSES = (VOTING, DOSSIER, DEADLINE, PUBLICITY, PROPOSER, DOUBT)
QUORUM = say("số thành viên phải có mặt")
#: How many awards of one rule are named; of more the first.
NAMED = 4


def course_uses(book: Rulebook, voting: Voting, procedures: Procedures) -> Iterator[Use]:
    """Every place where a provision decides how an award is proposed, voted on and made public."""
    yield from _voting_uses(voting)
    told: tuple[tuple[Text, Sequence[Rule]], ...] = (
        (DOSSIER, procedures.dossiers),
        (DEADLINE, procedures.deadlines),
        (PUBLICITY, procedures.publicity),
        (PROPOSER, procedures.proposers),
    )
    for what, rules in told:
        for one in rules:
            name = _awards(book, one.awards)
            yield Use(provision=one.provision, what=what, name=name, period=one.period, says=_says(one))
    for doubt in procedures.doubts:
        yield Use(provision=doubt.provision, what=DOUBT, name=doubt.note, period=doubt.period)


def _voting_uses(voting: Voting) -> Iterator[Use]:
    for rules in voting.rulebooks:
        held: dict[str, Any] = {"what": VOTING, "period": rules.period}
        says = (QUORUM, described(rules.quorum.share))
        yield Use(provision=rules.quorum.provision, name=rules.name, says=says, **held)
        for one in rules.entries:
            yield Use(provision=one.provision, name=f"{rules.name}: {one.name}", says=_entry_says(one), **held)


def _entry_says(one: Entry) -> tuple[Text | str, ...]:
    found = (one.words, SECRET[one.secret], ABSENT[one.absent], CANDIDATES[one.candidates], one.note)
    return tuple(filter(None, found))


def _says(rule: Rule) -> tuple[Text | str, ...]:
    """What a rule of procedure says, in the order in which it is read."""
    found: tuple[Text | str, ...] = ()
    if isinstance(rule, Dossier):
        found = _dossier_says(rule)
    elif isinstance(rule, Deadline):
        found = (rule.step, rule.due.words, rule.counted)
    elif isinstance(rule, Publicity):
        days = say("trong {n} ngày làm việc", n=rule.working_days) if rule.working_days else ""
        found = (rule.where, rule.moment, days)
    elif isinstance(rule, Proposer):
        found = (f"{rule.who} → {rule.addressee}",)
    return tuple(filter(None, (*found, rule.only_in, rule.note)))


def _dossier_says(rule: Dossier) -> tuple[Text | str, ...]:
    if rule.parts is None:
        parts: tuple[Text | str, ...] = (say("Phần mềm chưa có nội dung văn bản về thành phần hồ sơ."),)
    else:
        parts = tuple(f"{one.name} ({one.when})" if one.when else one.name for one in rule.parts)
    return (*parts, say("số bộ: {n}", n=rule.sets or rule.sets_by) if rule.sets or rule.sets_by else "")


def _awards(book: Rulebook, awards: Sequence[str]) -> str:
    """What awards are called, the first few of many."""
    return ", ".join(book.award_name(code) for code in awards[:NAMED]) + ("…" if len(awards) > NAMED else "")
