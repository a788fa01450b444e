"""One question on one page: a form, the use case it leads to, and back to where the thing stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.errors import BadInput, Problem
from thidua.core.text import Text


class DayField(forms.DateField):
    """A day, typed as officials write it: 05/06/2020.

    Not the browser's own date box: that one shows 06/05/2020 wherever the machine speaks English.
    """

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}
        super().__init__(
            widget=forms.DateInput(format="%d/%m/%Y", attrs=attrs),
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            error_messages={"invalid": _("Ngày không đọc được; hãy nhập ngày/tháng/năm như 05/06/2020.")},
            **{"help_text": _("Ví dụ: 05/06/2020"), **kwargs},
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks: its title, what will follow from the answer, the verb on the button, the way back."""

    title: str
    button: str
    back: str
    lead: str | Text = ""
    danger: bool = False


def ask(
    request: HttpRequest,
    question: Question,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    then: str = "",
    template: str = "foundation/ask.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and the use case accepts it, say so and go on to `then`, else to `question.back`.

    What the use case finds wrong stands beside its field, and everything typed is kept (400).
    """
    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.success(request, done)
        return redirect(then or question.back)
    status = 400 if form.errors else 200
    return render(request, template, {"question": question, "form": form, **context}, status=status)


def accepted(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Run the use case on what was typed; its problems become the form's."""
    try:
        act(form.cleaned_data)
    except BadInput as error:
        for problem in error.problems:
            form.add_error(problem.place if problem.place in form.fields else None, sentence_of(problem))
        return False
    return True


def sentence_of(problem: Problem) -> str:
    """A problem and its cure in the reader's language."""
    parts = [problem.sentence, *([problem.cure] if problem.cure else [])]
    return " ".join(part.render(gettext) for part in parts)
