"""An invented country: so many people with ten years of history, straight as records. Nobody in it is real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from thidua.law.columns import Layout
from thidua.law.columns.layout import FIRST_DAY, NOT_YET

BLOCK = 100_000


def nation(layout: Layout, size: int, seed: int) -> Iterator[np.ndarray]:
    """Blocks of records, together so many people."""
    for start in range(0, size, BLOCK):
        yield block(layout, min(BLOCK, size - start), np.random.default_rng(seed + start))


def block(layout: Layout, size: int, draw: np.random.Generator) -> np.ndarray:
    """People of whom most is known: good ratings, some titles, few works, hardly any discipline."""
    records = np.zeros(size, layout.dtype)
    records["layout"] = np.void(layout.fingerprint)
    keen = draw.random(size)
    for name in layout.dtype.names or ():
        kind, _, _ = name.rpartition(" ")
        if kind in ("rating", "party rating"):
            records[name] = _ratings(layout, keen, draw)
        elif kind == "months":
            records[name] = np.where(draw.random(size) < 0.9, 13, draw.integers(0, 13, size))
        elif kind == "registered":
            known = 1 << len(layout.awards)
            records[name] = np.where(draw.random(size) < 0.9, draw.integers(0, known, size) | known, 0)
        elif name.startswith(("recently ", "earlier ")):
            records[name] = _held(layout, name, keen, draw)
        elif name.startswith(("initiative ", "research ")):
            continue
        elif name.startswith("unknown "):
            records[name] = draw.random(size) < 0.03
        elif name.startswith("stated "):
            records[name] = draw.choice(np.array([0, 1, 2], np.uint8), size, p=[0.1, 0.2, 0.7])
        elif name.startswith("measure "):
            records[name] = draw.integers(0, 4_000, size)
    _works(records, layout, keen, draw)
    _rare(records, layout, draw)
    return records


def _ratings(layout: Layout, keen: np.ndarray, draw: np.random.Generator) -> Any:
    numbers = layout.rating_numbers
    ranked = np.array([0, *(numbers[code] for _, code in layout.ratings)], np.uint8)
    place = (draw.random(len(keen)) * 0.35 + keen * 0.65) * 1.15
    best = len(ranked) - 1
    edges = [0.04, *(0.05 + 0.02 * n for n in range(best - 2)), 0.78]
    return ranked[np.searchsorted(edges, np.minimum(place, 0.999))]


def _held(layout: Layout, name: str, keen: np.ndarray, draw: np.random.Generator) -> Any:
    common = {"lao-dong-tien-tien": 0.75, "chien-si-thi-dua-co-so": 0.3, "giay-khen": 0.2}
    often = next((p for code, p in common.items() if code in name), 0.02)
    word = layout.dtype[name].type
    found = np.zeros(len(keen), word)
    for bit in range(1, 8) if name.startswith("recently ") else range(2):
        found |= (draw.random(len(keen)) * 0.5 + (1 - keen) * 0.5 < often).astype(word) << word(bit)
    return found


def _works(records: np.ndarray, layout: Layout, keen: np.ndarray, draw: np.random.Generator) -> None:
    for kind, often in (("initiative", 0.35), ("research", 0.03)):
        for year in layout.years("works"):
            did = draw.random(len(keen)) < often * keen
            records[f"{kind} unit {year}"] = did + (draw.random(len(keen)) < 0.05) * did
            records[f"{kind} province {year}"] = did & (draw.random(len(keen)) < 0.3)
            records[f"{kind} nation {year}"] = records[f"{kind} province {year}"] & (draw.random(len(keen)) < 0.1)


def _rare(records: np.ndarray, layout: Layout, draw: np.random.Generator) -> None:
    size, last = len(records), (date(layout.last + 1, 8, 31) - FIRST_DAY).days
    chosen = np.flatnonzero(draw.random(size) < 0.01)
    decided = draw.integers(last - 3_000, last, len(chosen))
    records["discipline form"][chosen, 0] = draw.integers(1, len(layout.disciplines) + 1, len(chosen))
    records["discipline decided"][chosen, 0] = decided
    records["discipline ended"][chosen, 0] = np.where(draw.random(len(chosen)) < 0.95, decided + 365, NOT_YET)
    chosen = np.flatnonzero(draw.random(size) < 0.005)
    records["matter there"][chosen, 0] = 1
    records["matter since"][chosen, 0] = last - draw.integers(0, 400, len(chosen))
    records["matter concluded"][chosen, 0] = NOT_YET
    chosen = np.flatnonzero(draw.random(size) < 0.0005)
    records["cancelled award"][chosen, 0] = draw.integers(1, len(layout.awards) + 1, len(chosen))
    records["cancelled year"][chosen, 0] = layout.last - draw.integers(0, 5, len(chosen))
    records["cancelled on"][chosen, 0] = last - draw.integers(-200, 1_000, len(chosen))
