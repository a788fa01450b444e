"""A paper that comes with a fact: judged by its content, kept by its hash."""

from __future__ import annotations

from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.foundation import files
from thidua.foundation.file_kinds import JPEG, PDF, PNG, judge, safe_name

Upload = tuple[str, bytes]
#: What shows a signed paper as it is.
PICTURES = (PDF, PNG, JPEG)


def kept_paper(upload: Upload) -> dict[str, str]:
    """The fields of a paper, its file kept: a PDF or a picture. Raises BadInput."""
    name, content = upload
    kind = judge(content, name)
    if kind not in PICTURES:
        cure = say("Hãy gửi bản quét dạng PDF, PNG hoặc JPEG.")
        raise BadInput([Problem("paper", say("Văn bản phải là bản quét hoặc ảnh chụp."), cure)])
    return {
        "paper_sha256": files.put(content),
        "paper_name": safe_name(name, kind),
        "paper_media_type": kind.media_type,
    }


def given(place: str, text: str) -> str:
    """A sentence that was given. Raises BadInput."""
    found = tidy(text)
    if len(found) < 5:
        raise BadInput([Problem(place, say("Chưa nêu rõ nội dung."), say("Hãy viết một câu đầy đủ."))])
    return found
