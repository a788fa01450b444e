"""Words for codes: what an award, a rating or a discipline is called, and which one somebody means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thidua.core.names import fold


class Names:
    """Codes by name, found with or without diacritics; a name that two codes share names neither.

    `words` says what each code is called; `also` are other ways to write it, each with its code.
    """

    def __init__(self, words: Mapping[str, str], also: Iterable[tuple[str, str]] = ()) -> None:
        self._words = dict(words)
        found: dict[str, set[str]] = {}
        for spelling, code in [*((word, code) for code, word in words.items()), *also]:
            found.setdefault(_key(spelling), set()).add(code)
        # A code itself always means itself.
        self._codes = {key: min(codes) for key, codes in found.items() if key and len(codes) == 1}
        self._codes |= {_key(code): code for code in words}

    def code_of(self, text: str) -> str | None:
        """The code that a text names; None when none or more than one."""
        return self._codes.get(_key(text))

    def word(self, code: str) -> str:
        """What a code is called; the code itself where no name is known."""
        return self._words.get(code, code)

    def all_words(self) -> list[str]:
        """Every name, in the order given; for lists to choose from."""
        return list(self._words.values())


def _key(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
