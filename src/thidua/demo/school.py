"""An invented school with seven years of records, at the time it judges the school year 2024–2025. Nobody is real.

Each of the first teachers shows one thing that a head must explain: a chain of years, one initiative used twice,
one feat rewarded twice, a matter that waits, a missing rating, maternity leave, too few months, one person under two
spellings.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from thidua.demo.world import FOUNDED, GIVEN, MIDDLES, SURNAMES, World, appointed, unit_of
from thidua.demo.year import moment
from thidua.eligibility.services.achievements import write_achievements
from thidua.eligibility.services.reviews import Given, add_candidates, start_review
from thidua.law.facts import DISCIPLINES, HOLDINGS, MATTERS, PROVINCE
from thidua.law.facts import UNIT as OF_UNIT
from thidua.law.facts import WORKS as WORKS_GROUP
from thidua.organisations.facts import viewer_of
from thidua.organisations.models import Person, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.services.identity import merge_people
from thidua.records.models import Work
from thidua.records.services.rows import Paper, add_record

DAY = date(2025, 6, 2)
JUDGED = 2024
FIRST = 2018
TEACHERS = 24
BEST, GOOD, DONE = "hoan-thanh-xuat-sac", "hoan-thanh-tot", "hoan-thanh"
ADVANCED, FIGHTER, MEDAL = "lao-dong-tien-tien", "chien-si-thi-dua-co-so", "ky-niem-chuong-giao-duc"
#: One name, written in two ways.
SPELLED = ("Hoàng Thị Hòa", "Hoàng Thị Hoà")
BY_PROVINCE, CERTIFICATE = "bang-khen-bo-tinh", "giay-khen"
AWARDS = (ADVANCED, FIGHTER, "chien-si-thi-dua-bo-tinh", BY_PROVINCE, MEDAL, CERTIFICATE)
#: One teacher's feat was rewarded in autumn and is proposed again in spring.
BRAVE, FEAT = 11, "Cứu hai học sinh khỏi đuối nước, tháng 9/2024"
SUBJECTS = ("Toán", "Ngữ văn", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí", "Tiếng Anh")
IDEAS = (
    "Học theo trạm trong giờ Toán", "Nhật kí đọc sách của lớp", "Thí nghiệm từ đồ dùng trong nhà",
    "Bản đồ tư duy cho ôn tập", "Góc tự học ngoài giờ", "Sổ theo dõi tiến bộ của học sinh",
)  # fmt: skip


def fill_school(world: World) -> None:
    """The school, its people and their records, through the use cases of those who keep them."""
    school = unit_of("THPT-MINH-HOA", "THPT Minh Hoạ", "Trường Trung học phổ thông Minh Hoạ", world.units["S3"])
    head = appointed("hieu-truong", "Lê Thị Thanh Tâm", school, Post.Role.HEAD, "Hiệu trưởng")
    appointed("thu-ki-thi-dua", "Ngô Quang Huy", school, Post.Role.OFFICER, "Thư kí hội đồng, phụ trách thi đua")
    actor = viewer_of(head.account, DAY) if head.account else None
    if actor is None:
        raise ValueError("The head of the school needs an account.")
    teachers = [_Teacher(world, school, actor, number) for number in range(TEACHERS)]
    for teacher in teachers:
        teacher.remembered()
    given = Given(
        name="Xét danh hiệu, hình thức khen thưởng năm học 2024–2025", year=JUDGED, awards=AWARDS, looked_on=DAY
    )
    review = start_review(actor=actor, now=moment(DAY), unit=school, given=given)
    people = [teacher.person for teacher in teachers]
    add_candidates(actor=actor, now=moment(DAY), review=review, people=people)
    brave = review.candidates.get(person=teachers[BRAVE].person)
    given_for = {BY_PROVINCE: FEAT}
    write_achievements(actor=actor, now=moment(DAY), candidate=brave, edition=0, achievements=given_for)


class _Teacher:
    """One teacher; what makes them different follows from their number."""

    def __init__(self, world: World, school: Unit, actor: Viewer, number: int) -> None:
        self.world, self.school, self.actor, self.number = world, school, actor, number
        name = f"{SURNAMES[number % 12]} {MIDDLES[(number * 3 + 1) % 7]} {GIVEN[(number * 5 + 2) % 13]}"
        name = SPELLED[0] if number == 8 else name
        title = f"Giáo viên {SUBJECTS[number % 8]}"
        starts = date(2025, 2, 3) if number == 6 else FOUNDED
        account = f"giao-vien-{number + 1}" if number < 4 else ""
        self.person = appointed(account, name, school, Post.Role.STAFF, title, starts)
        self.person.staff_code = f"MH-{number + 1:04d}"
        self.person.born_on = date(1975 + number % 20, number % 12 + 1, number % 27 + 1)
        self.person.save()
        self.ideas: dict[int, Work] = {}

    def add(self, kind: str, values: dict[str, Any], number: str = "", day: date | None = None, body: str = "") -> Any:
        """One row, written by the head, who sees where something was rewarded before."""
        given: dict[str, Any] = {"now": moment(DAY), "kind": kind, "subject": self.person, "values": values}
        return add_record(actor=self.actor, paper=Paper(number, day, body), again=True, **given)

    def remembered(self) -> None:
        """All that is known of this teacher."""
        for year in range(JUDGED if self.number == 6 else FIRST, JUDGED + 1):
            self.rated(year)
            self.had_idea(year)
            self.awarded(year)
        self.special()
        through = JUDGED - 1 if self.number == 10 else JUDGED
        for group in (HOLDINGS, WORKS_GROUP, DISCIPLINES, MATTERS):
            self.add("checked", {"group": group, "through": through})

    def rating(self, year: int) -> str:
        """How this teacher was rated for a year."""
        if self.number == 2 and year == JUDGED:
            return DONE
        return BEST if (self.number + year) % 3 == 0 or self.number in (0, 1) else GOOD

    def rated(self, year: int) -> None:
        if self.number == 4 and year == JUDGED:
            return
        number, day = f"{20 + self.number}/QĐ-THPTMH", date(year + 1, 5, 26)
        self.add(
            "rating", {"year": year, "of": "self", "rating": self.rating(year)}, number, day, "Trường THPT Minh Hoạ"
        )

    def had_idea(self, year: int) -> None:
        if (self.number + year) % 4 and self.number not in (0, 1):
            return
        scope = PROVINCE if self.number == 0 and year == JUDGED else OF_UNIT
        values = {"name": IDEAS[(self.number + year) % 6], "kind": "initiative", "scope": scope, "year": year}
        self.ideas[year] = self.add("work", values, f"{50 + self.number}/QĐ-THPTMH", date(year + 1, 4, 18))

    def awarded(self, year: int) -> None:
        if year == JUDGED:
            return
        number, day, body = f"{300 + year - FIRST}/QĐ-SGDĐT", date(year + 1, 7, 10), "Sở Giáo dục và Đào tạo"
        values: dict[str, Any] = {"award": ADVANCED, "year": year, "basis": "merit"}
        self.add("award", values, number, day, body)
        if self.number in (0, 1) and year >= JUDGED - 2 or self.number % 5 == 3 and year in (2020, 2021):
            # The second teacher's first initiative stands behind two titles: somebody must ask.
            source = self.ideas.get(JUDGED - 2 if self.number == 1 else year)
            works = [source] if source else []
            self.add("award", {**values, "award": FIGHTER, "works": works}, number, day, body)

    def special(self) -> None:
        """What this one teacher is there to show."""
        if self.number == 3:
            authority, kind = "Thanh tra Sở", "xác minh đơn phản ánh về dạy thêm"
            self.add("matter", {"kind": kind, "since": date(2025, 5, 12), "authority": authority})
        elif self.number == 2:
            decided = date(2025, 1, 15)
            values = {"form": "khien-trach", "decided_on": decided, "ended_on": None}
            self.add("discipline", values, "7/QĐ-THPTMH", decided)
        elif self.number == 5:
            self.add("leave", {"kind": "maternity", "starts_on": date(2024, 10, 1), "ends_on": date(2025, 3, 31)})
        elif self.number == 7:
            self.add("leave", {"kind": "unpaid-leave", "starts_on": date(2024, 11, 1), "ends_on": date(2025, 3, 31)})
        elif self.number == BRAVE:
            values = {"award": CERTIFICATE, "year": JUDGED, "basis": "sudden", "achievement": FEAT}
            self.add("award", values, "512/QĐ-UBND", date(2024, 10, 14), "Ủy ban nhân dân xã")
        elif self.number == 8:
            other = Person.objects.create(full_name=SPELLED[1])
            Post.objects.create(
                person=other, unit=self.school, role=Post.Role.STAFF, title="Giáo viên", starts_on=date(2012, 9, 1),
                ends_on=date(2015, 8, 31),
            )  # fmt: skip
            keeper = self.world.viewer("quan-tri", DAY)
            reason = "Một người ghi hai lần ở hai tệp"
            merge_people(actor=keeper, now=moment(DAY), kept=self.person, other=other, reason=reason)
        elif self.number == 9:
            self.add("measure", {"of": "trong-nganh", "years": Decimal(21), "measured_on": date(2025, 5, 31)})
