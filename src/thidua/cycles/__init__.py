"""The school-year cycle of a cluster: its steps, their dates, extensions, and papers that disagree. vi: năm thi đua."""
