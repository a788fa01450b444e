"""States of a list; what was found: told in words, kept and read again, veiled where it must be. Pure."""
