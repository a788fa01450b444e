"""The first administrator of a new installation. vi: người quản trị đầu tiên."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from thidua.core.errors import BadInput, Refused
from thidua.foundation import clock
from thidua.organisations.services import NewUnit, begin


class Command(BaseCommand):
    """Makes the first administrator and prints the password once."""

    help = "Lập người quản trị đầu tiên cho một bản cài đặt mới; mật khẩu hiện ra một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        """The unit and the person."""
        parser.add_argument("--unit-code", required=True, help="mã đơn vị, ví dụ SGDDT-HP")
        parser.add_argument("--unit-name", required=True, help="tên đơn vị")
        parser.add_argument("--unit-short-name", required=True, help="tên viết tắt của đơn vị")
        parser.add_argument("--full-name", required=True, help="họ và tên người quản trị")
        parser.add_argument("--username", required=True, help="tên đăng nhập, ví dụ nguyen.van.an")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        unit = NewUnit(options["unit_code"], options["unit_name"], options["unit_short_name"])
        try:
            password = begin(now=clock.now(), unit=unit, full_name=options["full_name"], username=options["username"])
        except (BadInput, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Tên đăng nhập: {options['username'].strip().lower()}\nMật khẩu dùng lần đầu: {password}")
