"""Geodata: the attributes of GeoPackages, GeoJSON and zipped Shapefiles. Geometry is not read, which is told."""

import zipfile
from collections.abc import Mapping

import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FieldError

from indicators.parsing import limits
from indicators.parsing.archives import packed_anew, read_member
from indicators.parsing.arrow import check_shape, sheet_of
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.kinds import Kind
from indicators.parsing.parsed import Parsed, Sheet

_DRIVERS: Mapping[Kind, str] = {
    Kind.GEOPACKAGE: "GPKG",
    Kind.GEOJSON: "GeoJSON",
    Kind.SHAPEFILE: "ESRI Shapefile",
}
_NO_FILE = (
    DataSourceError,
    DataLayerError,
    FieldError,
    pa.ArrowException,
    OSError,
    RuntimeError,
    ValueError,
    TypeError,
)
_CODE_PAGE_BYTES = 64
_CODE_PAGES = {0x01: b"437", 0x02: b"850", 0x03: b"1252", 0x57: b"1252"}


def read_geodata(content: bytes, kind: Kind) -> Parsed:
    """One sheet for each layer.

    Raises:
        Refusal: it cannot be read, or is larger than the intake takes.
    """
    parsed = Parsed(kind, [], [])
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(content)]
        if len(layers) > limits.SHEETS:
            raise Refusal("too_many_sheets", sheets=len(layers), limit=limits.SHEETS)
        for position, name in enumerate(layers):
            parsed.sheets.append(_layer(content, position, name, kind, parsed.findings))
    except _NO_FILE as error:
        raise Refusal("broken_file", kind=_DRIVERS[kind]) from error
    if len(parsed.sheets) == 1:
        parsed.sheets[0].name = None
    return parsed


def read_shapefile(archive: zipfile.ZipFile) -> Parsed:
    """The attribute tables of an archive's Shapefiles, with the code pages that lie beside them.

    Members never become files: the tables alone are packed anew under names of our own, and read in memory.

    Raises:
        Refusal: it cannot be read, or is larger than the intake takes.
    """
    members = {name.lower(): name for name in archive.namelist()}
    tables = sorted(name for name in members if name.endswith(".dbf"))
    if not tables:
        raise Refusal("broken_file", kind=_DRIVERS[Kind.SHAPEFILE])
    if len(tables) > limits.SHEETS:
        raise Refusal("too_many_sheets", sheets=len(tables), limit=limits.SHEETS)
    parsed = Parsed(Kind.SHAPEFILE, [], [])
    for table in tables:
        content, page = read_member(archive, members[table]), members.get(f"{table[:-4]}.cpg")
        told = _code_page(content) if page is None else read_member(archive, page)[:_CODE_PAGE_BYTES]
        one = read_geodata(packed_anew({"layer.dbf": content, "layer.cpg": told}), Kind.SHAPEFILE)
        name = table.rpartition("/")[2][:-4] if len(tables) > 1 else None
        for sheet in one.sheets:
            sheet.name = name
            parsed.sheets.append(sheet)
        parsed.findings += one.findings
    parsed.findings.append(Finding("geometry_ignored"))
    return parsed


def _code_page(table: bytes) -> bytes:
    """The code page of a table without a file that says it: by its own mark, otherwise UTF-8 where it is that."""
    stated = _CODE_PAGES.get(table[29] if len(table) > 29 else 0)
    if stated is not None:
        return stated
    records = int.from_bytes(table[8:10], "little")
    try:
        table[records:].decode("utf-8")
    except UnicodeDecodeError:
        return b"1252"
    return b"UTF-8"


def _layer(content: bytes, layer: int, name: str, kind: Kind, findings: list[Finding]) -> Sheet:
    """Asked for by its position: a GeoJSON file without a name of its own gets another one each time it is opened."""
    info = pyogrio.read_info(content, layer=layer)
    if info["driver"] != _DRIVERS[kind]:
        raise Refusal("broken_file", kind=_DRIVERS[kind])
    has_geometry = info["geometry_type"] is not None and kind is not Kind.SHAPEFILE
    if has_geometry and Finding("geometry_ignored") not in findings:
        findings.append(Finding("geometry_ignored"))
    check_shape(max(0, int(info["features"])), len(info["fields"]))
    meta, table = pyogrio.read_arrow(content, layer=layer, read_geometry=False)
    names = [str(name) for name in meta["fields"]]
    check_shape(table.num_rows, len(names))
    return sheet_of(name, names, [table.column(field).combine_chunks() for field in names], findings)
