"""Every exercise, by id."""
