"""A law that uses every condition about persons, over three regimes with all kinds of general requirement. Invented."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.law.rulebook import Rulebook, read_texts

WORDS = """
instruments:
  - {code: luat, name: Luật mẫu, number: "1", level: law, issuer: Quốc hội, signed: null, from: 2000-01-01, to: null,
     confidence: seen}
ratings:
  - {code: xuat-sac, name: xuất sắc, rank: 4}
  - {code: tot, name: tốt, rank: 3}
  - {code: kha, name: khá, rank: 3}
  - {code: hoan-thanh, name: hoàn thành, rank: 2}
  - {code: khong, name: không hoàn thành, rank: 0}
disciplines:
  - {code: khien-trach, name: khiển trách, rank: 1}
  - {code: canh-cao, name: cảnh cáo, rank: 2}
  - {code: ha-bac, name: hạ bậc, rank: 2}
  - {code: cach-chuc, name: cách chức, rank: 5}
questions:
  - {code: mau-muc, words: mẫu mực, who: thủ trưởng}
  - {code: tin-nhiem, words: được tín nhiệm, who: tập thể}
measures:
  - {code: day-hoc, name: thời gian dạy học}
generals:
  - code: dang-ky
    name: Phải đăng ký
    from: 2000-01-01
    to: 2019-12-31
    source: {instrument: luat, place: Điều 1, confidence: seen}
    effect: refuse
    subjects: [person]
    kinds: [title]
    requires: {registered: {}}
  - code: cho-ket-luan
    name: Chờ kết luận
    from: 2020-01-01
    to: null
    source: {instrument: luat, place: Điều 2, confidence: seen}
    effect: defer
    subjects: [person, collective]
    except: [le]
    requires: {no-pending: {}}
  - code: dang-thi-hanh
    name: Đang thi hành kỷ luật
    from: 2020-01-01
    to: null
    source: {instrument: luat, place: Điều 3, confidence: seen}
    effect: defer
    subjects: [person]
    awards: [chuoi, bang-khen]
    requires: {discipline-over: {years: 0}}
  - code: tinh-tu
    name: Thành tích tính từ khi hết kỷ luật
    from: 2020-01-01
    to: null
    source: {instrument: luat, place: Điều 4, confidence: seen}
    effect: count-from
    subjects: [person]
    except: [chuoi-cu]
change-overs:
  - code: nhan-truoc
    name: hồ sơ nhận trước
    boundary: 2020-01-01
    key: received
    favours: true
    source: {instrument: luat, place: Điều 5, confidence: seen}
  - code: trinh-truoc
    name: hồ sơ trình trước
    boundary: 2023-07-01
    key: submitted
    awards: [chien-si]
    source: {instrument: luat, place: Điều 5, confidence: seen}
additions:
  - code: tinh-them
    award: tien-tien
    subject: person
    from: 2022-01-01
    to: null
    fills: detail
    source: {instrument: luat, place: Điều 6, confidence: seen}
    requires: {worked: {months: 10}}
"""

AWARD = """
awards:
  - code: {code}
    name: {code}
    short: {code}
    kind: {kind}
    level: Đơn vị
    group: {code}
{limits}    standards:
{standards}
    deciders: []
"""

STANDARD = """      - code: {code}-{number}
        subject: {subject}
        from: {start}
        to: {end}
        source: {{instrument: luat, place: Điều 7, confidence: seen}}
        summary: Tiêu chuẩn mẫu.
        requires: {requires}
