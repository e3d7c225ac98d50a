"""Corrections of a delivered file: which feature gets which code, with the reason, as a file that is kept.

The file is CSV with the header ``match_code, lon, lat, new_code, reason``. The feature whose code is ``match_code`` and
that contains the point (EPSG:4326) gets ``new_code``; with an empty point it is the only feature of that code. All
lines speak of the codes as delivered, so that their order does not matter.
"""

import csv
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from areas.boundaries.problems import BoundaryError, Problem, refuse

COLUMNS = ("match_code", "lon", "lat", "new_code", "reason")


@dataclass(frozen=True)
class Correction:
    """One line of the file. ``point`` is (longitude, latitude) or nothing."""

    line: int
    match_code: str
    point: tuple[float, float] | None
    new_code: str
    reason: str


@dataclass(frozen=True)
class AppliedCorrection:
    """What a correction did: feature ``row`` (from 1) had ``old_code`` and now has ``new_code``."""

    row: int
    old_code: str
    new_code: str
    reason: str


def parse_corrections(content: bytes) -> tuple[Correction, ...]:
    """Read a corrections file (UTF-8, comma or semicolon); raise ``BoundaryError`` with line numbers."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("corrections_unreadable", reason="not_utf8") from error
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except csv.Error as error:
        raise refuse("corrections_unreadable", reason="not_csv") from error
    if not rows:
        raise refuse("corrections_unreadable", reason="empty")
    names = rows[0][1]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise refuse("corrections_columns", missing=", ".join(missing), expected=", ".join(COLUMNS))
    problems: list[Problem] = []
    corrections = [_parse_line(line, dict(zip(names, cells, strict=False)), problems) for line, cells in rows[1:]]
    if problems:
        raise BoundaryError(problems)
    return tuple(correction for correction in corrections if correction is not None)


def _parse_line(line: int, cells: dict[str, str], problems: list[Problem]) -> Correction | None:
    before = len(problems)
    for column in ("match_code", "new_code", "reason"):
        if not cells.get(column):
            problems.append(Problem("correction_empty", row=line, params=(("column", column),)))
    point: list[float] = []
    written = {column: cells.get(column, "") for column in ("lon", "lat")}
    if any(written.values()):
        for column, value in written.items():
            try:
                point.append(float(value))
            except ValueError:
                params = (("column", column), ("value", value[:80]))
                problems.append(Problem("correction_number", row=line, params=params))
        if len(point) == 2 and not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
            problems.append(Problem("correction_range", row=line, params=(("lon", point[0]), ("lat", point[1]))))
    if len(problems) > before:
        return None
    place = (point[0], point[1]) if point else None
    return Correction(line, cells["match_code"], place, cells["new_code"], cells["reason"])


def apply_corrections(
    codes: list[str], polygons: npt.NDArray[np.object_], corrections: tuple[Correction, ...]
) -> tuple[list[str], tuple[AppliedCorrection, ...], list[Problem]]:
    """Give the matched features their new codes.

    ``polygons`` are in EPSG:4326, in the order of ``codes``; either may be empty. Returns the new codes, what was done,
    and a problem for every line that matches no feature, several features, or one that another line has taken.
    """
    mended = list(codes)
    done: dict[int, tuple[Correction, AppliedCorrection]] = {}
    problems: list[Problem] = []
    for correction in corrections:
        matches = [i for i, code in enumerate(codes) if code == correction.match_code]
        if correction.point is not None and matches:
            matches = [i for i in matches if _covers(polygons[i], correction.point)]
        if not matches:
            problems.append(Problem("correction_unmatched", correction.match_code, correction.line))
        elif len(matches) > 1:
            params = (("count", len(matches)),)
            problems.append(Problem("correction_ambiguous", correction.match_code, correction.line, params))
        elif matches[0] in done:
            other = done[matches[0]][0].line
            problems.append(
                Problem("correction_twice", correction.match_code, correction.line, (("other_row", other),))
            )
        else:
            [index] = matches
            mended[index] = correction.new_code
            applied = AppliedCorrection(index + 1, correction.match_code, correction.new_code, correction.reason)
            done[index] = (correction, applied)
    return mended, tuple(done[index][1] for index in sorted(done)), problems


def _covers(polygon: BaseGeometry | None, point: tuple[float, float]) -> bool:
    if polygon is None or polygon.is_empty:
        return False
    valid = polygon if polygon.is_valid else shapely.make_valid(polygon)
    return bool(shapely.intersects_xy(valid, *point))
