"""A small law of its own: three titles that build on each other, a form, a collective title. Invented for tests."""

from __future__ import annotations

from thidua.law.rulebook import Rulebook, house_texts, read_texts

LAW = """
instruments:
  - {code: luat, name: Luật mẫu, number: "1", level: law, issuer: Quốc hội, signed: null,
     from: "2000-01-01", to: null, confidence: seen}
  - {code: luat-moi, name: Luật mới, number: "2", level: law, issuer: Quốc hội, signed: null,
     from: "2030-01-01", to: null, confidence: recalled}
ratings:
  - {code: xuat-sac, name: hoàn thành xuất sắc nhiệm vụ, rank: "4"}
  - {code: tot, name: hoàn thành tốt nhiệm vụ, rank: "3"}
  - {code: hoan-thanh, name: hoàn thành nhiệm vụ, rank: "2"}
disciplines:
  - {code: canh-cao, name: cảnh cáo, rank: "2"}
awards:
  - code: tien-tien
    name: Tiên tiến
    short: TT
    kind: title
    level: Đơn vị
    group: ldtt
    standards:
      - code: tt
        subject: person
        from: "2000-01-01"
        to: null
        source: {instrument: luat, place: Điều 1, confidence: seen}
        summary: Hoàn thành tốt nhiệm vụ trở lên.
        requires: {rating: {at-least: tot}}
    deciders: []
  - code: chien-si
    name: Chiến sĩ
    short: CS
    kind: title
    level: Đơn vị
    group: cstdcs
    standards:
      - code: cs
        subject: person
        from: "2000-01-01"
        to: null
        source: {instrument: luat, place: Điều 2, confidence: seen}
        summary: Tiên tiến và xuất sắc hoặc có sáng kiến.
        requires:
          all:
            - meets: {award: tien-tien}
            - any:
                - rating: {at-least: xuat-sac}
                - work: {kinds: [initiative], scope: unit}
        quotas:
          - share: 15/100
            of: tien-tien
            whose: số người đạt Tiên tiến
            source: {instrument: luat, place: khoản 2 Điều 2, confidence: seen}
    deciders: []
  - code: chien-si-tinh
    name: Chiến sĩ tỉnh
    short: CST
    kind: title
    level: Tỉnh
    group: cstd-bt
    standards:
      - code: cst
        subject: person
        from: "2000-01-01"
        to: null
        source: {instrument: luat, place: Điều 3, confidence: seen}
        summary: Ba năm Chiến sĩ và có sáng kiến cấp tỉnh.
        requires:
          all:
            - each-year: {last: "3", that: {holds: {award: [chien-si], or-meets: "true"}}}
            - work: {kinds: [initiative], scope: province}
            - no-discipline: {from: canh-cao}
    deciders: []
  - code: bang-khen
    name: Bằng khen
    short: BK
    kind: form
    level: Tỉnh
    group: bk-bt
    standards:
      - code: bk
        subject: person
        from: "2000-01-01"
        to: null
        source: {instrument: luat, place: Điều 4, confidence: seen}
        summary: Có sáng kiến và đã là Chiến sĩ.
        requires:
          all:
            - held-earlier: {award: [chien-si]}
            - work: {kinds: [initiative], scope: unit, last: "2"}
    deciders: []
  - code: huan-chuong
    name: Huân chương
    short: HC
    kind: form
    level: Nhà nước
    group: hc
    standards:
      - code: hc
        subject: person
        from: "2000-01-01"
        to: "2029-12-31"
        source: {instrument: luat, place: Điều 5, confidence: seen}
        summary: Đã có Bằng khen, trong năm năm có ba năm Chiến sĩ, tặng một lần.
        requires:
          all:
            - held-earlier: {award: [bang-khen], years-ago: "2"}
            - some-years: {last: "5", at-least: "3", that: {holds: {award: [chien-si]}}}
            - never-held: {award: [huan-chuong]}
      - code: hc-moi
        subject: person
        from: "2030-01-01"
        to: null
        source: {instrument: luat-moi, place: Điều 9, confidence: recalled}
        summary: Chưa có nội dung.
        requires: {text-unavailable: {instrument: luat-moi, about: tiêu chuẩn Huân chương}}
    deciders: []
  - code: bang-khen-nuoc
    name: Bằng khen Nhà nước
    short: BKN
    kind: form
    level: Nhà nước
    group: bk-ttg
    standards:
      - code: bkn
        subject: person
        from: "2000-01-01"
        to: null
        source: {instrument: luat, place: Điều 6, confidence: seen}
        summary: Tiên tiến.
        requires: {meets: {award: tien-tien}}
    deciders: []
  - code: tap-the
    name: Tập thể tiên tiến
    short: TTT
    kind: title
    level: Đơn vị
    group: ttldtt
    standards:
      - code: ttt
        subject: collective
        from: "2000-01-01"
        to: null
        source: {instrument: luat, place: Điều 7, confidence: seen}
        summary: Bảy mươi phần trăm Tiên tiến.
        requires: {members-holding: {award: tien-tien, share: 7/10}}
    deciders: []
generals: []
"""


def small_law() -> Rulebook:
    """The small law, read by the reader of the real one, with the real principles and the instruments they cite."""
    real = [(name, text) for name, text in house_texts() if name in ("instruments.yaml", "principles.yaml")]
    return read_texts([*real, ("luat-mau.yaml", LAW)])
