"""The second computation of every method: the standard library only, plain loops over dictionaries."""
