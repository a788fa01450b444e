"""The opening of the demonstration's year: five departments register, comment on the pledge, and sign it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from thidua.demo.scan import invented
from thidua.demo.world import MEMBERS, World
from thidua.demo.year import moment
from thidua.documents.services import sign_on_paper, sign_on_screen
from thidua.registration.models import Pledge, Registration
from thidua.registration.rules.pledges import PledgeWords
from thidua.registration.rules.registrations import AwardFacts, Content, TargetFacts, WorkFacts
from thidua.registration.services.pledges import (
    answer_comment,
    ask_comments,
    close_signing,
    make_comment,
    open_signing,
    save_pledge,
    signing_of,
    start_pledge,
)
from thidua.registration.services.registrations import (
    accept_registration,
    return_registration,
    save_registration,
    send_registration,
    start_registration,
)

FLAG, COMMENDATION = "co-thi-dua-bo-giao-duc", "bang-khen-bo-giao-duc"
PROMISE = "Các đơn vị trong cụm quyết tâm thực hiện tốt những nội dung đã ký kết (dữ liệu minh hoạ)."
CONTENTS = (
    "Đổi mới, sáng tạo trong dạy và học; thực hiện nền nếp, kỷ cương trong trường học.",
    "Nâng cao chất lượng đội ngũ nhà giáo và cán bộ quản lý giáo dục.",
    "Ứng dụng công nghệ thông tin trong dạy, học và quản lý.",
    "Phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến.",
)
TARGETS = (
    TargetFacts("Tỷ lệ giáo viên đạt chuẩn trình độ đào tạo", Decimal(95), "%", "at-least"),
    TargetFacts("Mô hình mới được giới thiệu trong cụm", Decimal(2), "mô hình mỗi đơn vị", "at-least"),
    TargetFacts("Báo cáo gửi muộn", Decimal(0), "báo cáo", "at-most"),
)


def register(world: World, *, complete: bool) -> None:
    """Every department registers and is received; without `complete` each is at another point of the way."""
    _sent(world, "S1", moment(date(2019, 12, 16)))
    _decided(world, "S1", moment(date(2019, 12, 17)))
    _sent(world, "S2", moment(date(2019, 12, 18)))
    _returned(world, "S2", moment(date(2019, 12, 19)))
    _sent(world, "S4", moment(date(2019, 12, 20)))
    _drafted(world, "S3", moment(date(2019, 12, 20)))
    if not complete:
        return
    _sent(world, "S2", moment(date(2019, 12, 24)), more="Công trình phòng học thông minh (dữ liệu minh hoạ)")
    for code in ("S3", "S5"):
        _sent(world, code, moment(date(2019, 12, 24)))
    for code in ("S2", "S3", "S4", "S5"):
        _decided(world, code, moment(date(2019, 12, 26)))


def sign_pledge(world: World, *, complete: bool) -> None:
    """Drafted by the leader, commented on by a member, opened for signing; without `complete` two have not signed."""
    drafted = moment(date(2020, 1, 6))
    leader = world.viewer("chuyen-vien-s3", drafted.date())
    pledge = start_pledge(actor=leader, now=drafted, cycle=world.cycle)
    pledge = save_pledge(actor=leader, now=drafted, pledge=pledge, edition=pledge.edition, words=_words())
    pledge = ask_comments(actor=leader, now=drafted, pledge=pledge, until=date(2020, 1, 15))
    said = moment(date(2020, 1, 10))
    member = world.viewer("chuyen-vien-s5", said.date())
    comment = make_comment(
        actor=member, now=said, pledge=pledge, place="Chỉ tiêu 2", text="Đề nghị nêu rõ chỉ tiêu về mô hình mới."
    )
    answered = moment(date(2020, 1, 16))
    answer_comment(
        actor=leader, now=answered, comment=comment, outcome="taken", answer="Đã ghi thành chỉ tiêu thứ hai."
    )
    opened = moment(date(2020, 2, 3))
    pledge = open_signing(actor=leader, now=opened, pledge=pledge, edition=pledge.edition)
    signed = moment(date(2020, 2, 5))
    for code in ("S1", "S2", "S4"):
        _signed(world, pledge, code, signed)
    if complete:
        _signed(world, pledge, "S3", moment(date(2020, 2, 12)))
        _signed_on_paper(world, pledge, "S5", moment(date(2020, 2, 13)))
        close_signing(actor=leader, now=moment(date(2020, 2, 14)), pledge=pledge, note="Cả năm đơn vị đã ký.")


def _content(code: str, more: str) -> Content:
    place = MEMBERS[code][0]
    works: tuple[WorkFacts, ...] = (
        WorkFacts("theme", f"Chuyên đề đổi mới kiểm tra, đánh giá – {place} (dữ liệu minh hoạ)"),
    )
    if more:
        works = (*works, WorkFacts("work", more))
    return Content(
        awards=(AwardFacts(FLAG), AwardFacts(COMMENDATION)),
        targets=(
            TargetFacts("Trường đạt chuẩn quốc gia (dữ liệu minh hoạ)", Decimal(60), "%", "at-least"),
            TargetFacts("Học sinh bỏ học (dữ liệu minh hoạ)", Decimal("0.2"), "%", "at-most"),
        ),
        works=works,
    )


def _drafted(world: World, code: str, now: datetime, more: str = "") -> Registration:
    officer = world.viewer(f"chuyen-vien-{code.lower()}", now.date())
    kept = start_registration(actor=officer, now=now, cycle=world.cycle)
    return save_registration(
        actor=officer, now=now, registration=kept, edition=kept.edition, content=_content(code, more)
    )


def _sent(world: World, code: str, now: datetime, more: str = "") -> None:
    kept = _drafted(world, code, now, more)
    head = world.viewer(f"giam-doc-{code.lower()}", now.date())
    send_registration(actor=head, now=now, registration=kept, edition=kept.edition)


def _decided(world: World, code: str, now: datetime) -> None:
    """The leader accepts; the leader's own is accepted by the deputy."""
    kept = Registration.objects.get(cycle=world.cycle, unit=world.units[code])
    decider = world.viewer("chuyen-vien-s1" if code == "S3" else "chuyen-vien-s3", now.date())
    accept_registration(actor=decider, now=now, registration=kept, edition=kept.edition)


