"""Files of every format, made at test time; ``sample.xls`` alone lies beside, for nothing that is installed writes XLS.

It was written once by the package xlwt 1.3.0: sheet “Daten” with a title, a merged header, six codes, a hidden row and an
error cell in row 10; a hidden sheet “Versteckt” with a hidden column.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

XLS = Path(__file__).with_name("sample.xls").read_bytes()

_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(fill: Callable[[Worksheet], None] | None = None, **sheets: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX with these sheets; ``fill`` does what it likes with the first one."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (sheets or {"Daten": []}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if fill is not None:
        fill(book.worksheets[0])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def raw_workbook(data: str, *, shared: str = "", around: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    """An XLSX with one sheet “a” whose XML is given, for what no spreadsheet program writes."""
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_SHEET} xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{around}<worksheet {_SHEET}>{data}</worksheet>",
    }
    if shared:
        members["xl/sharedStrings.xml"] = shared
    return archive({**members, **(more or {})})


def ods(*tables: str, more: dict[str, bytes | str] | None = None) -> bytes:
    """An ODS with these ``table:table`` elements."""
    names = ("office", "table", "text", "calcext")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
        ' manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    members: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
    }
    return archive({**members, **(more or {})})


def ods_table(name: str, rows: Sequence[Sequence[Any]]) -> str:
    """One ODS sheet of texts and numbers."""

    def cell(value: Any) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{lines}</table:table>'


def archive(members: dict[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return content.getvalue()


def geodata(folder: Path, driver: str, layer: str = "gebiete", **columns: Sequence[Any]) -> bytes:
    """A GeoPackage or GeoJSON with points."""
    path = folder / {"GPKG": "a.gpkg", "GeoJSON": "a.geojson"}[driver]
    _frame(columns).to_file(path, driver=driver, layer=layer)
    return path.read_bytes()


def shapefile(folder: Path, encoding: str = "cp1252", inside: str = "", **columns: Sequence[Any]) -> bytes:
    """A zipped Shapefile; ``inside`` is put before its members' names."""
    folder.mkdir(exist_ok=True)
    _frame(columns).to_file(folder / "a.shp", encoding=encoding)
    return archive({inside + path.name: path.read_bytes() for path in sorted(folder.iterdir())})


def parquet(**columns: Any) -> bytes:
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content)
    return content.getvalue()


def _frame(columns: dict[str, Sequence[Any]]) -> geopandas.GeoDataFrame:
    length = len(next(iter(columns.values())))
    points = [shapely.Point(number, 0) for number in range(length)]
    return geopandas.GeoDataFrame(dict(columns), geometry=points, crs="EPSG:4326")
