"""The form of a variant, filled as the reader writes numbers."""

from typing import Any

from monitoring.numbers import format_number
from monitoring.planning.allocation.forms import VariantForm
from monitoring.planning.allocation.options import Offer
from monitoring.planning.allocation.plan import Variant
from monitoring.planning.allocation.scene import Scene
from monitoring.planning.allocation.wording import heads_words


def form_of(scene: Scene, variant: Variant, offered: Offer, data: Any = None) -> VariantForm:
    """The form of a variant, filled with what it is, or with what was sent."""
    initial = {name: written(getattr(variant, name)) for name in VariantForm.base_fields}
    return VariantForm(data, initial=initial, offer=offered, heads=heads_words(scene.plan))


def written(value: Any) -> Any:
    """Numbers as the reader writes them."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if value is None or isinstance(value, str):
        return value or ""
    text = f"{value:f}" if not isinstance(value, float) else f"{value:.10g}"
    separator = format_number(0.5, 1)[1]
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", separator)
