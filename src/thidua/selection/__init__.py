"""From totals to ranks: the ranked table, what-if, self against verified. vi: xếp hạng, xét chọn."""
