"""The states of a criteria table, their words, and the steps between them. Pure. vi: trạng thái bảng tiêu chí."""

from __future__ import annotations

from thidua.core.text import say
from thidua.core.workflow import Workflow, step

DRAFT, PUBLISHED, REPLACED, WITHDRAWN = "draft", "published", "replaced", "withdrawn"

TABLE = Workflow(
    states={
        DRAFT: say("Bản dự thảo"),
        PUBLISHED: say("Đã ban hành"),
        REPLACED: say("Đã thay bằng bản mới"),
        WITHDRAWN: say("Đã hủy dự thảo"),
    },
    steps=(
        step("publish", DRAFT, to=PUBLISHED),
        step("withdraw", DRAFT, to=WITHDRAWN),
        step("replace", PUBLISHED, to=REPLACED),
    ),
)
#: The tone of each state on a page.
TABLE_TONES = {DRAFT: "wait", PUBLISHED: "good", REPLACED: "quiet", WITHDRAWN: "quiet"}
