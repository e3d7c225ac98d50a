"""Reading a file of areas: any format, any declared coordinate system, every problem collected before it is refused."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS

from areas.boundaries.corrections import AppliedCorrection, Correction, apply_corrections
from areas.boundaries.problems import BoundaryError, Problem, refuse
from areas.boundaries.repair import Polygons, Repair, repair_polygons

STORAGE_SRID = 4326
#: Degrees around the area of use of the reference system in which coordinates are still believed.
MARGIN_DEGREES = 10.0
LONGEST = {"code": 40, "name": 250}
UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    shapely.errors.GEOSException,
    OSError,
    ValueError,
)
#: Files that only point to other files or to the network are not opened.
INDIRECT = (b"<OGRVRT", b"<OGRWFS", b"<GDAL_WMS", b"<WMS_Capabilities", b"<WFS_Capabilities")


@dataclass(frozen=True)
class Layer:
    """A readable level: one entry per area in code order; ``polygons`` are valid MultiPolygons in the metric CRS.

    ``parents`` holds the parent's code as delivered (empty where the file names none); ``rows`` counts features from 1.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    parents: tuple[str, ...]
    rows: tuple[int, ...]
    polygons: Polygons
    crs: str
    repairs: tuple[Repair, ...]
    corrections: tuple[AppliedCorrection, ...]


def read_layer(
    path: Path,
    *,
    code_field: str,
    name_field: str,
    metric_srid: int,
    parent_prefix: int | None = None,
    parent_field: str | None = None,
    corrections: tuple[Correction, ...] = (),
) -> Layer:
    """Read one level from a file; raise ``BoundaryError`` with every problem of its features.

    ``metric_srid`` is the EPSG code of the projected reference system, in metres. Numbers as codes are taken as
    written; names and codes lose spaces around them.
    """
    frame = _open(path)
    for name in filter(None, (code_field, name_field, parent_field)):
        if name not in frame.columns or name == frame.geometry.name:
            available = ", ".join(str(column) for column in frame.columns if column != frame.geometry.name)
            raise refuse("missing_field", field=name, available=available)
    crs, stored = _locate(frame, path)
    delivered = np.asarray(stored.geometry.array, dtype=object)
    codes, applied, problems = apply_corrections(texts(frame[code_field]), delivered, corrections)
    names = texts(frame[name_field])
    rows = list(range(1, len(codes) + 1))
    problems += check_texts(codes, names, rows)
    problems += check_duplicates(codes, names, rows)
    astray = _check_range(codes, delivered, rows, metric_srid, crs)
    problems += astray
    metric = np.asarray(stored.to_crs(metric_srid).geometry.array, dtype=object)
    polygons, repairs, hopeless = repair_polygons(codes, metric, rows)
    problems += [problem for problem in hopeless if problem.row not in {other.row for other in astray}]
    parents = [""] * len(codes)
    if parent_field is not None:
        parents = texts(frame[parent_field])
    elif parent_prefix is not None:
        parents = [code[:parent_prefix] for code in codes]
    if parent_field is not None or parent_prefix is not None:
        problems += [Problem("missing_parent", codes[i], rows[i]) for i, parent in enumerate(parents) if not parent]
    if problems:
        raise BoundaryError(sorted(problems, key=lambda problem: problem.row or 0))
    order = sorted(range(len(codes)), key=codes.__getitem__)
    return Layer(
        codes=tuple(codes[i] for i in order),
        names=tuple(names[i] for i in order),
        parents=tuple(parents[i] for i in order),
        rows=tuple(rows[i] for i in order),
        polygons=polygons[order],
        crs=crs.name,
        repairs=repairs,
        corrections=applied,
    )


def _open(path: Path) -> geopandas.GeoDataFrame:
    frame = open_table(path)
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise refuse("no_geometry", file=path.name)
    return frame


