"""The year as a path, and what stands where. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.core.text import Text, say


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the year: its name, where its pages are, its state in words and one of five tones."""

    code: str
    label: Text
    address: str
    words: Text | None = None
    tone: str = "quiet"
    url: str = ""


def steps() -> tuple[PathStep, ...]:
    """The steps in the order of the year."""
    return (
        PathStep("organisation", say("Tổ chức"), "/to-chuc/"),
        PathStep("criteria", say("Tiêu chí"), "/cham-diem/bang-tieu-chi/"),
        PathStep("scoring", say("Chấm điểm"), "/cham-diem/phieu/"),
        PathStep("verification", say("Thẩm định"), "/cham-diem/tham-dinh/"),
        PathStep("agreement", say("Lấy ý kiến"), "/cham-diem/lay-y-kien/"),
        PathStep("ranking", say("Xếp hạng"), "/xep-hang/"),
        PathStep("papers", say("Văn bản"), "/van-ban/"),
    )


def step_at(path: Iterable[PathStep], address: str) -> PathStep | None:
    """The step whose pages an address belongs to."""
    return next((step for step in path if address.startswith(step.address)), None)
