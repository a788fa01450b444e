"""Thi Đua: the law decides, pure rules explain, apps remember, pages ask, and the papers write themselves."""
