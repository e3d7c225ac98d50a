"""Status × dynamics a second time: names written down, areas counted one by one."""

from collections import Counter

NUMBERS = ("1", "2", "3", "4")
SIGNS = ("+", "±", "−")


def groups_of(status: list[str], dynamics: list[str]) -> list[str]:
    """``1+`` … ``4−`` per area; empty where a class is missing. Classes by their number and their sign."""
    return [
        one + other if one in NUMBERS and other in SIGNS else "" for one, other in zip(status, dynamics, strict=True)
    ]


def counts_of(groups: list[str]) -> dict[str, int]:
    found = Counter(group for group in groups if group)
    return {number + sign: found[number + sign] for number in NUMBERS for sign in SIGNS}
