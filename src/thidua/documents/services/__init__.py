"""What is done to papers: edit their words, issue them, sign texts, keep letterheads."""

from thidua.documents.services.drafts import Draft, issue_draft, keep_passages
from thidua.documents.services.issuing import Compose, Issue, issue_paper
from thidua.documents.services.letterheads import keep_letterhead
from thidua.documents.services.signatures import Signing, sign_on_paper, sign_on_screen

__all__ = [
    "Compose",
    "Draft",
    "Issue",
    "Signing",
    "issue_draft",
    "issue_paper",
    "keep_letterhead",
    "keep_passages",
    "sign_on_paper",
    "sign_on_screen",
]
