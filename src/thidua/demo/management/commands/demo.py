"""Load the demonstration: cluster 1's year at a named stage, into an empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from thidua.demo.load import NotEmptyError, load_demonstration
from thidua.demo.year import STAGES


class Command(BaseCommand):
    """`manage demo --stage verification`."""

    help = "Nạp dữ liệu minh hoạ của cụm thi đua số 1 ở một giai đoạn."

    def add_arguments(self, parser: CommandParser) -> None:
        """The stage by name."""
        parser.add_argument("--stage", choices=list(STAGES), default="verification")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, or say why not."""
        try:
            load_demonstration(options["stage"])
        except NotEmptyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã nạp dữ liệu minh hoạ ở giai đoạn “{options['stage']}”.")
