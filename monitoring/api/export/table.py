"""The columns of an export, as ``interfaces`` names them. What is not ``ok`` is empty."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from indicators.models import Release
from indicators.queries.notes import beside
from indicators.queries.values import Values
from indicators.states import ValueState
from monitoring.api.beyond import remark
from monitoring.api.doors import said
from monitoring.api.noted import in_one_line

COLUMNS = (
    "area_code",
    "area_name",
    "period",
    "as_of",
    "value",
    "numerator",
    "denominator",
    "reference_value",
    "difference",
    "index",
    "change",
    "divergence",
    "low",
    "high",
    "class",
    "status",
)


@dataclass(frozen=True, eq=False)
class Export:
    """A table with what must be said beside it: what it is, of which release, and whether it may be published."""

    frame: pd.DataFrame
    code: str
    edition: str
    level: str
    notes: Mapping[str, str]


def of_release(release: Release) -> dict[str, str]:
    """What is said of a release beside every table."""
    notes = {"release": f"{release.cited} ({release.activated_at:%Y-%m-%d}): {release.reason}"}
    if not (release.is_demo or release.audit == "passed"):
        notes["publication"] = _("Not for publication: the disclosure audit has not been carried out.")
    return notes


def _notes(values: Values) -> dict[str, str]:
    """What the table is, for files that have room for it."""
    spec, block = values.entry.spec, values.block
    notes = {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "level": block.level,
        "edition": values.areas.edition,
        "period": block.period.code,
        "as_of": block.as_of,
        "data_status": block.data_status,
        "reference": _reference(values),
        "comparability": said(spec.sheet.comparability),
    }
    if values.beyond is not None:
        base, release = block.denominator_period, values.release.pk
        if told := remark(values.beyond, spec.code, block.period, base, release):
            notes["reference_remark"] = told
    if recorded := in_one_line(beside(values.entry, period=block.period)):
        notes["notes"] = recorded
    if breaks := [f"{own.period}: {said(own.text)}" for own in spec.breaks]:
        notes["breaks"] = " · ".join(breaks)
    if spans := [f"{own.first} – {own.last}: {said(own.text)}" for own in spec.exceptional]:
        notes["exceptional"] = " · ".join(spans)
    return notes | of_release(values.release)


def _reference(values: Values) -> str:
    """Code and name of what the areas are compared with; each area's own has no name here."""
    if values.beyond is not None:
        return f"{values.beyond.key} {values.beyond.name}"
    if values.reference.position is None:
        return values.reference.level
    level = values.areas.level(values.reference.level)
    return f"{level.codes[values.reference.position]} {level.names[values.reference.position]}"


def table(values: Values) -> Export:
    """One row an area, in the edition's order, the residual unit last; numbers as the audience of ``values`` gets them."""
    block, against = values.block, values.against
    size = len(values.places.codes)
    numbers = {
        "value": block.value,
        "numerator": block.numerator,
        "denominator": block.denominator,
        "reference_value": values.reference_value,
        "difference": against.difference,
        "index": against.index,
        "change": against.change,
        "divergence": against.divergence,
        "low": block.low,
        "high": block.high,
    }
    fine = block.status == ValueState.OK
    frame = pd.DataFrame(
        {
            "area_code": values.places.codes,
            "area_name": values.places.names,
            "period": [block.period.code] * size,
            "as_of": [block.as_of] * size,
            **{name: pd.Series(array).where(fine) for name, array in numbers.items()},
            "class": pd.Series(values.class_of, dtype="Int16").where(values.class_of >= 0),
            "status": [ValueState(code).word for code in block.status],
        }
    )
    return Export(frame[list(COLUMNS)], values.entry.code, values.areas.edition, block.level, _notes(values))
