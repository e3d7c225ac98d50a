"""Mutated files of every format against the reader: no exception but the refusal of persons, no hang, bounded memory."""
