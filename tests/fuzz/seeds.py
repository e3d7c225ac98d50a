"""Sound files of every format to mutate: the small city's, and the first real ones where they are present."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from tests.indicators.intake.shapes import long_rows
from tests.indicators.intake.small_city import CODES, HEADER, ROWS, lines
from tests.indicators.parsing.samples import XLS, geodata, ods, ods_table, parquet, raw_workbook, shapefile, workbook

_REAL = (
    "population/population-2019-02-t1-planungsraeume.csv",
    "population/population-2015-01-t2-planungsraeume.csv",
    "mss/mss-2019-2-1-planning-areas.csv",
    "mss/mss-2013-1-planning-areas.csv",
)
_REAL_ROWS = 60


def seeds(open_data: Path | None) -> dict[str, bytes]:
    """Name → content."""
    grid: list[list[Any]] = [HEADER.split(","), *([*row.split(",")[:1], *map(int, row.split(",")[1:])] for row in ROWS)]
    columns = {name: [row[at] for row in grid[1:]] for at, name in enumerate(grid[0])}
    titled = [["Einwohner am Ort der Hauptwohnung"], [], *grid, ["Quelle: Amt für Statistik"]]
    with tempfile.TemporaryDirectory() as folder:
        found = {
            "csv": lines(),
            "csv, Windows": _windows(),
            "csv, quoted": lines(header=f"{HEADER},name", rows=[f'{row},"Am ""Tor""\nWest"' for row in ROWS]),
            "csv, UTF-16": lines().decode().encode("utf-16"),
            "csv, long": "\n".join(["Schlüssel;Merkmal;Quartal;Wert", *long_rows()]).encode(),
            "xlsx": workbook(Daten=grid),
            "xlsx, merged": workbook(_merge, Titel=titled, Rest=[["x", 1.5, True]]),
            "xlsx, by hand": raw_workbook(_SHEET),
            "xls": XLS,
            "ods": ods(ods_table("Daten", grid), ods_table("Rest", titled[:1])),
            "gpkg": geodata(Path(folder), "GPKG", **columns),
            "geojson": geodata(Path(folder), "GeoJSON", **columns),
            "shapefile": shapefile(Path(folder) / "s", **columns),
            "parquet": parquet(**columns),
        }
    return {**found, **(_real(open_data) if open_data else {})}


_SHEET = (
    '<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>residents</t></is></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>'
    f'{CODES[0]}</t></is></c><c r="B2"><f>SUM(B3:B4)</f></c></row><row r="3"><c r="A3" t="e"><v>#REF!</v></c>'
    '<c r="B3"><f>1+1</f><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>'
)


def _windows() -> bytes:
    rows = [f"{row},Straße" for row in ROWS]
    return lines(header=f"{HEADER},name", rows=rows, end="\r\n").decode().encode("cp1252")


def _merge(sheet: Any) -> None:
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[5].hidden = True


def _real(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in _REAL:
        path = folder / name
        if path.is_file():
            head = b"\n".join(path.read_bytes().split(b"\n")[: _REAL_ROWS + 1]) + b"\n"
            stem = path.stem
            found[stem] = head
            rows = list(csv.reader(io.StringIO(head.decode("utf-8", "replace"))))
            found[f"{stem}, xlsx"] = workbook(Daten=[[_number(cell) for cell in row] for row in rows])
            found[f"{stem}, ods"] = ods(ods_table("Daten", [[_plain(cell) for cell in row] for row in rows]))
            columns = {f"{at}{name}": [row[at] for row in rows[1:]] for at, name in enumerate(rows[0])}
            found[f"{stem}, parquet"] = parquet(**columns)
    return found


def _number(text: str) -> str | float:
    return float(text) if text.isascii() and text.isdecimal() and not text.startswith("0") else text


def _plain(text: str) -> str:
    return text.replace("&", "").replace("<", "")
