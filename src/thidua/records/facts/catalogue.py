"""Which codes a record may use and what they are called: all from rulebooks, none invented here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from thidua.core.errors import Problem
from thidua.core.text import Text, say
from thidua.law.conditions import Condition, Stated
from thidua.law.facts import PERSON
from thidua.law.model import TITLE
from thidua.law.rulebook import house
from thidua.lawbook.facts import local_questions
from thidua.records.rules.kinds import AWARD, DISCIPLINE, MEASURE, RATING, REGISTERED, STATEMENT

Choices = list[tuple[str, str]]
#: Choices, some of them under headings.
Offered = Sequence[tuple[str, str | Choices]]
GENERAL, PLACES = say("Quy định chung"), say("Quy định của địa phương, đơn vị")


def award_choices(subject: str = "") -> Choices:
    """Titles and forms by code, in the order of the law; with a subject those that can be given to it.

    One whose standards are not written yet can be given to anybody. vi: danh hiệu, hình thức khen thưởng.
    """
    awards = house().awards.items()
    return [(code, one.name) for code, one in awards if not subject or not one.subjects or subject in one.subjects]


def grouped_award_choices() -> list[tuple[Text, Choices]]:
    """The same under what they are: titles of people, titles of collectives, forms of commendation."""
    people, collectives = say("Danh hiệu thi đua đối với cá nhân"), say("Danh hiệu thi đua đối với tập thể")
    groups: dict[Text, Choices] = {people: [], collectives: [], say("Hình thức khen thưởng"): []}
    *_, forms = groups
    for code, one in house().awards.items():
        title = people if PERSON in one.subjects else collectives
        groups[title if one.kind == TITLE else forms].append((code, one.name))
    return [(words, choices) for words, choices in groups.items() if choices]


def rating_choices() -> Choices:
    """Marks of rating, best first. vi: mức xếp loại."""
    rows = sorted(house().parts.ratings.values(), key=lambda one: -one.rank)
    return [(one.code, sentence_case(one.name)) for one in rows]


def discipline_choices() -> Choices:
    """Forms of discipline, lightest first. vi: hình thức kỷ luật."""
    rows = sorted(house().parts.disciplines.values(), key=lambda one: one.rank)
    return [(one.code, sentence_case(one.name)) for one in rows]


def statement_choices() -> Choices:
    """Questions that only people answer, also those that a place asks by its own rules. vi: nội dung cần xác nhận."""
    asked = {code: one.words for code, one in house().parts.questions.items()} | local_questions()
    return [(code, sentence_case(words)) for code, words in asked.items()]


def question_words(code: str) -> Text | None:
    """A question of the law in full, with who answers it; None for any other code. vi: nội dung cần xác nhận."""
    found = house().parts.questions.get(code)
    if found is None:
        return None
    return say("{words}. Người trả lời: {who}.", words=sentence_case(found.words), who=found.who)


def flat(offered: Offered) -> Iterator[tuple[str, str]]:
    """Choices without their headings."""
    for code, words in offered:
        if isinstance(words, str):
            yield code, words
        else:
            yield from words


def asked_choices(subject: str, also: str = "") -> Offered:
    """The same as far as they are asked of people or of collectives, each under the first award that asks it.

    What is given most often comes first; what many awards ask and what places ask comes last, with `also`, whoever
    asks that.
    """
    law, words, found = house(), dict(statement_choices()), dict[str, Choices]()

    def take(title: str, codes: Iterable[str]) -> None:
        if here := [(code, words.pop(code)) for code in dict.fromkeys(codes) if code in words]:
            found[title] = here

    for award in reversed(list(law.awards.values())):
        take(award.name, _asked_by(one.requires for one in award.standards if one.subject == subject))
    general = (one.requires for one in law.parts.generals if subject in one.subjects and one.requires)
    take(GENERAL.render(gettext), _asked_by(general))
    take(PLACES.render(gettext), [*local_questions(), also])
    return list(found.items())


def _asked_by(conditions: Iterable[Condition]) -> Iterator[str]:
    """The codes of the questions that conditions ask."""
    for condition in conditions:
        yield from (one.code for one in condition.walk() if isinstance(one, Stated))


def measure_choices() -> Choices:
    """Kinds of service. vi: loại thời gian công tác."""
    return [(code, sentence_case(one.name)) for code, one in house().parts.measures.items()]


#: Which field of a row holds a code of the law, and which codes there are.
CODED: Mapping[str, tuple[str, Callable[[], Choices]]] = {
    AWARD: ("award", award_choices),
    REGISTERED: ("award", award_choices),
    RATING: ("rating", rating_choices),
    DISCIPLINE: ("form", discipline_choices),
    MEASURE: ("of", measure_choices),
    STATEMENT: ("code", statement_choices),
}


def code_faults(kind: str, values: Mapping[str, Any]) -> list[Problem]:
    """A code that the law does not know: nothing could ever be judged by it."""
    field, choices = CODED.get(kind, ("", list))
    if not field or values[field] in dict(choices()):
        return []
    return [Problem(field, say("Không có mục này trong quy định."), say("Hãy chọn trong danh sách."))]


def names_of(choices: Choices) -> Mapping[str, str]:
    """From code to name; a code that the rulebook no longer has is shown as it is."""
    return dict(choices)


def sentence_case(words: str) -> str:
    """The first letter large."""
    return words[:1].upper() + words[1:]
