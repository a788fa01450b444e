"""Lists of candidates judged by the law of the day; findings kept for ever; one's own path. vi: xét tiêu chuẩn."""
