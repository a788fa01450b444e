"""The box code as a committee copies it; envelopes that only the code opens."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.ballots.rules.sealing import (
    ALPHABET,
    CodeUnreadable,
    EnvelopeUnreadable,
    box_code_from,
    letters_of,
    public_key_of,
    read_box_code,
    seal,
    tracker_from,
    unseal,
)

chance = st.binary(min_size=32, max_size=32)
BOX = "vong-1"


@given(chance)
def test_a_code_is_five_groups_of_five_and_reads_back_however_it_is_typed(given_chance: bytes) -> None:
    code = box_code_from(given_chance)
    assert [len(group) for group in code.split("-")] == [5] * 5
    letters = read_box_code(code)
    assert read_box_code(code.lower().replace("-", " ")) == letters
    assert read_box_code(code.replace("0", "o").replace("1", "l")) == letters


@given(chance, st.integers(0, 24), st.sampled_from(ALPHABET))
def test_one_wrong_letter_never_opens_the_box(given_chance: bytes, place: int, letter: str) -> None:
    code = box_code_from(given_chance).replace("-", "")
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong == code:
        return
    with suppress(CodeUnreadable):
        assert public_key_of(wrong, BOX) != public_key_of(code, BOX)


@pytest.mark.parametrize("typed", ["", "AAAAA", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "Đ" * 25])
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(CodeUnreadable):
        read_box_code(typed)


@given(chance, chance, st.binary(min_size=1, max_size=80))
def test_what_is_sealed_comes_out_again(code_chance: bytes, once: bytes, ballot: bytes) -> None:
    code = box_code_from(code_chance)
    assert unseal(code, BOX, seal(public_key_of(code, BOX), BOX, ballot, once)) == ballot


@given(chance, chance, chance)
def test_equal_ballots_look_different_and_are_equally_long(code_chance: bytes, one: bytes, two: bytes) -> None:
    key = public_key_of(box_code_from(code_chance), BOX)
    first, second = seal(key, BOX, b"MA-PHIEU-x--", one), seal(key, BOX, b"MA-PHIEU-x--", two)
    assert len(first) == len(second)
    # X25519 leaves a few bits of the chance aside; beyond those, other chance is another envelope.
    if one[1:31] != two[1:31]:
        assert first != second
        assert first[:32] != second[:32]


@given(chance, chance, chance, st.integers(0, 200), st.integers(1, 255))
def test_another_code_another_box_or_a_changed_byte_opens_nothing(
    code_chance: bytes, other: bytes, once: bytes, place: int, flip: int
) -> None:
    code = box_code_from(code_chance)
    sealed = seal(public_key_of(code, BOX), BOX, b"x--", once)
    changed = bytearray(sealed)
    changed[32 + place % (len(sealed) - 32)] ^= flip
    with pytest.raises(EnvelopeUnreadable):
        unseal(code, BOX, bytes(changed))
    with pytest.raises(EnvelopeUnreadable):
        unseal(code, "vong-2", sealed)
    if box_code_from(other) != code:
        with pytest.raises(EnvelopeUnreadable):
            unseal(box_code_from(other), BOX, sealed)


@pytest.mark.parametrize("envelope", [b"", b"\0" * 32, b"\0" * 64, b"nhet them"])
def test_what_is_no_envelope_is_told(envelope: bytes) -> None:
    with pytest.raises(EnvelopeUnreadable):
        unseal(box_code_from(bytes(32)), BOX, envelope)


def test_every_letter_is_equally_likely_and_chance_is_never_stretched() -> None:
    assert sorted(letters_of(bytes(range(256)), 256)) == sorted(ALPHABET * 8)
    with pytest.raises(ValueError, match="chance"):
        letters_of(b"short", 6)
    assert tracker_from(bytes(12)) == "0000-0000-0000"