def _returned(world: World, code: str, now: datetime) -> None:
    kept = Registration.objects.get(cycle=world.cycle, unit=world.units[code])
    leader = world.viewer("chuyen-vien-s3", now.date())
    reason = "Đề nghị bổ sung công trình của đơn vị như đã thống nhất trong cụm."
    return_registration(actor=leader, now=now, registration=kept, edition=kept.edition, reason=reason)


def _words() -> PledgeWords:
    return PledgeWords(
        preamble="Căn cứ Quy chế hoạt động của Cụm thi đua số 1 năm học 2019–2020;\n"
        "Căn cứ Công văn số 5350/BGDĐT-TĐKT ngày 25 tháng 11 năm 2019 của Bộ Giáo dục và Đào tạo.",
        contents=CONTENTS,
        targets=TARGETS,
        promise=PROMISE,
        place="Hà Nội",
        signed_on=date(2020, 2, 14),
    )


def _signed(world: World, pledge: Pledge, code: str, now: datetime) -> None:
    head = world.viewer(f"giam-doc-{code.lower()}", now.date())
    signing = signing_of(head, pledge, world.units[code], on_paper=False)
    sign_on_screen(actor=head, now=now, signing=signing, confirmed=True)


def _signed_on_paper(world: World, pledge: Pledge, code: str, now: datetime) -> None:
    """A head signed by hand; the leader brings the scan."""
    leader = world.viewer("chuyen-vien-s3", now.date())
    name, content = invented("Giao ước có chữ ký", str(world.units[code]))
    signing = signing_of(leader, pledge, world.units[code], on_paper=True)
    sign_on_paper(actor=leader, now=now, signing=signing, signed_on=date(2020, 2, 12), name=name, content=content)