def open_table(path: Path) -> pd.DataFrame:
    """The one layer of a file, with its geometry or without."""
    name = path.name
    if not path.is_file():
        raise refuse("unreadable_file", file=name, reason="no_such_file")
    with path.open("rb") as file:
        head = file.read(65536)
    if not head or any(mark in head for mark in INDIRECT):
        raise refuse("unreadable_file", file=name, reason="indirect" if head else "empty")
    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            frame: pd.DataFrame = geopandas.read_parquet(path)
        else:
            layers = [str(layer) for layer in pyogrio.list_layers(path)[:, 0]]
            if len(layers) > 1:
                raise refuse("several_layers", file=name, layers=", ".join(layers))
            frame = pyogrio.read_dataframe(path, on_invalid="ignore")
    except UNREADABLE as error:
        detail = str(error).replace(str(path), name)[:200]
        raise refuse("unreadable_file", file=name, reason="no_map", detail=detail) from error
    if frame.empty:
        raise refuse("empty_layer", file=name)
    return frame


def _locate(frame: geopandas.GeoDataFrame, path: Path) -> tuple[CRS, geopandas.GeoDataFrame]:
    if frame.crs is None:
        raise refuse("missing_crs", file=path.name)
    crs = CRS(frame.crs)
    if not (crs.is_geographic or crs.is_projected):
        raise refuse("wrong_crs", crs=crs.name, found="", expected="")
    return crs, frame.to_crs(STORAGE_SRID)


def _check_range(codes: list[str], polygons: Polygons, rows: list[int], metric_srid: int, crs: CRS) -> list[Problem]:
    """Coordinates far from where the reference system is used come from a wrong CRS, swapped axes or a stray vertex."""
    use = CRS.from_epsg(metric_srid).area_of_use
    if use is None:
        return []
    low = np.array([use.west, use.south]) - MARGIN_DEGREES
    high = np.array([use.east, use.north]) + MARGIN_DEGREES
    bounds = shapely.bounds(polygons)
    present = ~(shapely.is_missing(polygons) | shapely.is_empty(polygons))
    with np.errstate(invalid="ignore"):
        inside = (bounds[:, :2] >= low).all(axis=1) & (bounds[:, 2:] <= high).all(axis=1)
    astray = present & ~inside
    expected = f"{low[0]:.0f} {low[1]:.0f} … {high[0]:.0f} {high[1]:.0f}"
    if present.any() and astray.sum() == present.sum():
        raise refuse("wrong_crs", crs=crs.name, found=_span(bounds[present][0]), expected=expected)
    return [
        Problem("coordinates_out_of_range", codes[i], rows[i], (("found", _span(bounds[i])), ("expected", expected)))
        for i in np.flatnonzero(astray)
    ]


def _span(bounds: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    west, south, east, north = (f"{value:.2f}" for value in bounds)
    return f"{west} {south} … {east} {north}"


def texts(column: Iterable[object]) -> list[str]:
    """Cells as text: a whole number without its decimal point, an empty cell as nothing."""
    found: list[str] = []
    for value in column:
        if value is None or value is pd.NA or (isinstance(value, float) and not np.isfinite(value)):
            found.append("")
        elif isinstance(value, float) and value.is_integer():
            found.append(str(int(value)))
        else:
            found.append(str(value).strip())
    return found


def check_texts(codes: list[str], names: list[str], rows: list[int]) -> list[Problem]:
    """Codes and names that are not there, or too long."""
    problems = [Problem("missing_code", row=row) for code, row in zip(codes, rows, strict=True) if not code]
    for code, name, row in zip(codes, names, rows, strict=True):
        if not name:
            problems.append(Problem("missing_name", code, row))
        for field, text in (("code", code), ("name", name)):
            if len(text) > LONGEST[field]:
                problems.append(Problem("long_text", "", row, (("field", field), ("limit", LONGEST[field]))))
    return problems


def check_duplicates(codes: list[str], names: list[str], rows: list[int]) -> list[Problem]:
    """Codes of several rows, each once."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, code in enumerate(codes):
        if code:
            places[code].append(i)
    return [
        Problem(
            "duplicate_code",
            code,
            rows[found[0]],
            (("rows", ", ".join(str(rows[i]) for i in found)), ("names", ", ".join(names[i] for i in found))),
        )
        for code, found in places.items()
        if len(found) > 1
    ]
