"""Who makes and reads lists."""
