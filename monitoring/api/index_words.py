"""Words of an index: its classes in the reader's language, and why areas are left out."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.specs import IndexSpec
from indicators.states import LeftOut

#: Why an area has no index, as a sentence; ``LISTED`` and ``RESIDENTS`` are completed by what the index says.
REASONS: dict[LeftOut, Promise] = {
    LeftOut.RESIDUAL: _("Cases without a usable address are no area to be compared."),
    LeftOut.LISTED: _("Left out by the index: %(reason)s"),
    LeftOut.RESIDENTS: _("Fewer than %(residents)s residents."),
    LeftOut.NOT_COMPUTED: _("A component does not apply here or was not computed."),
    LeftOut.NO_NUMBER: _("A component has no number that may be shown."),
    LeftOut.NO_EARLIER: _("The change is not known: there was no number then, or the area was another one."),
    LeftOut.ALONE: _("No other area is left to compare it with."),
}


def class_names(spec: IndexSpec) -> tuple[str, ...]:
    """The names of the classes in the active language."""
    english = (get_language() or "de").startswith("en")
    return spec.classes_en if english and spec.classes_en else spec.classes


def reason_text(reason: LeftOut, spec: IndexSpec, listed: str = "") -> str | None:
    """One reason as a sentence; nothing where the area has an index. ``listed``: the index's own reason."""
    if reason is LeftOut.NONE:
        return None
    known = {"reason": listed, "residents": spec.exclude.residents_below or 0}
    return str(REASONS[reason]) % known


def reason_texts(
    codes: Sequence[int], areas: Sequence[str], listed: Mapping[str, str], spec: IndexSpec
) -> list[str | None]:
    """The reasons of all areas of a level."""
    return [reason_text(LeftOut(code), spec, listed.get(area, "")) for code, area in zip(codes, areas, strict=True)]
