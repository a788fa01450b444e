"""Numbers in words: what the secretary writes in brackets says the same as the digits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.number_words import LARGEST, in_words, with_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (1, "một"), (4, "bốn"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"),
        (15, "mười lăm"), (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (25, "hai mươi lăm"),
        (99, "chín mươi chín"), (100, "một trăm"), (101, "một trăm linh một"), (105, "một trăm linh năm"),
        (110, "một trăm mười"), (115, "một trăm mười lăm"), (121, "một trăm hai mươi mốt"), (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"), (1050, "một nghìn không trăm năm mươi"),
        (2_000_015, "hai triệu không trăm mười lăm"),
    ],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.integers(0, LARGEST))
def test_words_read_back_are_the_number(number: int) -> None:
    assert read(in_words(number)) == number


@given(st.integers(0, 9999))
def test_digits_and_words_side_by_side_agree(number: int) -> None:
    found = re.fullmatch(r"(\d+) \((.+)\)", with_words(number))
    assert found
    assert len(found[1]) >= 2
    assert int(found[1]) == read(found[2]) == number


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_cannot_be_written_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not written in words"):
        in_words(number)


ONES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
ONES |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}


def read(words: str) -> int:
    """Read the words as somebody listening would, one after the other; written apart from what writes them."""
    total = group = waiting = 0
    for word in words.split():
        if word in ONES:
            waiting = ONES[word]
        elif word == "trăm":
            group, waiting = group + 100 * waiting, 0
        elif word == "mươi":
            group, waiting = group + 10 * waiting, 0
        elif word == "mười":
            group += 10
        elif word in ("nghìn", "triệu"):
            total, group, waiting = total + (group + waiting) * {"nghìn": 1000, "triệu": 10**6}[word], 0, 0
        else:
            assert word == "linh", word
    return total + group + waiting
