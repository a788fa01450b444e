"""What rules say about records: kinds, months worked, who stands where. Pure."""
