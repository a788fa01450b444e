"""The units, people and offices of the demonstration. People are invented; units are those of the founding papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.accounts.models import User
from thidua.cycles.models import Cycle, Stage, StatedDeadline
from thidua.documents.models import Letterhead
from thidua.organisations.facts import viewer_of
from thidua.organisations.models import Cluster, Membership, Office, Person, Post, Unit, UnitName, UnitPlace
from thidua.organisations.rules import Viewer

#: The officer of the leading unit, who acts for it through the year.
LEADER = "chuyen-vien-s3"
FOUNDED = date(2010, 1, 1)
YEAR_STARTS, YEAR_ENDS = date(2019, 9, 1), date(2020, 8, 31)
PAPER = {"decision_number": "Công văn số 5350/BGDĐT-TĐKT", "decision_on": date(2019, 11, 25)}
DAYS = {
    Stage.Step.CRITERIA: (date(2019, 11, 25), date(2019, 12, 27)),
    Stage.Step.REGISTRATION: (date(2019, 12, 2), date(2019, 12, 27)),
    Stage.Step.PLEDGE: (date(2020, 1, 2), date(2020, 2, 15)),
    Stage.Step.SELF_SCORING: (date(2020, 5, 1), date(2020, 6, 5)),
    Stage.Step.VERIFICATION: (date(2020, 6, 1), date(2020, 6, 20)),
    Stage.Step.CIRCULATION: (date(2020, 6, 21), date(2020, 6, 30)),
    Stage.Step.RANKED: (date(2020, 7, 1), date(2020, 7, 5)),
    Stage.Step.CONFERENCE: (date(2020, 7, 1), date(2020, 7, 5)),
}
MEMBERS = {
    "S1": ("Hà Nội", "thành phố Hà Nội"),
    "S2": ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    "S3": ("Cần Thơ", "thành phố Cần Thơ"),
    "S4": ("Hải Phòng", "thành phố Hải Phòng"),
    "S5": ("Đà Nẵng", "thành phố Đà Nẵng"),
}
VERIFIERS = {
    "VU-KHTC": ("Vụ KHTC", "Vụ Kế hoạch – Tài chính"),
    "CUC-NGCBQLGD": ("Cục NGCBQLGD", "Cục Nhà giáo và Cán bộ quản lý giáo dục"),
    "VU-GDMN": ("Vụ GDMN", "Vụ Giáo dục Mầm non"),
    "VU-GDTH": ("Vụ GDTH", "Vụ Giáo dục Tiểu học"),
    "CUC-QLCL": ("Cục QLCL", "Cục Quản lý chất lượng"),
    "VU-GDTRH": ("Vụ GDTrH", "Vụ Giáo dục Trung học"),
    "VU-GDTX": ("Vụ GDTX", "Vụ Giáo dục thường xuyên"),
    "VU-GDDT": ("Vụ GDDT", "Vụ Giáo dục dân tộc"),
    "VU-GDCTHSSV": ("Vụ GDCTHSSV", "Vụ Giáo dục chính trị và Công tác học sinh, sinh viên"),
    "BAN-DANNQG": ("Ban QL ĐANNQG", "Ban Quản lý Đề án Ngoại ngữ quốc gia"),
    "CUC-CNTT": ("Cục CNTT", "Cục Công nghệ thông tin"),
    "CUC-HTQT": ("Cục HTQT", "Cục Hợp tác quốc tế"),
    "CUC-CSVC": ("Cục CSVC", "Cục Cơ sở vật chất"),
    "VAN-PHONG": ("Văn phòng Bộ", "Văn phòng Bộ"),
    "THANH-TRA": ("Thanh tra Bộ", "Thanh tra Bộ"),
}
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Thị Minh", "Văn", "Ngọc", "Thanh", "Quốc", "Thị Thu", "Đức")
GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Khánh", "Lan", "Nam", "Oanh", "Phúc", "Sơn", "Yến")


@dataclass(frozen=True)
class World:
    """What the demonstration's acts need: the cycle, the units and the people by account name."""

    cycle: Cycle
    units: dict[str, Unit]

    def viewer(self, username: str, day: date) -> Viewer:
        """A person of the demonstration on a day."""
        return viewer_of(User.objects.get(username=username), day)


class _People:
    """Invents people, one after another, always the same."""

    def __init__(self) -> None:
        self.count = 0

    def appoint(self, username: str, unit: Unit, role: str, title: str) -> None:
        """A person with an account and a post."""
        n = self.count
        self.count += 1
        name = f"{SURNAMES[n % len(SURNAMES)]} {MIDDLES[n % len(MIDDLES)]} {GIVEN[n % len(GIVEN)]}"
        appointed(username, name, unit, role, title)


