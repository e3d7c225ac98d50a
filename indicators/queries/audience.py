"""How much of a released number a reader gets. Who belongs to which audience is decided elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Audience:
    """``counts``: numerator and denominator, always beside rate and reference. ``public``: the public's own minimum
    denominator holds. Without counts every number is rounded to the indicator's decimals."""

    name: str
    counts: bool
    public: bool


STAFF = Audience("staff", counts=True, public=False)
STAFF_WITHOUT_COUNTS = Audience("staff_without_counts", counts=False, public=False)
PUBLIC = Audience("public", counts=False, public=True)
