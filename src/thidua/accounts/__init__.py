"""Who signs in: accounts, passwords, second factor. What they may do follows their posts. vi: tài khoản."""
