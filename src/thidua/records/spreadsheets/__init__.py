"""Workbooks of people's records: large files read with care, templates and error rows written. No Django here."""

from thidua.records.spreadsheets.headings import Headed, under_heading
from thidua.records.spreadsheets.reading import LIMITS, SheetRow, read_workbook
from thidua.records.spreadsheets.writing import Page, PageColumn, write_workbook

__all__ = [
    "LIMITS",
    "Headed",
    "Page",
    "PageColumn",
    "SheetRow",
    "read_workbook",
    "under_heading",
    "write_workbook",
]
