"""What pages of scoring send, read into plain values."""
