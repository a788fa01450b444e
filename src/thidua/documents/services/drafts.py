"""Edit the words of a draft and issue it: born full from the data, editable before issue, frozen after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import BadInput, Problem, Stale, require
from thidua.core.findings import Finding, all_of, granted
from thidua.core.text import say
from thidua.documents.facts import letterhead_facts
from thidua.documents.models import IssuedPaper, Passage
from thidua.documents.policies import may_carry, may_issue
from thidua.documents.rules import BornPassage, PassageFacts, plain_lines, text_fingerprint
from thidua.documents.selectors import words_of
from thidua.documents.services.issuing import Issue, Then, issue_paper
from thidua.documents.services.matters import Matter
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.papers import Paper, missing_characters

LONGEST_PASSAGE = 20_000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A paper before it is issued: how it is composed, its passages, who may edit and issue it. vi: dự thảo văn bản.

    `compose` makes the paper from the words by passage key, the number and the day (both None in a preview);
    the reasons of `may_issue` are what is missing before it can be issued.
    """

    issue: Issue
    compose: Callable[[Mapping[str, str], int | None, date | None], Paper]
    passages: tuple[BornPassage, ...] = ()
    may_edit: Finding = granted()
    may_issue: Finding = granted()


@transaction.atomic
def keep_passages(
    *, actor: Viewer, now: datetime, draft: Draft, texts: Mapping[str, str], editions: Mapping[str, int]
) -> None:
    """Keep edited words by passage key; `editions` are those the actor was shown (0 when nobody had edited).

    Words equal to what the data give take the edit back. Either all are kept or none.
    Raises Refused, BadInput, Stale (with the passages as they stand now). vi: sửa lời văn của dự thảo.
    """
    require(draft.may_edit)
    _lock_papers(draft)
    given = {key: plain_lines(text) for key, text in texts.items()}
    changed = [one for one in words_of(draft) if one.key in given and given[one.key] != one.text]
    conflicts = [one for one in changed if editions.get(one.key, 0) != one.edition]
    if conflicts:
        raise Stale(
            say("Phần “{heading}” vừa được người khác sửa; hãy xem lại trước khi lưu.", heading=conflicts[0].heading),
            tuple(conflicts),
        )
    _require_lengths(changed, given)
    for one in changed:
        fields = {"text": given[one.key], "born": one.born, "edition": one.edition + 1}
        Passage.objects.update_or_create(
            about_uuid=draft.issue.about,
            kind=draft.issue.kind,
            key=one.key,
            defaults={**fields, "edited_by_id": actor.account_id, "edited_at": now},
        )
    if changed:
        # Saving goes on while somebody types: the record keeps which words, not every half sentence.
        data = {one.key: text_fingerprint(given[one.key]) for one in changed}
        matter = Matter(draft.issue.about, draft.issue.title)
        record(verb="edit-paper", actor=actor, subject=matter, at=now, data=data)


@transaction.atomic
def issue_draft(*, actor: Viewer, now: datetime, draft: Draft, then: Then | None = None) -> IssuedPaper:
    """Issue the draft with the words as they are kept; `then` is done in the same transaction.

    Raises Refused with everything that is missing, BadInput for signs the font lacks. vi: phát hành dự thảo.
    """
    _lock_papers(draft)
    require(readiness_of(actor, draft, day_of(now)))
    words = {one.key: one.text for one in words_of(draft)}

    def compose(number: int | None, day: date | None) -> Paper:
        paper = draft.compose(words, number, day)
        _require_printable(paper)
        return paper

    return issue_paper(actor=actor, now=now, issue=draft.issue, compose=compose, then=then)


def readiness_of(actor: Viewer, draft: Draft, day: date) -> Finding:
    """Whether the actor can issue the draft on a day: a post at the unit, what its room says, a letterhead."""
    unit = draft.issue.unit
    return all_of([may_issue(actor, unit.pk), draft.may_issue, may_carry(letterhead_facts(unit, day))])


def _lock_papers(draft: Draft) -> None:
    # One at a time for a unit: an edit never slips between reading the words and issuing them.
    Unit.objects.select_for_update(no_key=True).get(pk=draft.issue.unit.pk)


def _require_lengths(changed: list[PassageFacts], given: Mapping[str, str]) -> None:
    problems = [
        Problem(
            one.heading,
            say("Đoạn này dài {n} ký tự, vượt mức {limit} ký tự.", n=len(given[one.key]), limit=LONGEST_PASSAGE),
            say("Hãy rút ngắn hoặc đưa phần chi tiết vào văn bản khác."),
        )
        for one in changed
        if len(given[one.key]) > LONGEST_PASSAGE
    ]
    if problems:
        raise BadInput(problems)


def _require_printable(paper: Paper) -> None:
    missing = missing_characters(paper)
    if missing:
        sentence = say("Văn bản có ký tự mà phông chữ không in được: {signs}", signs=" ".join(missing))
        cure = say("Hãy thay các ký tự này bằng chữ thường dùng rồi phát hành lại.")
        raise BadInput([Problem("", sentence, cure)])
