"""Vietnamese names and words: fold them for search, order them as Vietnamese do."""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x40 + index) for index, letter in enumerate(_ALPHABET)}
_SHAPE_MARKS = {"\u0306", "\u0302", "\u031b"}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """NFC, without spaces at the ends or doubled inside: how every text is stored."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Lower case without marks, đ as d: `Đặng Thị Ánh` → `dang thi anh`. For search only."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _SPACES.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def code_from(text: str) -> str:
    """A code for addresses and files: `Cụm thi đua 1` → `cum-thi-dua-1`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(full_name: str) -> str:
    """Order by given name, then the rest, letter by letter (a ă â … đ … y), tones last.

    The key compares as plain text, so a database can sort by it.
    """
    words = tidy(full_name).casefold().split()
    ordered = words[-1:] + words[:-1]
    return " ".join(_word_key(word)[0] for word in ordered) + "|" + " ".join(_word_key(word)[1] for word in ordered)


def _word_key(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tones: list[str] = []
    for letter in unicodedata.normalize("NFC", word):
        base, tone = _split_tone(letter)
        letters.append(_LETTER_RANK.get(base, base))
        tones.append(tone)
    return "".join(letters), "".join(tones)


def _split_tone(letter: str) -> tuple[str, str]:
    tone = "0"
    kept = []
    for part in unicodedata.normalize("NFD", letter):
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        elif not unicodedata.combining(part) or part in _SHAPE_MARKS:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone
