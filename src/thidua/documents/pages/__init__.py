"""Bodies of pages that rooms above serve under their own addresses, after their own gates."""

from thidua.documents.pages.drafts import draft_file, draft_page
from thidua.documents.pages.signatures import scan_file, sign_page, signature_lines

__all__ = ["draft_file", "draft_page", "scan_file", "sign_page", "signature_lines"]
