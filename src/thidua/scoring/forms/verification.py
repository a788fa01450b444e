"""What the pages of verification send back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from thidua.core.errors import BadInput, Problem
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.foundation.refusals import NotThere
from thidua.scoring.rules import Criterion, Entry
from thidua.scoring.rules.typed import typed_entry
from thidua.scoring.rules.values import points


@dataclass(frozen=True, slots=True)
class Picked:
    """A line as the page showed it: its address and the editions it had."""

    line: UUID
    claimed_edition: int
    verified_edition: int


def picked(text: str) -> Picked:
    """A line that was ticked or is being decided; anything that our own pages do not write is not there."""
    try:
        address, claimed, verified = text.split(".")
        return Picked(UUID(address), int(claimed), int(verified))
    except ValueError:
        raise NotThere from None


def picked_lines(texts: list[str]) -> list[Picked]:
    """The ticked lines; raises BadInput when there are none."""
    if not texts:
        wrong = say("Chưa chọn dòng nào.")
        raise BadInput([Problem("", wrong, say("Hãy đánh dấu các ô muốn chấp nhận."))])
    return [picked(text) for text in texts]


def typed_change(criterion: Criterion, data: Mapping[str, str]) -> Entry | None:
    """The new figures of a change: the method's quantities, or points given directly. Raises BadInput."""
    if data.get("cach") == "diem":
        text = data.get("diem", "").strip()
        if not text:
            return None
        try:
            return points(parse_number(text))
        except NumberUnreadable as error:
            raise BadInput([Problem(say("Điểm thẩm định"), Text("{words}", {"words": str(error)}))]) from None
    fields = criterion.method.fields()
    entry, problems = typed_entry(fields, {one.name: data.get(f"so.{one.name}", "") for one in fields})
    if problems:
        raise BadInput(problems)
    return entry
