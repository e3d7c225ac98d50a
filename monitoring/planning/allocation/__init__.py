"""Allocation by need: what is distributed, by which base and need, in which variants, and what was decided."""