"""

EVERY: tuple[tuple[str, str], ...] = (
    ("tien-tien", "{all: [{rating: {at-least: tot}}, {worked: {months: 9}}, {no-discipline: {from: canh-cao}}]}"),
    (
        "chien-si",
        (
            "{all: [{meets: {award: tien-tien}}, {any: [{rating: {at-least: xuat-sac}},"
            " {work: {kinds: [initiative], scope: unit}}, {work: {kinds: [research, research], scope: province}}]}]}"
        ),
    ),
    (
        "chuoi",
        (
            "{all: [{each-year: {last: 3,"
            " that: {holds: {award: [chien-si, bang-khen], or-meets: true, bases: [merit, sudden]}}}},"
            " {work: {kinds: [initiative, research], scope: province, at-least: 2, last: 3}}]}"
        ),
    ),
    ("chuoi-cu", "{each-year: {last: 2, through: previous, that: {holds: {award: [tien-tien]}}}}"),
    (
        "bang-khen",
        (
            "{some-years: {last: 5, at-least: 2, through: previous, that: {all: [{rating: {at-least: kha}},"
            " {holds: {award: [tien-tien, le]}}]}}}"
        ),
    ),
    (
        "ky-niem",
        (
            "{n-of: {at-least: 2, of: [{measure: {of: day-hoc, years: 20.5}}, {never-held: {award: [ky-niem]}},"
            " {stated: {code: mau-muc}}, {held-earlier: {award: [bang-khen, le], years-ago: 2, bases: [merit]}}]}}"
        ),
    ),
    (
        "uu-tu",
        (
            "{all: [{never-held: {award: [uu-tu]}}, {held-earlier: {award: [chien-si], years-ago: 4}},"
            " {discipline-over: {years: 3}}, {party-rating: {at-least: tot}}, {stated: {code: tin-nhiem}}]}"
        ),
    ),
    (
        "le",
        (
            "{any: [{some-years: {last: 4, at-least: 3, that: {party-rating: {at-least: hoan-thanh}}}},"
            " {no-pending: {}}, {all: [{registered: {}}, {no-discipline: {from: ha-bac}}]}]}"
        ),
    ),
    (
        "sau",
        (
            "{all: [{some-years: {last: 2, at-least: 1,"
            " that: {each-year: {last: 3, that: {meets: {award: tien-tien}}}}}},"
            " {n-of: {at-least: 3, of: [{worked: {months: 12}}, {registered: {}}, {stated: {code: mau-muc}},"
            " {each-year: {last: 2, that: {stated: {code: tin-nhiem}}}},"
            " {work: {kinds: [initiative], scope: nation, at-least: 3, last: 6}}]}}]}"
        ),
    ),
    ("chua-doc", "{all: [{rating: {at-least: hoan-thanh}}, {text-unavailable: {instrument: luat, about: mẫu}}]}"),
    (
        "la",
        (
            "{any: [{members-holding: {award: tien-tien, share: 1/2}}, {members-rated: {rating: tot, share: 1/2}},"
            " {all: [{no-member-discipline: {from: canh-cao}}, {discipline-over: {years: 1}}, {not-dissolved: {}}]}]}"
        ),
    ),
)
#: Under the last regime these ask for something else.
LATER = (
    ("chien-si", "{all: [{meets: {award: tien-tien}}, {rating: {at-least: xuat-sac}}]}"),
    ("chuoi-cu", "{each-year: {last: 4, that: {meets: {award: chien-si}}}}"),
)
PERSONAL = tuple(code for code, _ in EVERY)


def law(otherwise: Mapping[str, str] | None = None) -> Rulebook:
    """The rulebook, with some awards asking for something else.

    Among them are awards that began late or ended early, one of collectives, one that nobody wrote down in time.
    """
    later = dict(LATER)
    texts = [("words", WORDS)]
    for code, requires in (dict(EVERY) | dict(otherwise or {})).items():
        end = "2023-06-30" if code in later else "null"
        spans = [_standard(code, 1, "2010-01-01", end, requires)]
        if code in later:
            spans.append(_standard(code, 2, "2023-07-01", "null", later[code]))
        texts.append((code, _award(code, "title" if code != "bang-khen" else "form", "".join(spans))))
    some = "{rating: {at-least: tot}}"
    late = _standard("moi", 1, "2023-07-01", "null", some)
    texts.append(("moi", _award("moi", "title", late, "    since: 2023-07-01\n")))
    texts.append(("thieu", _award("thieu", "title", _standard("thieu", 1, "2023-07-01", "null", some))))
    collective = _standard("tap-the", 1, "2010-01-01", "null", some, "collective")
    texts.append(("tap-the", _award("tap-the", "title", collective)))
    return read_texts(texts)


def _award(code: str, kind: str, standards: str, limits: str = "") -> str:
    return AWARD.format(code=code, kind=kind, standards=standards, limits=limits)


def _standard(code: str, number: int, start: str, end: str, requires: str, subject: str = "person") -> str:
    values = {"code": code, "number": number, "start": start, "end": end, "requires": requires, "subject": subject}
    return STANDARD.format(**values)
