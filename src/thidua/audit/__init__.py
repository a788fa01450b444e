"""Who did what, when and why: append-only and hash-chained. vi: nhật ký."""
