"""Criteria tables, score sheets, verification and ranking. vi: chấm điểm thi đua. The deciding heart is `rules`."""
