"""The home page of each role, what I owe and by when; the cluster board. vi: bàn làm việc."""
