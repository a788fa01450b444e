"""Take people's records over from Excel: bring a file, compare it, look, write it, in chunks that can be left."""

from thidua.records.services.importing.chunks import CHUNK, begin_writing, discard, do_next, do_the_rest
from thidua.records.services.importing.downloads import rows_to_mend, template
from thidua.records.services.importing.looking import note_look_at_rows
from thidua.records.services.importing.starting import Started, start_import

__all__ = [
    "CHUNK",
    "Started",
    "begin_writing",
    "discard",
    "do_next",
    "do_the_rest",
    "note_look_at_rows",
    "rows_to_mend",
    "start_import",
    "template",
]
