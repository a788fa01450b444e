"""From rows to what the law reads: people, collectives; and the codes that records may use."""

from thidua.records.facts.catalogue import grouped_award_choices
from thidua.records.facts.collectives import collective_facts, members_on
from thidua.records.facts.people import facts_of_people, person_facts

__all__ = [
    "collective_facts",
    "facts_of_people",
    "grouped_award_choices",
    "members_on",
    "person_facts",
]
