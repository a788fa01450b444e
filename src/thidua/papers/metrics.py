"""How wide a text is in the paper's font.

The lengths of the rules under a title are fractions of the line above them, in Word
as in PDF, so the widths are read here once from the shipped font files. Tinos has
the advance widths of Times New Roman, which Word uses.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
REPLACEMENT = "\u25a1"  # a white square stands where the font has no letter
# Archival PDF takes no private signs: nobody else could say what they mean.
_PRIVATE = range(0xE000, 0xF900)
_POINT_IN_MM = 25.4 / 72


class Advances(dict[str, int]):
    """The advance of each character, in units of the em square; an unknown one is taken as an em wide."""

    def __init__(self, known: dict[str, int], units_per_em: int) -> None:
        super().__init__(known)
        self.units_per_em = units_per_em

    def __missing__(self, char: str) -> int:
        return self.units_per_em


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    advances: Advances

    def width_mm(self, text: str, size: float) -> float:
        """Give the length of one line of text, in millimetres, at a size in points."""
        units = sum(map(self.advances.__getitem__, text))
        return units / self.advances.units_per_em * size * _POINT_IN_MM


@cache
def face(*, bold: bool = False, italic: bool = False) -> Face:
    """Read the face of this style from the shipped font file."""
    style = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    return _read((FONT_FOLDER / f"Tinos-{style}.ttf").read_bytes())


def printable(text: str) -> str:
    """Give the text with a white square for each character that the font lacks."""
    known = face().advances
    if text.isascii() or known.keys() >= set(text) - {"\n"}:
        return text
    return "".join(c if c == "\n" or c in known else REPLACEMENT for c in text)


def wrap(text: str, width_mm: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break the text into lines as a typesetter without hyphenation would."""
    measure = face(bold=bold)
    lines: list[str] = []
    for piece in text.split("\n"):
        line = ""
        for word in piece.split(" "):
            longer = f"{line} {word}" if line else word
            if line and measure.width_mm(longer, size) > width_mm:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return tuple(lines)


def widest_line_mm(text: str, width_mm: float, size: float, *, bold: bool = False) -> float:
    """Give the length of the longest line of the text when set in this width."""
    measure = face(bold=bold)
    return max(measure.width_mm(line, size) for line in wrap(text, width_mm, size, bold=bold))


def _read(font: bytes) -> Face:
    """Read the character map and the advances of a TrueType file."""
    tables = {}
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        tables[tag] = offset
    (units_per_em,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * count, font, tables[b"hmtx"])[::2]
    glyphs = _glyphs(font, tables[b"cmap"])
    known = {chr(c): advances[min(g, count - 1)] for c, g in glyphs.items() if c not in _PRIVATE}
    return Face(Advances(known, units_per_em))


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Read the basic-plane character map (format 4): code point to glyph number."""
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        start = cmap + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", font, start)[0] == 4:
            break
    else:
        raise ValueError("the font has no Unicode character map")
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    shape = f">{segments}H"
    ends = struct.unpack_from(shape, font, start + 14)
    firsts = struct.unpack_from(shape, font, start + 16 + 2 * segments)
    deltas = struct.unpack_from(shape, font, start + 16 + 4 * segments)
    ranges_at = start + 16 + 6 * segments
    ranges = struct.unpack_from(shape, font, ranges_at)
    found: dict[int, int] = {}
    for n, (first, end) in enumerate(zip(firsts, ends, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[n]:
                place = ranges_at + 2 * n + ranges[n] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, place)
                if not glyph:
                    continue
            if glyph := (glyph + deltas[n]) & 0xFFFF:
                found[code] = glyph
    return found
