"""Whether anybody has touched the history. vi: kiểm tra nhật ký."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from thidua.audit.models import Event, Head
from thidua.audit.selectors import chain_break
from thidua.audit.services.append_only import unguarded


class Command(BaseCommand):
    """Exit 0 when the whole chain holds and every guard stands; exit 1 naming what does not."""

    help = "Kiểm tra nhật ký: chuỗi sự kiện còn nguyên vẹn và các bảng chỉ được ghi thêm vẫn được bảo vệ."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check the chain first, then the guards."""
        broken = chain_break()
        if broken is not None:
            raise CommandError(f"Nhật ký không còn nguyên vẹn từ sự kiện số {broken}. {_tell(broken)}")
        bare = unguarded(connection)
        if bare:
            raise CommandError(
                f"Chuỗi sự kiện nguyên vẹn, nhưng các bảng sau không còn được bảo vệ: {', '.join(bare)}. "
                "Hãy phục hồi cơ sở dữ liệu từ bản sao lưu, hoặc chạy lại các bước cập nhật cơ sở dữ liệu."
            )
        head = Head.objects.filter(pk=1).first()
        count, last = (head.number, head.hash) if head else (0, "–")
        self.stdout.write(f"Nhật ký nguyên vẹn: {count} sự kiện, mã cuối cùng {last}")


def _tell(number: int) -> str:
    event = Event.objects.filter(number=number).first()
    if event is None:
        return "Sự kiện này không còn trong nhật ký."
    return f"Nội dung đang lưu: {event.at.isoformat()} {event.actor_name}, {event.verb}, {event.subject_label}."
