"""How units descend from each other, and what the tree looks like."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import Period
from thidua.organisations.rules.dates import gaps, overlapping
from thidua.organisations.rules.lineage import Branch, Link, grow, predecessors, stands_under, successors

START = date(2019, 9, 1)
DISTRICT, WARD_A, WARD_B, WARD_C, NEW = 1, 2, 3, 4, 5
MERGED_ON, SPLIT_ON = date(2025, 7, 1), date(2026, 1, 1)


def test_two_wards_merge_and_what_they_became_is_split_again() -> None:
    links = [
        Link(1, MERGED_ON, WARD_A, NEW),
        Link(1, MERGED_ON, WARD_B, NEW),
        Link(2, SPLIT_ON, NEW, NEW),
        Link(2, SPLIT_ON, NEW, WARD_C),
        Link(3, MERGED_ON, DISTRICT, None),
    ]
    assert successors(WARD_A, links, MERGED_ON - timedelta(days=1)) == {WARD_A}
    assert successors(WARD_A, links, MERGED_ON) == {NEW}
    assert successors(WARD_A, links, SPLIT_ON) == {NEW, WARD_C}
    assert successors(DISTRICT, links, SPLIT_ON) == frozenset()
    assert predecessors(WARD_C, links, MERGED_ON) == {NEW}
    assert predecessors(WARD_C, links, START) == {WARD_A, WARD_B}
    assert predecessors(NEW, links, SPLIT_ON) == {NEW}


def test_a_unit_that_absorbs_another_goes_on() -> None:
    links = [Link(1, MERGED_ON, WARD_B, WARD_A), Link(1, MERGED_ON, WARD_A, WARD_A)]
    assert successors(WARD_A, links, SPLIT_ON) == successors(WARD_B, links, SPLIT_ON) == {WARD_A}
    assert predecessors(WARD_A, links, START) == {WARD_A, WARD_B}


def history(moves: Sequence[tuple[str, int]]) -> tuple[list[Link], set[int], set[int], date]:
    """A history from five units: each move merges the two first that stand, or splits or abolishes one."""
    standing, fresh, links, on = [1, 2, 3, 4, 5], 6, list[Link](), START
    first = set(standing)
    for act, (kind, pick) in enumerate(moves):
        on += timedelta(days=30)
        if kind == "merge" and len(standing) > 1:
            pair = [standing.pop(pick % len(standing)) for _ in range(2)]
            links += [Link(act, on, source, fresh) for source in pair]
            standing, fresh = [*standing, fresh], fresh + 1
        elif kind == "split" and standing:
            source = standing.pop(pick % len(standing))
            links += [Link(act, on, source, fresh), Link(act, on, source, fresh + 1)]
            standing, fresh = [*standing, fresh, fresh + 1], fresh + 2
        elif kind == "abolish" and standing:
            links.append(Link(act, on, standing.pop(pick % len(standing)), None))
    return links, first, set(standing), on


moves = st.lists(st.tuples(st.sampled_from(["merge", "split", "abolish"]), st.integers(0, 9)), max_size=12)


@given(moves)
def test_forwards_and_backwards_tell_the_same_story(made: list[tuple[str, int]]) -> None:
    links, first, last, end = history(made)
    for unit in first:
        assert successors(unit, links, end) <= last
        for heir in successors(unit, links, end):
            assert unit in predecessors(heir, links, START)
    for unit in last:
        assert predecessors(unit, links, START) <= first
        assert predecessors(unit, links, START), "no unit comes from nowhere"
        assert all(unit in successors(origin, links, end) for origin in predecessors(unit, links, START))


@given(moves, st.randoms())
def test_the_order_of_rows_does_not_matter(made: list[tuple[str, int]], random: object) -> None:
    links, first, _, end = history(made)
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [successors(unit, links, end) for unit in first] == [successors(unit, shuffled, end) for unit in first]


@given(moves)
def test_undoing_the_last_act_tells_the_story_before_it(made: list[tuple[str, int]]) -> None:
    links, first, _, end = history(made)
    before, *_ = history(made[:-1])
    without = [link for link in links if link.act != len(made) - 1]
    assert [successors(unit, without, end) for unit in first] == [successors(unit, before, end) for unit in first]


def test_the_tree_has_any_depth_and_skips_nobody() -> None:
    deep = 3000
    branches = grow(range(deep), {unit: unit - 1 for unit in range(1, deep)})
    assert branches[-1] == Branch(deep - 1, deep - 1, 0)
    assert branches[0] == Branch(0, 0, deep - 1)
    assert grow([1, 2], {1: 99}) == (Branch(1, 0, 0), Branch(2, 0, 0))
    assert [b.unit for b in grow([1, 2, 3, 4], {2: 1, 4: 1, 3: 2})] == [1, 2, 3, 4]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_unit_stands_in_the_tree_exactly_once(above: list[int]) -> None:
    parents = {unit: parent for unit, parent in enumerate(above, 1) if parent < unit}
    units = range(len(above) + 1)
    branches = grow(units, parents)
    assert sorted(b.unit for b in branches) == list(units)
    for branch in branches:
        assert branch.under == sum(stands_under(u, branch.unit, parents) for u in units) - 1


def test_standing_under_oneself_is_seen_even_in_a_broken_tree() -> None:
    assert stands_under(3, 1, {3: 2, 2: 1})
    assert not stands_under(1, 3, {3: 2, 2: 1})
    assert not stands_under(1, 9, {1: 2, 2: 1})


days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
periods = st.tuples(days, st.none() | st.integers(0, 15)).map(
    lambda p: Period(p[0], None if p[1] is None else p[0] + timedelta(days=p[1]))
)


@given(st.lists(periods, max_size=5), days, st.integers(0, 40))
def test_a_day_is_in_a_gap_exactly_when_nobody_holds_the_office(held: list[Period], start: date, length: int) -> None:
    within = Period(start, start + timedelta(days=length))
    found = gaps(held, within)
    for n in range(length + 1):
        day = start + timedelta(days=n)
        assert any(day in gap for gap in found) != any(day in period for period in held)


@given(st.lists(periods, max_size=5), periods)
def test_an_overlap_is_a_shared_day(held: list[Period], new: Period) -> None:
    horizon = [START + timedelta(days=n) for n in range(120)]
    shared = any(day in new and day in period for day in horizon for period in held)
    assert (overlapping(new, held) is not None) == shared
