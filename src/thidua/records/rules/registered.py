"""Which titles were registered in which years, and of which years that is known at all. Pure. vi: đăng ký thi đua."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: How many years before the judged one are told to be empty where somebody looked through what was registered.
YEARS_BACK = 25


def registered_by_year(
    rows: Iterable[tuple[int, str]],
    checked: int | None,
    year: int,
    handed: Mapping[int, frozenset[str]] | None = None,
) -> dict[int, frozenset[str]]:
    """The award codes registered, by year; a year of which nobody knows is left out, never empty.

    `rows` are year and code of the records, `checked` the last year up to which nothing is missing there, `year` the
    judged one; `handed` is what others know besides. A year with anything written is known.
    """
    found: dict[int, set[str]] = {}
    if checked is not None:
        found.update((one, set()) for one in range(year - YEARS_BACK, min(checked, year) + 1))
    for one, code in rows:
        found.setdefault(one, set()).add(code)
    for one, codes in (handed or {}).items():
        found.setdefault(one, set()).update(codes)
    return {one: frozenset(codes) for one, codes in sorted(found.items())}
