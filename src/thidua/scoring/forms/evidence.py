"""What the pages of evidence send back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.foundation.file_kinds import ACCEPT, LARGEST_FILE, too_large
from thidua.scoring.services.evidence import LONGEST_LINK, LONGEST_NAME, LONGEST_PAGES


class ManyFilesInput(forms.ClearableFileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; what each is, the service judges by its content."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file that was sent."""
        given = data if isinstance(data, (list, tuple)) and data else [data or None]
        return [super(ManyFilesField, self).clean(one, initial) for one in given]


class PagesForm(forms.Form):
    """Which pages count."""

    pages = forms.CharField(label=_("Trang"), max_length=LONGEST_PAGES, required=False, help_text=_("Ví dụ: 3–5"))


class FilesForm(PagesForm):
    """Files as evidence."""

    file = ManyFilesField(
        label=_("Tệp minh chứng"),
        help_text=_("PDF, PNG, JPEG, Word (.docx) hoặc Excel (.xlsx); mỗi tệp không quá 20 MB; chọn được nhiều tệp."),
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
        max_length=1000,
    )
    field_order = ["file", "pages"]


class LinkForm(PagesForm):
    """A link as evidence."""

    link = forms.CharField(
        label=_("Đường dẫn"),
        max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Bắt đầu bằng https:// hoặc http://"),
    )
    name = forms.CharField(label=_("Tên gọi"), max_length=LONGEST_NAME, required=False)
    field_order = ["link", "name", "pages"]


def content_of(file: UploadedFile) -> bytes:
    """A file's content; raises BadInput before reading one that is too large."""
    name = file.name or ""
    if (file.size or 0) > LARGEST_FILE:
        raise too_large(name, file.size or 0)
    return file.read()
