"""Reading a file of places that have a name and no shape here: county, state, what a city is compared with."""

from dataclasses import dataclass
from pathlib import Path

from areas.boundaries.problems import BoundaryError, refuse
from areas.boundaries.reading import check_duplicates, check_texts, open_table, texts


@dataclass(frozen=True)
class NamedPlaces:
    """One entry per place in code order."""

    codes: tuple[str, ...]
    names: tuple[str, ...]


def read_places(path: Path, *, code_field: str, name_field: str) -> NamedPlaces:
    """Read codes and names from any table that geopandas reads; geometry, where there is some, is left where it is.

    Raises:
        BoundaryError: every problem of its rows.
    """
    frame = open_table(path)
    for name in (code_field, name_field):
        if name not in frame.columns or name == "geometry":
            available = ", ".join(str(column) for column in frame.columns if column != "geometry")
            raise refuse("missing_field", field=name, available=available)
    codes, names = texts(frame[code_field]), texts(frame[name_field])
    rows = list(range(1, len(codes) + 1))
    problems = check_texts(codes, names, rows) + check_duplicates(codes, names, rows)
    if problems:
        raise BoundaryError(sorted(problems, key=lambda problem: problem.row or 0))
    order = sorted(range(len(codes)), key=codes.__getitem__)
    return NamedPlaces(tuple(codes[at] for at in order), tuple(names[at] for at in order))
