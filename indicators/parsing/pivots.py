"""The data behind pivot tables: a workbook keeps the rows they were made of, also where no sheet shows them."""

import re
import zipfile
from itertools import zip_longest
from xml.parsers import expat

import numpy as np

from indicators.parsing import limits
from indicators.parsing.archives import read_member
from indicators.parsing.columns import columns_of
from indicators.parsing.findings import Refusal
from indicators.parsing.marks import parse
from indicators.parsing.parsed import Sheet

_DEFINITION = re.compile(r"xl/pivotCache/pivotCacheDefinition([0-9]*)\.xml", re.IGNORECASE)
_VALUES = frozenset("snbdem")  # text, number, truth, date, error, missing


def pivot_sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    """One sheet for each pivot table's kept rows, with the names of their columns in its first row.

    Raises:
        Refusal: they cannot be read, or are too many.
    """
    sheets, names = [], set(archive.namelist())
    for name in sorted(names):
        if found := _DEFINITION.fullmatch(name):
            records = f"xl/pivotCache/pivotCacheRecords{found[1]}.xml"
            fields, rows = _Fields(), _Records()
            try:
                parse(read_member(archive, name), fields.start, fields.end, lambda _: None)
                if records in names:
                    rows.shared = [values for _, values in fields.fields]
                    parse(read_member(archive, records), rows.start, rows.end, lambda _: None)
            except expat.ExpatError as error:
                raise Refusal("broken_file", kind="XLSX") from error
            if fields.fields:
                sheets.append(_sheet(f"#pivot{found[1]}", fields.fields, rows.rows))
    return sheets


def _sheet(name: str, fields: list[tuple[str, list[str]]], rows: list[list[str]]) -> Sheet:
    """The kept rows; where only each column's different values are kept, these."""
    width = len(fields)
    told = rows or [list(values) for values in zip_longest(*(values for _, values in fields), fillvalue="")]
    cells = [[field for field, _ in fields], *((row + [""] * width)[:width] for row in told)]
    numbers = np.arange(1, len(cells) + 1)
    return Sheet(name, columns_of(cells), list(range(1, width + 1)), numbers, [], is_beside=True)


class _Fields:
    """The columns of a cache and the different values of each."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, list[str]]] = []
        self._shared = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cacheField":
            self.fields.append((attributes.get("name", ""), []))
        elif name == "sharedItems":
            self._shared = True
        elif self._shared and self.fields and name in _VALUES:
            self.fields[-1][1].append(attributes.get("v", ""))

    def end(self, name: str) -> None:
        if name == "sharedItems":
            self._shared = False


class _Records:
    """The rows of a cache; ``x`` points to one of its column's different values."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.shared: list[list[str]] = []
        self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "r":
            self.rows.append([])
        elif self.rows and (name == "x" or name in _VALUES):
            row, value = self.rows[-1], attributes.get("v", "")
            if name == "x" and value.isdecimal() and len(value) < 9 and len(row) < len(self.shared):
                shared = self.shared[len(row)]
                value = shared[int(value)] if int(value) < len(shared) else ""
            row.append(value)
            self._cells += 1
            if self._cells > limits.CELLS:
                raise Refusal("too_many_cells", cells=self._cells, limit=limits.CELLS)

    def end(self, name: str) -> None:
        pass
