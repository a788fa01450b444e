"""The agenda: points in order, and what was said about each during the session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.meetings.models import AgendaItem, Minutes, Session
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.sessions import FLOW
from thidua.meetings.services.changing import changeable, changed, locked, not_archived
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import bad, given

LONGEST_PROCEEDINGS = 20_000


@transaction.atomic
def add_item(
    *, actor: Viewer, now: datetime, session: Session, title: str, speaker: str = "", reason: str = ""
) -> AgendaItem:
    """Put a point at the end of the agenda. Raises Refused, BadInput."""
    session = changeable(actor, session, reason)
    title = given("title", title, say("Hãy nhập nội dung."))
    last = session.agenda.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    item = AgendaItem.objects.create(session=session, title=title, speaker=tidy(speaker), order=order)
    changed(actor, now, session, say("Thêm vào chương trình: {title}", title=title), reason)
    return item


@transaction.atomic
def change_item(
    *, actor: Viewer, now: datetime, item: AgendaItem, title: str, speaker: str, reason: str = ""
) -> AgendaItem:
    """Word a point differently. Raises Refused, BadInput."""
    session = changeable(actor, item.session, reason)
    item = _item(item)
    before = item.title
    item.title, item.speaker = given("title", title, say("Hãy nhập nội dung.")), tidy(speaker)
    item.save(update_fields=["title", "speaker"])
    words = say("Sửa nội dung chương trình “{before}” thành “{after}”", before=before, after=item.title)
    changed(actor, now, session, words, reason)
    return item


@transaction.atomic
def move_item(*, actor: Viewer, now: datetime, item: AgendaItem, up: bool, reason: str = "") -> AgendaItem:
    """Move a point one place up or down. Raises Refused, BadInput."""
    session = changeable(actor, item.session, reason)
    items = list(session.agenda.select_for_update())
    place = next(n for n, one in enumerate(items) if one.pk == item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return item
    items[place], items[other] = items[other], items[place]
    for order, one in enumerate(items):
        if one.order != order:
            AgendaItem.objects.filter(pk=one.pk).update(order=order)
    changed(actor, now, session, say("Chuyển vị trí nội dung “{title}”", title=item.title), reason)
    return item


@transaction.atomic
def remove_item(*, actor: Viewer, now: datetime, item: AgendaItem, reason: str = "") -> None:
    """Take a point off the agenda; not once something was written or is decided under it. Raises Refused."""
    session = changeable(actor, item.session, reason)
    item = _item(item)
    if item.proceedings or item.questions.exists():
        raise Refused(
            refused(
                say("Nội dung này đã có diễn biến hoặc nội dung biểu quyết nên không bỏ được."),
                say("Hãy sửa tên nội dung, hoặc rút nội dung biểu quyết trước."),
            )
        )
    title = item.title
    item.delete()
    changed(actor, now, session, say("Bỏ khỏi chương trình: {title}", title=title), reason)


@transaction.atomic
def keep_proceedings(
    *, actor: Viewer, now: datetime, session: Session, texts: Mapping[str, str], editions: Mapping[str, int]
) -> None:
    """Write down what was said and concluded, by the identifier of the point; all of it or nothing.

    Until the minutes were shown. Raises Refused, BadInput, Stale (with the point as it stands).
    """
    session = locked(session)
    require(may_run(actor, session))
    not_archived(session)
    require(FLOW.may("correct", session.state))
    _minutes_not_shown(session)
    written = []
    for item in session.agenda.select_for_update():
        key = str(item.uuid)
        text = texts.get(key, item.proceedings).replace("\r\n", "\n").strip()
        if text == item.proceedings:
            continue
        if editions.get(key) != item.edition:
            sentence = say("Diễn biến của “{title}” vừa được người khác sửa; hãy xem lại rồi nhập.", title=item.title)
            raise Stale(sentence, item)
        if len(text) > LONGEST_PROCEEDINGS:
            raise bad(key, say("Diễn biến dài quá {n} ký tự.", n=LONGEST_PROCEEDINGS), say("Hãy viết ngắn lại."))
        written.append({"item": key, "before": item.proceedings, "after": text})
        item.proceedings, item.edition = text, item.edition + 1
        item.save(update_fields=["proceedings", "edition"])
    if written:
        record(verb="keep-proceedings", actor=actor, subject=session, at=now, data={"items": written})


def _item(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _minutes_not_shown(session: Session) -> None:
    shown = Minutes.objects.filter(session=session).exclude(state=Minutes.State.DRAFT)
    if shown.exists():
        raise Refused(
            refused(
                say("Biên bản đã gửi cho người dự họp nên diễn biến không sửa ở đây được nữa."),
                say("Hãy sửa trong biên bản theo đề nghị của người dự họp."),
            )
        )
