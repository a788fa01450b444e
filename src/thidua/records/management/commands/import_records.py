"""Do the rest of the work on a file that somebody brought. vi: so sánh hoặc ghi nốt một tệp."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from thidua.core.errors import Refused
from thidua.core.text import say
from thidua.foundation import clock
from thidua.organisations.facts import viewer_of
from thidua.records.models import Import
from thidua.records.rules.importing import grouped
from thidua.records.selectors.importing import progress_of, tallies
from thidua.records.services.importing import begin_writing, do_the_rest


class Command(BaseCommand):
    """Acts for whoever brought the file, with their rights of today; can be stopped and started again."""

    help = "So sánh nốt một tệp đã tải lên; với --write thì ghi luôn vào hồ sơ."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and whether to write it."""
        parser.add_argument("uuid", type=UUID, help="Mã trong địa chỉ của trang nhập tệp.")
        parser.add_argument("--write", action="store_true", help="Ghi vào hồ sơ sau khi so sánh xong.")

    def handle(self, *_args: Any, uuid: UUID, write: bool, **_options: Any) -> None:
        """Compare what is left; with --write go on to write; always finish writing that has begun."""
        imported = Import.objects.select_related("created_by").filter(uuid=uuid).first()
        if imported is None:
            raise CommandError("Không có lần nhập nào mang mã này.")
        actor = viewer_of(imported.created_by, clock.today())
        try:
            imported = do_the_rest(actor=actor, now=clock.now, imported=imported, told=self._tell)
            if write and imported.state == Import.State.COMPARED:
                imported = begin_writing(actor=actor, now=clock.now(), imported=imported)
                imported = do_the_rest(actor=actor, now=clock.now, imported=imported, told=self._tell)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for one in tallies(imported):
            self.stdout.write(f"{one.words}: {grouped(one.rows)}")

    def _tell(self, imported: Import) -> None:
        progress = progress_of(imported)
        told = say("{done}/{total} dòng", done=grouped(progress.done), total=grouped(progress.total))
        self.stdout.write(str(told))
