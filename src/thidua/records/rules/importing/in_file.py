"""What can be seen from the file alone: rows that stand twice, rows that contradict each other.

The answer does not depend on the order of the rows, only which of two equal rows is the one that counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from thidua.core.names import fold
from thidua.core.text import Text, say
from thidua.records.rules.importing.kinds import DAY, RECORD_KEYS, STAFF, STAFF_CODE, WORKS, YEAR, Kind
from thidua.records.rules.importing.notes import DOUBT, TWICE, WRONG, Note
from thidua.records.rules.importing.reading import Cells, read_authors, read_day, read_year, staff_code
from thidua.records.rules.importing.stored import alike

#: The cells that say who is meant.
IDENTITY = ("name", "staff_code", "born_on", "unit")
#: In a larger group of rows of one name, only a staff code tells who is who.
MOST_PAIRS = 400


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as far as it takes part: its number and its cells, written alike."""

    number: int
    cells: Mapping[str, str]
    name: str

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def told(self) -> int:
        """How well it tells who is meant: by code, by day of birth, by name alone. The better told row is believed."""
        return 2 if self["staff_code"] else 1 if self["born_on"] else 0


def in_file(kind: Kind, rows: Iterable[tuple[int, Cells]], unit_of: Callable[[str], str] = fold) -> dict[int, Note]:
    """A note for every row that another row repeats, contradicts or leaves in doubt, by the row's number.

    `unit_of` writes a cell that names a unit in one way, whether by code, by name or left blank.
    """
    written: dict[str, Callable[[str], str]] = {**_written_alike(kind), "unit": cache(unit_of)}
    found: dict[int, Note] = {}
    first: dict[tuple[str, ...], int] = {}
    counting = []
    for number, cells in sorted(rows):
        texts = {key: written[key](cell[1]) for key, cell in cells.items() if key in written}
        whole = tuple(texts.get(column.key, "") for column in kind.columns)
        if whole in first:
            found[number] = _twice(first[whole])
            continue
        first[whole] = number
        counting.append(_Row(number, texts, cells.get("name", ("", ""))[1]))
    look = _works if kind.key == WORKS else _people
    for number, note in look(kind, counting):
        found.setdefault(number, note)
    return found


def _written_alike(kind: Kind) -> dict[str, Callable[[str], str]]:
    ways: dict[str, Callable[[str], str]] = {DAY: _as_day, YEAR: _as_year, STAFF_CODE: staff_code}
    return {column.key: cache(ways.get(column.holds, fold)) for column in kind.columns}


def _as_day(text: str) -> str:
    found = read_day(text)
    return found.isoformat() if found else fold(text)


def _as_year(text: str) -> str:
    found = read_year(text)
    return str(found) if found else fold(text)


def _people(kind: Kind, rows: list[_Row]) -> Iterator[tuple[int, Note]]:
    if kind.key == STAFF:
        yield from _codes_of_two(rows)
    groups: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[(row["name"], *(row[key] for key in RECORD_KEYS[kind.key] if key != "unit"))].append(row)
    for group in groups.values():
        yield from _group(kind, group)


def _group(kind: Kind, group: list[_Row]) -> Iterator[tuple[int, Note]]:
    """Rows of one name about one thing: those that may be one person's contradict each other or are in doubt."""
    if len(group) == 1:
        return
    by_code: dict[str, list[_Row]] = defaultdict(list)
    for row in group:
        by_code[row["staff_code"]].append(row)
    bare = by_code.pop("", [])
    for rows in by_code.values():
        yield from _of_one(kind, rows)
    if len(group) > MOST_PAIRS:
        for row in bare:
            yield row.number, _doubt(group[0] if row is not group[0] else group[1])
        return
    for row in bare:
        others = [
            one
            for one in group
            if one is not row and one.told >= row.told and _maybe_same(row, one) and _differ(kind, row, one)
        ]
        sure = [one for one in others if _surely_same(row, one)]
        if sure and len(sure) == len(others):
            yield from ((number, note) for number, note in _of_one(kind, [row, *sure]) if number == row.number)
        elif others:
            yield row.number, _doubt(others[0])


def _of_one(kind: Kind, rows: list[_Row]) -> Iterator[tuple[int, Note]]:
    """Rows of one person about one thing; in a staff list one person may have posts at several units."""
    units: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        units[row["unit"] if kind.key == STAFF else ""].append(row)
    for same in units.values():
        for row in same if len(same) > 1 else ():
            other = next(one for one in same if one is not row)
            yield row.number, _contradicts(other)


