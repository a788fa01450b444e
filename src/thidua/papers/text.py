"""What happens to every string on its way into a paper."""

from __future__ import annotations

import unicodedata

# Line ends of every system become one; a tab has no place in an official text.
_UNIFORM = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})


def clean(text: str) -> str:
    """Give the text in composed form (NFC) without characters that no paper can carry.

    Decomposed accents are put together; control characters, surrogates and
    non-characters, which neither Word nor PDF accepts, are dropped, and so are the
    invisible signs that come along when text is copied from a web page. A line feed
    stays and means a line break.
    """
    uniform = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNIFORM)
    composed = unicodedata.normalize("NFC", uniform)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(c for c in composed if c == "\n" or _may_be_kept(c))


def _may_be_kept(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return False
    return ord(char) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(char) <= 0xFDEF


def upper(text: str) -> str:
    """Give the text in capitals, as the decree asks of names of bodies and titles."""
    return unicodedata.normalize("NFC", text.upper())
