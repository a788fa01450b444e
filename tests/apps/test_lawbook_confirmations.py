"""A provision is confirmed with the paper, for exactly the content that was seen, and may be withdrawn."""

from __future__ import annotations

import pytest

from tests.factories import NOW
from tests.lawbook_world import DAY, PAPER, Place, make_place
from tests.uploads import make_docx
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.lawbook.facts import confirmed_keys, rulebook_for
from thidua.lawbook.models import Confirmation
from thidua.lawbook.selectors.confirmations import (
    CHANGED,
    CONFIRMED,
    OPEN,
    Unread,
    get_confirmation_for,
    get_unread_for,
    unread_for,
)
from thidua.lawbook.services.confirmations import confirm_provision, withdraw_confirmation
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def first(viewer: Viewer) -> Unread:
    return unread_for(viewer)[0]


def confirm(
    place: Place, actor: Viewer | None = None, seen: str = "", paper: tuple[str, bytes] = PAPER
) -> Confirmation:
    found = first(place.above)
    return confirm_provision(
        actor=actor or place.above, now=NOW, ref=found.ref, seen=seen or found.mark, note="Trang 3.", paper=paper
    )


def test_a_confirmed_provision_is_surer_in_every_rulebook_and_stands_in_the_history(place: Place) -> None:
    found = first(place.above)
    assert found.state == OPEN
    assert found.decides_on
    kept = confirm(place)
    assert first(place.above).state == CONFIRMED
    assert found.key in rulebook_for(place.school, DAY).confirmed
    assert rulebook_for(place.school, DAY).seen(found.provision).is_sure
    assert Event.objects.get(subject_uuid=kept.uuid).verb == "confirm-provision"
    with pytest.raises(Refused, match="đã được xác nhận"):
        confirm(place)


def test_only_the_top_of_the_unit_tree_confirms_and_takes_back(place: Place) -> None:
    for actor in (place.officer, place.head, place.staff, place.stranger):
        with pytest.raises(Refused, match="đơn vị cấp cao nhất"):
            confirm(place, actor)
    kept = confirm(place)
    with pytest.raises(Refused):
        withdraw_confirmation(actor=place.officer, now=NOW, confirmation=kept, reason="Đọc nhầm điều.")


def test_it_holds_for_the_content_that_was_seen(place: Place) -> None:
    with pytest.raises(Stale):
        confirm(place, seen="khác")
    kept = confirm(place)
    Confirmation.objects.filter(pk=kept.pk).update(content_fingerprint="cũ")
    assert first(place.above).state == CHANGED
    assert confirmed_keys() == frozenset()


def test_the_paper_is_a_scan(place: Place) -> None:
    with pytest.raises(BadInput, match="bản quét"):
        confirm(place, paper=("van-ban.docx", make_docx()))


def test_withdrawn_with_a_reason_it_no_longer_counts(place: Place) -> None:
    kept = confirm(place)
    with pytest.raises(BadInput):
        withdraw_confirmation(actor=place.above, now=NOW, confirmation=kept, reason=" ")
    withdraw_confirmation(actor=place.above, now=NOW, confirmation=kept, reason="Đọc nhầm điều.")
    assert confirmed_keys() == frozenset()
    with pytest.raises(Refused, match="đã được rút"):
        withdraw_confirmation(actor=place.above, now=NOW, confirmation=kept, reason="Lần nữa.")
    assert confirm(place).pk != kept.pk


def test_somebody_without_a_post_reads_nothing(place: Place) -> None:
    kept = confirm(place)
    nobody = Viewer(place.above.user_id, "Không chức vụ", DAY)
    with pytest.raises(NotThere):
        unread_for(nobody)
    with pytest.raises(NotThere):
        get_unread_for(place.above, "khong-co")
    with pytest.raises(NotThere):
        get_confirmation_for(nobody, kept.uuid)