def appointed(username: str, name: str, unit: Unit, role: str, title: str, starts_on: date = FOUNDED) -> Person:
    """A person of this name with a post, and with an account where a username is given."""
    account = None
    if username:
        account = User(username=username)
        account.set_unusable_password()
        account.save()
    person = Person.objects.create(full_name=name, account=account)
    Post.objects.create(person=person, unit=unit, role=role, title=title, starts_on=starts_on)
    return person


def build_world() -> World:
    """Cluster 1 with its organiser, members, verifiers and people. The caller holds the transaction."""
    people = _People()
    ministry = unit_of("BGDDT", "Bộ GDĐT", "Bộ Giáo dục và Đào tạo", None)
    organiser = unit_of("VU-TDKT", "Vụ TĐKT", "Vụ Thi đua – Khen thưởng", ministry)
    units = {"BGDDT": ministry, "VU-TDKT": organiser}
    people.appoint("quan-tri", ministry, Post.Role.ADMINISTRATOR, "Quản trị hệ thống")
    people.appoint("chuyen-vien-tdkt", organiser, Post.Role.OFFICER, "Chuyên viên phụ trách thi đua các sở")
    people.appoint("theo-doi", organiser, Post.Role.OBSERVER, "Thành viên Hội đồng Thi đua – Khen thưởng ngành")
    for code, (short, place) in MEMBERS.items():
        units[code] = unit_of(code, f"Sở GDĐT {short}", f"Sở Giáo dục và Đào tạo {place}", None)
        people.appoint(f"giam-doc-{code.lower()}", units[code], Post.Role.HEAD, "Giám đốc")
        people.appoint(
            f"chuyen-vien-{code.lower()}", units[code], Post.Role.OFFICER, "Chuyên viên thi đua, khen thưởng"
        )
        Letterhead.objects.create(
            unit=units[code],
            governing_body=f"Ủy ban nhân dân {place}",
            place=short.replace("TP. ", "Thành phố "),
            symbol="SGDĐT",
            head_title="Giám đốc",
        )
    for code, (short, name) in VERIFIERS.items():
        units[code] = unit_of(code, short, name, ministry)
        people.appoint(f"tham-dinh-{code.lower()}", units[code], Post.Role.OFFICER, "Chuyên viên thẩm định")
    return World(_cluster_year(organiser, units), units)


def known_world() -> World:
    """The world that was built before."""
    return World(Cycle.objects.get(cluster__code="cum-1"), {unit.code: unit for unit in Unit.objects.all()})


def unit_of(code: str, short: str, name: str, parent: Unit | None) -> Unit:
    """A unit with its name and its place."""
    unit = Unit.objects.create(code=code)
    UnitName.objects.create(unit=unit, name=name, short_name=short, starts_on=FOUNDED)
    if parent is not None:
        UnitPlace.objects.create(unit=unit, parent=parent, starts_on=FOUNDED)
    return unit


def _cluster_year(organiser: Unit, units: dict[str, Unit]) -> Cycle:
    cluster = Cluster.objects.create(code="cum-1", name="Cụm thi đua số 1", organiser=organiser)
    for order, code in enumerate(MEMBERS):
        Membership.objects.create(cluster=cluster, unit=units[code], order=order, starts_on=YEAR_STARTS, **PAPER)
    for code, kind in (("S3", Office.Kind.LEADER), ("S1", Office.Kind.DEPUTY)):
        Office.objects.create(
            cluster=cluster, unit=units[code], kind=kind, starts_on=YEAR_STARTS, ends_on=YEAR_ENDS, **PAPER
        )
    cycle = Cycle.objects.create(cluster=cluster, start_year=2019)
    stages = {
        step: Stage.objects.create(cycle=cycle, step=step, opens_on=opens, closes_on=closes)
        for step, (opens, closes) in DAYS.items()
    }
    # The two founding papers really disagree (R2.4); the demonstration shows how somebody chooses.
    scoring = stages[Stage.Step.SELF_SCORING]
    StatedDeadline.objects.create(
        stage=scoring, document="Kế hoạch tổ chức Cụm thi đua số 1", closes_on=date(2020, 6, 5)
    )
    StatedDeadline.objects.create(
        stage=scoring, document="Quy chế hoạt động Cụm thi đua 1", closes_on=date(2020, 6, 10)
    )
    return cycle
