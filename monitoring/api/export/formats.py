"""The formats of an export: csv, json, xlsx, gpkg, parquet. Every one holds the same table."""

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import shapely
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from areas.models import Area
from indicators.inert import as_text, inert
from monitoring.api.export.table import Export

_COUNTS = ("numerator", "denominator")


def csv(export: Export) -> bytes:
    """UTF-8, commas, decimal points, empty cells for what is not there; numbers with every digit."""
    frame = _whole_counts(export.frame)
    texts = {name: column.map(inert) for name, column in frame.select_dtypes(exclude="number").items()}
    return frame.assign(**texts).to_csv(index=False, lineterminator="\r\n").encode()


def as_json(export: Export) -> bytes:
    """An array of objects, one an area; ``null`` for what is not there."""
    return json.dumps(_records(export.frame), ensure_ascii=False, indent=1).encode()


def xlsx(export: Export) -> bytes:
    """A sheet with the table and one with what must be said beside it. Text stays text: no cell becomes a formula."""
    book = Workbook(write_only=True)
    data, notes = book.create_sheet(_("Data")), book.create_sheet(_("Notes"))
    data.freeze_panes = "C2"
    _line(data, list(export.frame.columns))
    for record in _records(export.frame):
        _line(data, list(record.values()))
    for name, text in export.notes.items():
        _line(notes, [name, text])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _line(sheet: Worksheet, values: list[object]) -> None:
    sheet.append([as_text(WriteOnlyCell(sheet, value)) for value in values])


def gpkg(export: Export) -> bytes:
    """A layer named after the indicator in EPSG:4326; the residual unit is a row without geometry."""
    rows = Area.objects.filter(edition__code=export.edition, level__code=export.level)
    shapes = dict(rows.values_list("code", "geometry"))
    geometry = [_shape(shapes.get(code)) for code in export.frame["area_code"]]
    frame = geopandas.GeoDataFrame(export.frame, geometry=geometry, crs="EPSG:4326")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        frame.to_file(path, layer=export.code, driver="GPKG")
        return path.read_bytes()


def _shape(geometry: object) -> shapely.Geometry | None:
    return shapely.from_wkb(bytes(geometry.wkb)) if geometry is not None else None  # type: ignore[attr-defined]


def parquet(export: Export) -> bytes:
    """Columns with their types; what must be said beside the table stands in the file's metadata."""
    content = pa.Table.from_pandas(export.frame, preserve_index=False)
    notes = {f"portal.{name}": text for name, text in export.notes.items()}
    content = content.replace_schema_metadata({**(content.schema.metadata or {}), **notes})
    sink = io.BytesIO()
    pyarrow.parquet.write_table(content, sink)
    return sink.getvalue()


def _whole_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts without a decimal point, where all of them are whole."""
    counts = {name: frame[name].astype("Int64") for name in _COUNTS if (frame[name].dropna() % 1 == 0).all()}
    return frame.assign(**counts)


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    plain = _whole_counts(frame).astype(object)
    records: list[dict[str, object]] = plain.where(frame.notna(), None).to_dict("records")
    return records


FORMATS: dict[str, Callable[[Export], bytes]] = {
    "csv": csv,
    "json": as_json,
    "xlsx": xlsx,
    "gpkg": gpkg,
    "parquet": parquet,
}
#: Formats that are text: they may go to standard output.
TEXTS = ("csv", "json")
