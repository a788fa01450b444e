"""Criteria tables and scores as rows of cells: the one translator for CSV, Excel and the command line."""

from thidua.scoring.rules.files.csv_text import read_csv
from thidua.scoring.rules.files.rows import Place, Rows, at_row
from thidua.scoring.rules.files.score_rows import ScoreReading, read_score_rows
from thidua.scoring.rules.files.table_out import table_to_rows
from thidua.scoring.rules.files.table_rows import TableReading, read_table_rows
from thidua.scoring.rules.words import SCORE_HEADINGS, TABLE_COLUMNS, TABLE_HEADINGS

__all__ = [
    "SCORE_HEADINGS", "TABLE_COLUMNS", "TABLE_HEADINGS", "Place", "Rows", "ScoreReading", "TableReading", "at_row",
    "read_csv", "read_score_rows", "read_table_rows", "table_to_rows",
]  # fmt: skip
