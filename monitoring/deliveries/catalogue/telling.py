"""Consequences in words: what differs, who reads the entry, who sees more or less, what happens when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.dependents import Dependents
from indicators.catalogue.differences import Difference, Piece, pieces
from indicators.catalogue.references import parts_of
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import Catalogue, IndicatorSpec
from indicators.office.consequences import Consequences, Touched
from monitoring.deliveries.catalogue.audiences import Audiences, audiences
from monitoring.deliveries.catalogue.labels import full_label
from monitoring.deliveries.catalogue.options import option_word
from monitoring.deliveries.profiles import said

_NEXT_INDEX = _("With the next delivery, or when the indices are published; released values stay.")

#: ``kind:key`` → what a change of it brings about, and when.
REMARKS: dict[str, Promise] = {
    "source:policy": _("From the next calculation on results are protected by the new policy; released values stay."),
    "source:owner": _("From now on suppliers of this department deliver for the source."),
    "source:retention_years": _("Delivered files are erased after the new span."),
    "source:lag_months": _("Deliveries from now on are final after the new number of months."),
    "measure:design_effect": _("Ranges of fluctuation change with the next delivery, as a new release."),
    "measure:sensitive_complement": _("From the next calculation on; released values stay."),
    "indicator:decimals": _("Readers without counts get values rounded to this number of decimals, at once."),
    "indicator:fixed_classes": _("Maps show the new classes at once, of earlier periods too."),
    "indicator:breaks": _("Series and comparisons show the break at once."),
    "indicator:measure_from": _("Read from the named period on; released periods stay as they are."),
    "index:components": _NEXT_INDEX,
    "index:weights": _NEXT_INDEX,
    "index:exclude": _NEXT_INDEX,
    "index:breaks": _NEXT_INDEX,
    "profile:columns": _("Deliveries that are on their way keep the profile with which they were received."),
}


@dataclass(frozen=True)
class ChangedKey:
    """One key with both texts in pieces; ``remark``: what a change of it brings about."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    remark: Promise | str


@dataclass(frozen=True)
class Reader:
    """An entry that reads the changed one."""

    part: Part
    code: str
    title: str


@dataclass(frozen=True)
class Told:
    """What a page of a change shows. ``readers``: kinds of entries with those that read it."""

    is_new: bool
    keys: tuple[ChangedKey, ...]
    readers: tuple[tuple[Part, tuple[Reader, ...]], ...]
    touched: Touched
    audiences: Audiences | None


def told(found: Consequences) -> Told:
    """Consequences in the active language."""
    seen = None
    if isinstance(found.after, IndicatorSpec):
        before = found.before if isinstance(found.before, IndicatorSpec) else None
        seen = audiences(before, found.after)
    return Told(
        found.before is None,
        changed_keys(found.part, found.differences),
        _readers(found.dependents, found.catalogue),
        found.touched,
        seen,
    )


def changed_keys(part: Part, found: Sequence[Difference]) -> tuple[ChangedKey, ...]:
    """Keys with their names; each remark stands once, at the first key that it is about."""
    remarks: Mapping[str, Promise] = REMARKS
    used: set[str] = set()
    keys = []
    for one in found:
        name = f"{part.value}:{one.path.split('.')[0]}"
        remark = remarks.get(name, "") if name not in used else ""
        used.add(name)
        before, after = pieces(_worded(part, one.path, one.before), _worded(part, one.path, one.after))
        keys.append(ChangedKey(full_label(part, one.key), before, after, remark))
    return tuple(keys)


def _worded(part: Part, path: str, text: str) -> str:
    return option_word(part, path, text) if text else ""


def _readers(found: Dependents, catalogue: Catalogue) -> tuple[tuple[Part, tuple[Reader, ...]], ...]:
    codes = {
        Part.MEASURE: found.measures,
        Part.INDICATOR: found.indicators,
        Part.INDEX: found.indices,
        Part.PROFILE: found.profiles,
        Part.TYPOLOGY: found.typologies,
    }
    specs = parts_of(catalogue)
    return tuple(
        (part, tuple(Reader(part, code, _title(specs[part][code])) for code in own))
        for part, own in codes.items()
        if own
    )


def _title(spec: Spec) -> str:
    return said(spec.title)
