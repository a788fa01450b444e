"""Councils, sessions, attendance, quorum, questions decided, minutes. vi: hội đồng, phiên họp, biên bản."""
