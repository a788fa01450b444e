"""The law arranged for reading: every award on every day of change, its past, its drawing, what rests on what."""

from __future__ import annotations

from datetime import date

from thidua.law.rulebook import house
from thidua.lawbook.charts import LEFT, WIDTH, timeline_chart
from thidua.lawbook.rules.browsing import (
    asked_on,
    catalogue,
    cited_of,
    course_of,
    everywhere,
    generals_on,
    instruments_of,
    timeline,
)

DAY = date(2025, 6, 1)
BOOK = house()


def test_every_award_can_be_shown_whole_on_every_day_of_change() -> None:
    for day in BOOK.days_of_change():
        for line in catalogue(BOOK, day):
            for subject in line.award.subjects:
                asked = asked_on(BOOK, line.award, subject, day)
                assert (asked.standard is None) == (asked.tree is None)
                assert asked.rewards
            course_of(BOOK, line.award, day)
        generals_on(BOOK, day)


def test_a_line_is_sure_only_where_everything_shown_was_read() -> None:
    lines = {line.award.code: line for line in catalogue(BOOK, DAY)}
    read = lines["chien-si-thi-dua-co-so"]
    assert read.there
    assert read.sure
    unread = next(line for line in lines.values() if any(one.unread for one in line.asked))
    assert not unread.sure


def test_the_past_of_an_award_is_in_order_and_one_standard_a_subject_holds_on_the_day() -> None:
    for award in BOOK.awards.values():
        past = timeline(BOOK, award, DAY)
        assert [one.number for one in past] == list(range(1, len(past) + 1))
        for subject in award.subjects:
            starts = [one.standard.period.start for one in past if one.subject == subject]
            assert starts == sorted(starts)
            assert sum(one.now for one in past if one.subject == subject) <= 1


def test_the_drawing_keeps_within_its_frame_and_marks_the_day() -> None:
    award = BOOK.awards["lao-dong-tien-tien"]
    drawn = timeline_chart(timeline(BOOK, award, DAY), DAY)
    assert drawn is not None
    bars = [bar for row in drawn.rows for bar in row.bars]
    assert all(bar.left >= LEFT and bar.left + bar.width <= LEFT + WIDTH + 3 for bar in bars)
    assert sum(bar.now for bar in bars) == 1
    assert timeline_chart(timeline(BOOK, award, DAY)[:1], DAY) is None


def test_what_rests_on_an_instrument_is_told_from_both_sides() -> None:
    used = {one.instrument.code: one.used for one in instruments_of(BOOK)}
    assert set(used) == set(BOOK.instruments)
    assert sum(used.values()) == len([use for use in everywhere(BOOK) if use.provision.instrument])
    cited = cited_of(BOOK, "luat-2022")
    assert cited
    assert all(use.provision.instrument == "luat-2022" for one in cited for use in one.uses)
