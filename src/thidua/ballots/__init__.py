"""The ballot box: a roll of who may vote, a box of what was cast, and nothing between them. vi: bỏ phiếu kín."""
