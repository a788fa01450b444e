"""`count_titles`: how many people reach each title in a year, over everybody in the database, in one pass."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from thidua.core.days import format_day
from thidua.core.findings import Answer
from thidua.eligibility.facts.country import counted, personal
from thidua.foundation import clock
from thidua.law.columns import Layout
from thidua.law.facts import year_of, year_words
from thidua.law.judge import Dates
from thidua.lawbook.facts import general_rulebook
from thidua.records.services.packing import Packed, pack_histories


class Command(BaseCommand):
    """Packs the records of everybody, then asks the law of the day once for all of them."""

    help = "Đếm số người đủ, không đủ, chưa kết luận được theo từng danh hiệu, hình thức trên toàn bộ hồ sơ."

    def add_arguments(self, parser: CommandParser) -> None:
        """The year and the day."""
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="ngày xét, ví dụ 2025-06-02")
        parser.add_argument("--year", type=int, default=None, help="năm học, ghi theo năm bắt đầu: 2024")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say how far it is, then the table. Local rules are left out: they differ from place to place."""
        day = options["on"] or clock.today()
        year = options["year"] if options["year"] is not None else year_of(day)
        book, packed = general_rulebook(), Packed()
        layout = Layout.of(book, year)
        for packed in pack_histories(layout=layout, day=day):
            self.stderr.write(f"Đã rút gọn hồ sơ {packed.count} người")
        self.stdout.write(f"Năm học {year_words(year)}, quy định ngày {format_day(day)}: {packed.count} người")
        self.stdout.write(f"{'Danh hiệu, hình thức':<58}{'đủ':>10}{'không đủ':>10}{'chưa rõ':>10}")
        found = counted(book, layout, Dates(day=day), personal(book), packed.left_out)
        for award, one in found.items():
            row = "".join(f"{one[answer]:>10}" for answer in (Answer.GRANTED, Answer.REFUSED, Answer.UNDETERMINED))
            self.stdout.write(f"{book.award_name(award):<58}{row}")
