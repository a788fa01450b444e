"""Workbooks (.xlsx) that strangers send, opened without harm: weighed, looked through, then read. No Django here.

`check_size`, then `read_sheet`, give the typed values of one worksheet within the caller's `Limits`; `cell_text` says
a value as people see it. A file that could do harm or be misread raises BadInput with every fault and what to do:
macros, a password, parts that swell, declared entities, cells far away, texts multiplied, formulas without a result.
What a row means, how a heading is found and how much is too much stays with the room that asks.
"""

from thidua.foundation.workbooks.cells import cell_name, cell_text, column_letters
from thidua.foundation.workbooks.limits import MEGABYTE, Limits
from thidua.foundation.workbooks.reading import SheetValues, read_sheet
from thidua.foundation.workbooks.sentences import (
    HEADING_WITHIN,
    MOST_FAULTS,
    SAVE_AS,
    check_size,
    no_data,
    no_heading,
    too_long,
    too_many_columns,
    too_many_rows,
)

__all__ = [
    "HEADING_WITHIN",
    "MEGABYTE",
    "MOST_FAULTS",
    "SAVE_AS",
    "Limits",
    "SheetValues",
    "cell_name",
    "cell_text",
    "check_size",
    "column_letters",
    "no_data",
    "no_heading",
    "read_sheet",
    "too_long",
    "too_many_columns",
    "too_many_rows",
]