def _codes_of_two(rows: list[_Row]) -> Iterator[tuple[int, Note]]:
    """One staff code with two names or two days of birth: none of these rows is to be believed."""
    by_code: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row["staff_code"]:
            by_code[row["staff_code"]].append(row)
    for same in by_code.values():
        days = {row["born_on"] for row in same if row["born_on"]}
        if len(same) > 1 and (len(days) > 1 or any(not alike(row.name, same[0].name) for row in same)):
            for row in same:
                other = next(one for one in same if one is not row)
                yield row.number, _one_code(row["staff_code"], other)


def _maybe_same(one: _Row, other: _Row) -> bool:
    """Whether nothing shows that two rows of one name are about two people."""
    if one["staff_code"] and other["staff_code"]:
        return one["staff_code"] == other["staff_code"]
    if one["born_on"] and other["born_on"]:
        return one["born_on"] == other["born_on"]
    return one["unit"] == other["unit"]


def _differ(kind: Kind, one: _Row, other: _Row) -> bool:
    """Whether it matters who is who: in a staff list always, else where the two rows do not say the same."""
    if kind.key == STAFF:
        return True
    return any(one[column.key] != other[column.key] for column in kind.columns if column.key not in IDENTITY)


def _surely_same(one: _Row, other: _Row) -> bool:
    """Whether two rows without a code name somebody in just the same way."""
    same_way = ("staff_code", "born_on") if one["born_on"] else ("staff_code", "born_on", "unit")
    return all(one[key] == other[key] for key in same_way)


def _works(_kind: Kind, rows: list[_Row]) -> Iterator[tuple[int, Note]]:
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row["work"], row["year"]].append(row)
    for group in groups.values():
        by_author: dict[str, list[_Row]] = defaultdict(list)
        by_paper: dict[str, list[_Row]] = defaultdict(list)
        for row in group if len(group) > 1 else ():
            for author in read_authors(row["authors"]):
                by_author[author.staff_code or author.name].append(row)
            by_paper[row["decision_number"]].append(row)
        by_paper.pop("", None)
        for shared, told in ((by_author, _split_work), (by_paper, _one_paper)):
            for same in shared.values():
                for row in same if len(same) > 1 else ():
                    yield row.number, told(next(one for one in same if one is not row))


def _note(what: str, column: str, sentence: Text, cure: Text) -> Note:
    return Note(what, column, sentence, cure, in_file=True)


def _twice(number: int) -> Note:
    return Note(TWICE, "", say("Dòng này giống hệt dòng {n}; chỉ ghi một lần.", n=number), in_file=True)


def _contradicts(other: _Row) -> Note:
    sentence = say("Dòng {n} nói khác về cùng người này, cùng nội dung này.", n=other.number)
    return _note(WRONG, "name", sentence, say("Hãy giữ một dòng đúng và xóa dòng kia."))


def _doubt(other: _Row) -> Note:
    sentence = say("Không rõ dòng này và dòng {n} là một người hay hai người cùng tên.", n=other.number)
    return _note(DOUBT, "name", sentence, say("Hãy ghi mã định danh ở cả hai dòng."))


def _one_code(code: str, other: _Row) -> Note:
    sentence = say("Mã {code} ở dòng này và dòng {n} đi với hai họ tên hoặc hai ngày sinh.", code=code, n=other.number)
    return _note(WRONG, "staff_code", sentence, say("Hãy kiểm tra lại mã định danh của hai dòng."))


def _split_work(other: _Row) -> Note:
    sentence = say("Dòng {n} cũng là sáng kiến, đề tài này nhưng nội dung khác.", n=other.number)
    cure = say("Hãy gộp thành một dòng, các tác giả cách nhau bằng dấu chấm phẩy.")
    return _note(WRONG, "work", sentence, cure)


def _one_paper(other: _Row) -> Note:
    sentence = say(
        "Không rõ dòng này và dòng {n} là một sáng kiến của nhiều tác giả hay hai sáng kiến.", n=other.number
    )
    cure = say("Nếu là một, hãy gộp các tác giả vào một dòng; nếu là hai, hãy ghi tên khác nhau.")
    return _note(DOUBT, "work", sentence, cure)
