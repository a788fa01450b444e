"""Pages that show a ballot are all equally long: a log that counts bytes would tell short names from long ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse

from thidua.foundation.requests import ViewerRequest

STEP = 32 * 1024


def even_length(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Fill the page with spaces up to the next multiple of 32 KiB."""

    @wraps(view)
    def filled(request: ViewerRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.content += b" " * (-len(answer.content) % STEP)
        return answer

    return filled
