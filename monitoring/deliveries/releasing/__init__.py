"""Releases at the office: prepared together, taken back by two people, with notes; and who may approve."""
