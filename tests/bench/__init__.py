"""Benchmarks: seconds, and ratios against a baseline that stands in a file of its own and runs in the same call."""
