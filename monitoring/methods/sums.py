"""A weighted sum as it is written. Pure but for the language of its numbers."""

from collections.abc import Iterable

from monitoring.methods.figures import exact


def weighted_sum(parts: Iterable[tuple[float, str]]) -> str:
    """The sum of (weight, term): a weight of 1 is not written, a negative one is subtracted.

    >>> weighted_sum([(2.0, "z_1"), (1.0, "z_2"), (-1.0, "z_3")])
    '2 · z_1 + z_2 − z_3'
    >>> weighted_sum([(-3.0, "z_1"), (-2.0, "z_2")])
    '−3 · z_1 − 2 · z_2'
    """
    written = ""
    for weight, term in parts:
        sign = "−" if weight < 0 else "+"
        part = term if abs(weight) == 1 else f"{exact(abs(weight))} · {term}"
        if written:
            written += f" {sign} {part}"
        else:
            written = f"−{part}" if weight < 0 else part
    return written
