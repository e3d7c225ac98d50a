"""The child's one door: bytes to everything that can be said of them."""

from indicators.parsing.archives import kind_of_archive, open_archive
from indicators.parsing.findings import Refusal
from indicators.parsing.kinds import ARCHIVE, Kind, kind_of
from indicators.parsing.parsed import Parsed


def parse_file(content: bytes) -> Parsed:
    """The sheets of a workbook, geodata or Parquet file; a refusal becomes the only finding.

    Each kind's parser is imported when one comes: GDAL alone takes half a second.
    """
    try:
        return _parsed(content)
    except Refusal as refusal:
        return Parsed(None, [], [refusal.finding])


def _parsed(content: bytes) -> Parsed:
    kind = kind_of(content)
    if kind == ARCHIVE:
        archive = open_archive(content)
        kind = kind_of_archive(archive)
        if kind in (Kind.XLSX, Kind.ODS):
            from indicators.parsing.loading import Loading

            loading = Loading(content, kind)  # before anything that takes time to import
            if kind is Kind.XLSX:
                from indicators.parsing.xlsx import read_xlsx

                return read_xlsx(archive, loading)
            from indicators.parsing.ods import read_ods

            return read_ods(archive, loading)
        from indicators.parsing.geodata import read_shapefile

        return read_shapefile(archive)
    if kind is Kind.XLS:
        from indicators.parsing.xls import read_xls

        return read_xls(content)
    if kind is Kind.PARQUET:
        from indicators.parsing.parquet import read_parquet

        return read_parquet(content)
    if kind in (Kind.GEOPACKAGE, Kind.GEOJSON):
        from indicators.parsing.geodata import read_geodata

        return read_geodata(content, Kind(kind))
    raise Refusal("binary_file", kind=str(kind))
