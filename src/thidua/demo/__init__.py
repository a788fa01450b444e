"""Demonstration data: cluster 1's year at a named stage. Invented people and figures. vi: dữ liệu minh hoạ."""
