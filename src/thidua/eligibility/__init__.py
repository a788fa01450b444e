"""Lists of candidates judged by the law of the day; findings kept for ever; each teacher's own path. vi: xét tiêu chuẩn."""
