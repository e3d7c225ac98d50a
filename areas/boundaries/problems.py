"""What can be wrong with a file of areas, as codes; the wording in German and English stands elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Param = str | int | float

#: Every code with the names of the parameters that its wording may use (``area`` and ``row`` are those of the problem).
PROBLEM_CODES: dict[str, tuple[str, ...]] = {
    # the file
    "unreadable_file": ("file", "reason", "detail"),
    "several_layers": ("file", "layers"),
    "empty_layer": ("file",),
    "no_geometry": ("file",),
    "missing_field": ("field", "available"),
    "missing_crs": ("file",),
    "wrong_crs": ("crs", "found", "expected"),
    # its features
    "missing_code": ("row",),
    "missing_name": ("row", "area"),
    "long_text": ("row", "field", "limit"),
    "duplicate_code": ("area", "rows", "names"),
    "missing_geometry": ("row", "area"),
    "not_polygonal": ("row", "area", "type"),
    "hopeless_geometry": ("row", "area", "reason", "detail"),
    "coordinates_out_of_range": ("row", "area", "found", "expected"),
    "missing_parent": ("row", "area"),
    "unknown_parent": ("row", "area", "parent", "level"),
    "ambiguous_parent": ("level", "count"),
    "outside_parent": ("row", "area", "parent", "percent"),
    # the coverage
    "areas_overlap": ("area", "other", "square_metres", "percent"),
    "area_swallowed": ("area", "square_metres"),
    "cleaning_failed": ("places",),
    "childless_area": ("area", "level"),
    # the corrections file (``row`` is the line in it)
    "corrections_unreadable": ("reason",),
    "corrections_columns": ("missing", "expected"),
    "correction_number": ("row", "column", "value"),
    "correction_range": ("row", "lon", "lat"),
    "correction_empty": ("row", "column"),
    "correction_unmatched": ("row", "area"),
    "correction_ambiguous": ("row", "area", "count"),
    "correction_twice": ("row", "area", "other_row"),
    # the edition
    "edition_dates": ("valid_from", "valid_until"),
    "edition_differs": ("edition", "stored", "given"),
    "edition_active": ("edition",),
    "system_invented": ("system",),
    "system_not_invented": ("system",),
    "edition_overlaps": ("edition", "other"),
    "top_missing": ("level", "top"),
    "top_not_single": ("level", "count"),
    "not_top_down": ("level", "below"),
    "level_order": ("level", "below"),
    "orphaned_children": ("area", "level", "count"),
    "bad_code": ("value",),
    "two_parent_options": (),
    "top_has_no_parent": ("level",),
    "system_compares": ("system",),
    "system_divides": ("system",),
    "one_level_of_places": ("system", "level"),
    "places_elsewhere": ("system", "level"),
}

#: What the parameter ``reason`` may say, for the wording; ``detail`` is the library's own text, for those who search.
REASONS: dict[str, tuple[str, ...]] = {
    "unreadable_file": ("no_such_file", "empty", "indirect", "no_map"),
    "hopeless_geometry": ("no_numbers", "no_extent"),
    "corrections_unreadable": ("empty", "not_utf8", "not_csv"),
}


@dataclass(frozen=True)
class Problem:
    """One reason to refuse. ``row`` counts the features from 1, or is the line of the corrections file."""

    code: str
    area: str = ""
    row: int | None = None
    params: tuple[tuple[str, Param], ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse, as a mistake of the programmer, a code or a parameter that no wording knows."""
        unknown = {name for name, _ in self.params} - set(PROBLEM_CODES[self.code])
        if unknown:
            raise ValueError(f"{self.code} has no parameters {sorted(unknown)}")

    def values(self) -> dict[str, Param]:
        """What a wording may fill in: the parameters, with ``area`` and ``row``."""
        return {"area": self.area, "row": self.row or 0, **dict(self.params)}


class BoundaryError(Exception):
    """The file is refused as a whole, with every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(", ".join(f"{p.code} {p.area}".strip() for p in self.problems))


def refuse(code: str, area: str = "", row: int | None = None, **params: Param) -> BoundaryError:
    """The error of one problem, to be raised."""
    return BoundaryError([Problem(code, area, row, tuple(params.items()))])
