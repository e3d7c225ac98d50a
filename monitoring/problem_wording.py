"""What the wording of a problem consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Wording:
    """What happened and what to do; ``hints`` word the code's narrower cases."""

    what: Promise | str
    advice: Promise | str
    hints: Mapping[str, "Wording"] = field(default_factory=dict)


def narrowed(what: Promise, advice: Promise, **advice_of: Promise) -> Wording:
    """A wording whose hints change the advice only."""
    return Wording(what, advice, {hint: Wording(what, told) for hint, told in advice_of.items()})
