"""Forms about sessions, their lists and papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.days import HANOI, format_day
from thidua.foundation.asking import DayField
from thidua.foundation.file_kinds import ACCEPT
from thidua.law.voting import Rulebook, rulebooks
from thidua.meetings.forms.fields import HourField, PersonChoice, ReasonField, choices_of, without_reason
from thidua.meetings.models import Participant, Session
from thidua.organisations.models import Person
from thidua.organisations.rules import Viewer


class SessionForm(forms.Form):
    """When, where, about what, by which rule."""

    title = forms.CharField(
        label=_("Tên phiên họp"), max_length=250, help_text=_("Ví dụ: Hội nghị tổng kết năm học 2019–2020")
    )
    day = DayField(label=_("Ngày họp"))
    hour = HourField(label=_("Giờ họp"))
    place = forms.CharField(label=_("Địa điểm"), max_length=250)
    about = forms.CharField(
        label=_("Nội dung chính"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    rulebook = forms.ChoiceField(
        label=_("Quy định về họp và biểu quyết"),
        help_text=_("Quy định có hiệu lực vào ngày họp; được chốt khi gửi giấy mời."),
    )
    reason = ReasonField()
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, body: str, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        if session is not None:
            kwargs["initial"] = {**_filled(session), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        fitting = [one for one in rulebooks() if one.body == body]
        cast(forms.ChoiceField, self.fields["rulebook"]).choices = [(one.code, _rulebook(one)) for one in fitting]
        draft = session is None or session.state == Session.State.DRAFT
        without_reason(self, asked=not draft)
        if not draft:
            del self.fields["rulebook"]

    def typed(self) -> dict[str, Any]:
        """What the use cases take."""
        given = dict(self.cleaned_data)
        given["starts_at"] = datetime.combine(given.pop("day"), given.pop("hour"), HANOI)
        return given


def _rulebook(one: Rulebook) -> str:
    """A rulebook with the days on which it holds: several bear much the same name."""
    start, end = format_day(one.period.start), one.period.end
    if end is None:
        return gettext("%(name)s (từ %(start)s)") % {"name": one.name, "start": start}
    return gettext("%(name)s (từ %(start)s đến %(end)s)") % {"name": one.name, "start": start, "end": format_day(end)}


class RepresentativeForm(forms.Form):
    """Who represents a unit."""

    person = PersonChoice(label=_("Người đại diện"), empty_label=None)
    reason = ReasonField()

    def __init__(self, people: QuerySet[Person], session: Session, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonChoice, self.fields["person"]).offer(people, viewer.day)
        without_reason(self, asked=session.state != Session.State.DRAFT)


class GuestForm(forms.Form):
    """Somebody who is heard or helps, and does not vote."""

    person = PersonChoice(
        label=_("Người trong hệ thống"), required=False, help_text=_("Để trống khi người này chưa có trong danh sách.")
    )
    name = forms.CharField(label=_("Họ tên"), max_length=200, required=False)
    title = forms.CharField(label=_("Chức vụ, đơn vị"), max_length=250, required=False)
    reason = ReasonField()

    def __init__(self, people: QuerySet[Person], session: Session, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonChoice, self.fields["person"]).offer(people, viewer.day)
        without_reason(self, asked=session.state != Session.State.DRAFT)


class ListedChoice(forms.ModelChoiceField):
    """One of those on the list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Participant.objects.none(), to_field_name="uuid", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and title."""
        return f"{obj.name} – {obj.title}" if obj.title else str(obj.name)


class ListedChoices(forms.ModelMultipleChoiceField):
    """Several of those on the list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Participant.objects.none(), to_field_name="uuid", widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        """Name and title."""
        return f"{obj.name} – {obj.title}" if obj.title else str(obj.name)


class StandInForm(GuestForm):
    """Somebody who comes in an absent member's place."""

    stands_in_for = ListedChoice(label=_("Dự thay"), empty_label=None)
    field_order = ["stands_in_for"]

    def __init__(self, people: QuerySet[Person], session: Session, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(people, session, viewer, *args, **kwargs)
        members = listed(session).filter(capacity=Participant.Capacity.VOTER)
        cast(ListedChoice, self.fields["stands_in_for"]).queryset = members


class TasksForm(forms.Form):
    """Who chairs, writes and counts."""

    chair = ListedChoice(label=_("Chủ trì"), required=False)
    secretary = ListedChoice(
        label=_("Thư ký"),
        required=False,
        help_text=_("Chuyên viên không phải thành viên: thêm vào danh sách khách mời trước, rồi chọn ở đây."),
    )
    head = ListedChoice(label=_("Trưởng ban kiểm phiếu"), required=False)
    counting = ListedChoices(label=_("Thành viên ban kiểm phiếu"), required=False)
    reason = ReasonField()

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        people = listed(session)
        kwargs["initial"] = {
            "chair": next((one.uuid for one in people if one.task == Participant.Task.CHAIR), None),
            "secretary": next((one.uuid for one in people if one.task == Participant.Task.SECRETARY), None),
            "head": next((one.uuid for one in people if one.heads_count), None),
            "counting": [one.uuid for one in people if one.counts and not one.heads_count],
        }
        super().__init__(*args, **kwargs)
        for name in ("chair", "secretary", "head", "counting"):
            cast(ListedChoice, self.fields[name]).queryset = people
        without_reason(self, asked=session.state != Session.State.DRAFT)


class ItemForm(forms.Form):
    """One point of the agenda."""

    title = forms.CharField(label=_("Nội dung"), max_length=300)
    speaker = forms.CharField(label=_("Người trình bày"), max_length=200, required=False)
    reason = ReasonField()

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_reason(self, asked=session.state != Session.State.DRAFT)


class PaperForm(forms.Form):
    """A file for the session."""

    file = forms.FileField(
        label=_("Tệp"),
        help_text=_("PDF, PNG, JPEG, Word (.docx) hoặc Excel (.xlsx); không quá 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
        max_length=1000,
    )
    reason = ReasonField()

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_reason(self, asked=session.state != Session.State.DRAFT)


class IssuedPaperForm(forms.Form):
    """An issued paper for the session."""

    paper = forms.ChoiceField(label=_("Văn bản đã phát hành"))
    reason = ReasonField()

    def __init__(self, papers: list[Any], session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.uuid), one.title) for one in papers]
        cast(forms.ChoiceField, self.fields["paper"]).choices = choices_of(offered)
        without_reason(self, asked=session.state != Session.State.DRAFT)


def listed(session: Session) -> QuerySet[Participant]:
    """Everybody on the list of a session."""
    return session.participants.filter(left_list_at__isnull=True)


def _filled(session: Session) -> dict[str, Any]:
    local = session.starts_at.astimezone(HANOI)
    return {
        "title": session.title,
        "day": local.date(),
        "hour": local.time(),
        "place": session.place,
        "about": session.about,
        "rulebook": session.rulebook,
        "edition": session.edition,
    }
