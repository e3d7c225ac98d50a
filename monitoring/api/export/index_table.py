"""An index as a table: the columns of every export, the class by its German name, and why an area is left out."""

import pandas as pd

from indicators.queries.indices import IndexValues
from indicators.states import LeftOut, ValueState
from monitoring.api.doors import said
from monitoring.api.export.table import COLUMNS, Export, of_release


def index_table(values: IndexValues) -> Export:
    """One row an area, in the edition's order, the residual unit last.

    ``value`` is the index, ``class`` its German class name in lower case. What follows from numerator, denominator or a
    reference is empty: an index says how areas lie among each other. ``reason`` comes after the columns of every export.
    """
    spec, size = values.entry.spec, len(values.places.codes)
    names = [spec.classes[at].lower() if at >= 0 else None for at in values.class_of.tolist()]
    known: dict[str, object] = {
        "area_code": values.places.codes,
        "area_name": values.places.names,
        "period": [values.period.code] * size,
        "as_of": [values.as_of] * size,
        "value": values.value,
        "class": pd.Series(names, dtype=object),
        "status": [ValueState(code).word for code in values.status.tolist()],
    }
    nothing = pd.Series([float("nan")] * size)
    frame = pd.DataFrame({name: known.get(name, nothing) for name in COLUMNS})
    frame["reason"] = [None if code == LeftOut.NONE else LeftOut(code).word for code in values.left_out.tolist()]
    return Export(frame, spec.code, values.areas.edition, values.places.level, _notes(values))


def _notes(values: IndexValues) -> dict[str, str]:
    spec = values.entry.spec
    notes = {
        "index": spec.code,
        "title": said(spec.title),
        "components": ", ".join(spec.components),
        "classes": ", ".join(spec.classes),
        "level": values.places.level,
        "edition": values.areas.edition,
        "period": values.period.code,
        "as_of": values.as_of,
        "data_status": values.data_status,
    }
    if spec.sheet is not None:
        notes["comparability"] = said(spec.sheet.comparability)
    return notes | of_release(values.release)
