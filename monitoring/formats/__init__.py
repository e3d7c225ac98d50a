"""Dates as this portal's readers write them, where a language's own way is not theirs."""
