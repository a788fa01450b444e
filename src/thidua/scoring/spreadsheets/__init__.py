"""Spreadsheets that people upload and download: read with care, write without surprises. No Django here.

Reading: `read_upload` judges a file by its content and gives rows of plain text, or says what to do.
Writing: `write_workbook` and `write_csv` keep every text a text.
"""

from thidua.foundation.workbooks import Limits
from thidua.scoring.spreadsheets.headings import Headed, under_heading
from thidua.scoring.spreadsheets.reading import formula_warnings, read_upload
from thidua.scoring.spreadsheets.rows import Row
from thidua.scoring.spreadsheets.writing import Column, Sheet, Value, write_csv, write_workbook

__all__ = [
    "Column",
    "Headed",
    "Limits",
    "Row",
    "Sheet",
    "Value",
    "formula_warnings",
    "read_upload",
    "under_heading",
    "write_csv",
    "write_workbook",
]
