"""What a year comes to: the report to the organiser, the pack for the next leader. vi: báo cáo, bàn giao."""
