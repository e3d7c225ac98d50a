"""Files of an invented city with three levels, as a city's land survey office would hand them in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from areas.importing import LevelFile, import_areas
from areas.reports import ImportReport
from tests.areas.invented import Feature, square, write_layer

CITY = [Feature("0", "Musterstadt", square(0, 0, 2000))]
BOROUGHS = [Feature("01", "West", square(0, 0, 1000, 2000)), Feature("02", "Ost", square(1000, 0, 1000, 2000))]
#: The borders of the quarters overlap by 20 cm, and the file is not in code order.
QUARTERS = [
    Feature("0202", "Südost", square(1000, 0, 1000, 1000)),
    Feature("0101", "Nordwest", square(0, 1000, 1000.2, 1000)),
    Feature("0102", "Südwest", square(0, 0, 1000, 1000)),
    Feature("0201", "Nordost", square(1000, 1000, 1000, 1000)),
]
LEVELS = {"stadt": CITY, "bezirk": BOROUGHS, "quartier": QUARTERS}

Import = Callable[..., ImportReport]


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Import:
    """Import one level of the invented city: ``bring("bezirk")``, with other features or options where a test wants."""

    def bring(level: str, features: list[Feature] | None = None, **options: object) -> ImportReport:
        path = write_layer(tmp_path / f"{level}.gpkg", LEVELS[level] if features is None else features)
        prefix = 2 if level == "quartier" else None
        file = LevelFile(path=path, code_field="code", name_field="name", parent_prefix=prefix)
        fields = {name: options.pop(name) for name in list(options) if name in LevelFile.__dataclass_fields__}
        arguments = {"system": "muster", "valid_from": date(2020, 1, 1), "by": "vermessung", **options}
        return import_areas(file=replace(file, **fields), level=level, **arguments)

    return bring


@pytest.fixture
def city(bring: Import) -> ImportReport:
    """The whole invented city, active from 2020 on."""
    bring("stadt")
    bring("bezirk")
    return bring("quartier", activate=True)
