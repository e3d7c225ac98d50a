"""What kind of file bytes are: by their content, never by a name."""

import re
from enum import StrEnum

from indicators.parsing.marks_of_text import is_text


class Kind(StrEnum):
    """The formats that deliveries come in."""

    DELIMITED = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    GEOPACKAGE = "gpkg"
    GEOJSON = "geojson"
    SHAPEFILE = "shapefile"
    PARQUET = "parquet"


FORMAT_OF: dict[Kind, str] = {
    Kind.DELIMITED: "csv",
    **dict.fromkeys((Kind.XLSX, Kind.XLS, Kind.ODS), "spreadsheet"),
    **dict.fromkeys((Kind.GEOPACKAGE, Kind.GEOJSON, Kind.SHAPEFILE), "geodata"),
    Kind.PARQUET: "parquet",
}
"""The word of ``ProfileSpec.format`` for each kind."""

ARCHIVE = "ZIP"
ENCRYPTED_PARQUET = b"PARE"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's container of old workbooks and of encrypted new ones
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
)
_GEOPACKAGE_MARKS = (b"GPKG", b"GP10", b"GP11")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")
_GEOJSON = re.compile(rb"\"type\"\s*:\s*\"(?:FeatureCollection|Feature)\"|\"features\"\s*:\s*\[")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(\?xml|!doctype html|html|head|table)\b", re.IGNORECASE)
_SNIFFED = 65_536


def kind_of(content: bytes) -> Kind | str:
    """The kind of a file, or the name of a kind that is not read (``PDF``, ``ZIP``, ``binary``).

    What an archive is its members say: ``indicators.parsing.archives`` tells that.
    """
    if content.startswith(COMPOUND):
        return Kind.XLS
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return ARCHIVE
    if content.startswith(b"SQLite format 3\x00"):
        return Kind.GEOPACKAGE if content[68:72] in _GEOPACKAGE_MARKS else "SQLite"
    if content.startswith((b"PAR1", ENCRYPTED_PARQUET)):
        return Kind.PARQUET
    for magic, name in _FOREIGN:
        if content.startswith(magic):
            return name
    if not is_text(content):
        return "binary"
    if _JSON.match(content):
        return Kind.GEOJSON if _GEOJSON.search(content[:_SNIFFED]) or _GEOJSON.search(content[-_SNIFFED:]) else "JSON"
    markup = _MARKUP.match(content)
    if markup is None:
        return Kind.DELIMITED
    return "XML" if markup[1] == b"?xml" else "HTML"  # what some programs call a workbook
