"""A correlation in plain words: how far, in which direction, and what it does not say."""

from django.utils.translation import gettext as _

from indicators.calculation.relation import Relation
from monitoring.numbers import format_number

_STRONG, _CLEAR, _SLIGHT = 0.7, 0.4, 0.2


def relation_sentence(relation: Relation) -> str:
    """One sentence on Pearson's and Spearman's correlation, or why there is none."""
    if relation.reason == "too_few_areas":
        return _("Fewer than three areas have both values: nothing can be said.")
    if relation.reason:
        return _("All areas have the same value of one of the two: nothing can be said.")
    given = {
        "pearson": format_number(relation.pearson, 2),
        "spearman": format_number(relation.spearman, 2),
        "areas": format_number(relation.areas),
    }
    size, up = abs(relation.pearson), relation.pearson > 0
    if size < _SLIGHT:
        text = _("Over %(areas)s areas the two hardly go together (Pearson %(pearson)s, Spearman %(spearman)s).")
    elif size < _CLEAR and up:
        text = _("Over %(areas)s areas the two go slightly together (Pearson %(pearson)s, Spearman %(spearman)s).")
    elif size < _CLEAR:
        text = _(
            "Over %(areas)s areas the two go slightly against each other (Pearson %(pearson)s, Spearman %(spearman)s)."
        )
    elif size < _STRONG and up:
        text = _("Over %(areas)s areas the two go clearly together (Pearson %(pearson)s, Spearman %(spearman)s).")
    elif size < _STRONG:
        text = _(
            "Over %(areas)s areas the two go clearly against each other (Pearson %(pearson)s, Spearman %(spearman)s)."
        )
    elif up:
        text = _("Over %(areas)s areas the two go closely together (Pearson %(pearson)s, Spearman %(spearman)s).")
    else:
        text = _(
            "Over %(areas)s areas the two go closely against each other (Pearson %(pearson)s, Spearman %(spearman)s)."
        )
    return text % given
