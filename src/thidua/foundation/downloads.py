"""A file that leaves: to keep, never shown inside the site."""

from __future__ import annotations

from django.http import HttpResponse

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def file_answer(content: bytes, name: str, form: str) -> HttpResponse:
    """The file under `name` without its ending; `form` is one of MEDIA_TYPES."""
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
