"""One number over a longer span, and one that is smoothed: the same steps that the number's own page shows."""

from dataclasses import replace

from django.utils.translation import gettext as _

from indicators.calculation.variants import Variant
from monitoring.methods.examples.number import one_number
from monitoring.methods.examples.scene import Example, Scene

_WINDOW = ("mean_n", "mean_d", "value")
_SMOOTHING = ("own_rate", "common_rate", "between", "weight", "smoothed")


def lengthened(scene: Scene) -> Example | None:
    """The mean of four quarters; where nothing comes by quarters, three years together."""
    for variant, said in (
        (
            Variant.ROLLING4,
            _("The mean of four quarters, recomputed from their counts; each period stands behind the link."),
        ),
        (Variant.POOLED3, _("Three years together, recomputed from their counts; each period stands behind the link.")),
    ):
        found = one_number(scene, _WINDOW, ("rate",), variant.value)
        if found is not None:
            return replace(found, said=said)
    return None


def drawn_together(scene: Scene) -> Example | None:
    """A smoothed value, between the area's own rate and that of all areas."""
    found = one_number(scene, _SMOOTHING, ("rate",), Variant.SMOOTHED.value)
    said = _("An estimate and not what was counted; the nearer to the own rate, the more people live in the area.")
    return replace(found, said=said) if found is not None else None
