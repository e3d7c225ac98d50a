"""What the portal's door cannot answer, as codes that the API words."""

from collections.abc import Iterable
from typing import Any

#: Every code with the names of its parameters.
UNANSWERABLE_CODES: dict[str, tuple[str, ...]] = {
    "unknown_indicator": ("indicator",),
    "nothing_released": ("indicator",),
    "unknown_index": ("index",),
    "no_dynamics_index": ("index",),
    "index_not_released": ("index",),
    "unknown_release": ("release",),
    "release_withdrawn": ("release", "reason", "withdrawn_at", "successor"),
    "unknown_period": ("period", "known"),
    "unknown_level": ("level", "known"),
    "unknown_edition": ("edition", "known"),
    "unknown_area": ("area",),
    "reference_not_above": ("reference", "level"),
    "reference_not_delivered": ("reference", "known"),
    "variant_without_reference": ("variant", "reference"),
    "unknown_typology": ("typology",),
    "no_typology": (),
    "variant_without_type": ("variant",),
    "typology_without_values": ("typology", "missing"),
    "typology_not_at_level": ("typology", "level", "known"),
    "too_few_areas": ("typology", "areas", "types"),
    "too_many_areas": ("typology", "areas", "most"),
    "constant_component": ("typology", "component"),
    "too_few_profiles": ("typology", "profiles", "types"),
    "incomplete_area": ("area", "indicators"),
    "variant_not_offered": ("variant", "known"),
    "no_fixed_classes": ("indicator",),
    "no_reference_value": ("indicator",),
    "no_group": ("indicator",),
    "nothing_in_common": ("indicator", "other", "known"),
}


class Unanswerable(Exception):
    """The question names something that is not there. ``code`` and ``params`` say what, and what there is instead."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params


def listed(codes: Iterable[str], most: int = 60) -> str:
    """Codes in their order without repetition, the first ``most`` of them, as one text."""
    unique = list(dict.fromkeys(codes))
    return ", ".join(unique[:most]) + (" …" if len(unique) > most else "")
