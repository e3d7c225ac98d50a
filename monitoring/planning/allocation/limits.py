"""What the numbers of an allocation do not say: in every paper and beside every table."""

from django.utils.translation import gettext as _

from monitoring.planning.allocation.outcome import Outcome


def limits(result: Outcome) -> list[str]:
    """What the numbers do not say."""
    found = [
        _(
            "Need is measured by one figure. Neighbouring values lie within each other's range of fluctuation, above all "
            "in small areas: a difference of one part between similar areas is no statement about them."
        ),
        _(
            "The need describes where people live, not what causes it, and says nothing about any single person or about "
            "the quality of what is already there."
        ),
        _(
            "Base and need are as of their periods; what has changed since is not in them. Whether the weight is right is "
            "a decision and no result: the paper says what a stronger one would change."
        ),
        _(
            "Parts that are left over go to the areas with the largest remainders, then to greater need, to the larger "
            "base, to the smaller code. With a larger total a single area can therefore get one part less."
        ),
    ]
    if result.variant.floor is not None or result.variant.cap is not None:
        found.append(
            _("Floors are rounded up and caps down to whole parts; where they hold, the amount does not follow need.")
        )
    return found
