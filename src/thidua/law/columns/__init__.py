"""The same rules over a whole country: columns of numbers instead of one person's facts, an answer without a sentence.

`judge` explains one person; `judge_columns` interprets the same tree of conditions over numpy columns and gives the
same answers, for persons only (collectives are few and are always explained). vi: xét hàng loạt.

How facts become numbers (all exact for the vocabulary as it is, or refused loudly with `DoesNotFit`):

- ratings: their place in the order of ranks, a byte a year; titles and forms held: a bit a year;
- months: whole months, rounded down, since conditions ask for whole months only; measures: years × 100, rounded down,
  against thresholds with at most two decimals;
- works: how many of a kind and year reach at least a scope, counted up to the most that a condition can ask for;
- disciplines, matters and cancelled awards are rare and keep their days in a few places, so a record that was packed
  once holds on any day.
"""

from thidua.law.columns.judging import Count, Plan, counts, judge_columns, plan
from thidua.law.columns.layout import DoesNotFit, Layout, OtherLayout
from thidua.law.columns.packing import pack
from thidua.law.columns.table import GRANTED, REFUSED, UNDETERMINED, Columns, Events

__all__ = [
    "GRANTED",
    "REFUSED",
    "UNDETERMINED",
    "Columns",
    "Count",
    "DoesNotFit",
    "Events",
    "Layout",
    "OtherLayout",
    "Plan",
    "counts",
    "judge_columns",
    "pack",
    "plan",
]
