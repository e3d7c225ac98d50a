"""ODS: a workbook whose sheets all stand in one XML; its merged cells and marks are found by walking through it."""

import zipfile
from xml.parsers import expat

from indicators.parsing.archives import read_member
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.loading import Loading
from indicators.parsing.marks import FAR_COLUMN, Marks, local, parse
from indicators.parsing.parsed import Parsed
from indicators.parsing.workbooks import MarksOf, read_workbook

_NEEDED = ("mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml")
_SIGNS = (b"-spanned", b'"error"', b"'error'", b"visibility", b":formula", b"formula=")
_DRAWN = (b"<office:chart", b"<math", b"<office:drawing")  # objects that show what the sheets hold
_FAR_ROW = 1_048_576
_REPEATED_MARKS = 1_000  # of one cell that stands for many
_FORMULA_CLIP = 200


def read_ods(archive: zipfile.ZipFile, loading: Loading) -> Parsed:
    """Every sheet.

    Raises:
        Refusal: it cannot be read, is too large, or holds other files, in which nobody could look for persons.
    """
    names = archive.namelist()
    objects = [name for name in names if name.startswith("Object ") and name.endswith("/content.xml")]
    if not all(any(sign in read_member(archive, name) for sign in _DRAWN) for name in objects):
        raise Refusal("embedded_files", hint="objects")
    members = {name: read_member(archive, name) for name in _NEEDED if name in names}
    if "content.xml" not in members:
        raise Refusal("broken_file", kind="ODS")
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise Refusal("protected_file")
    parsed = read_workbook(loading, _Content(members["content.xml"]))
    if any(name.startswith("Basic/") and name.endswith("-lb.xml") for name in names):
        parsed.findings.append(Finding("has_macros"))
    return parsed


class _Content(MarksOf):
    """The marks of each sheet."""

    def __init__(self, xml: bytes) -> None:
        self._marks: dict[str, Marks] = {}
        walker = _Tables(self._marks)
        try:
            if any(sign in xml for sign in _SIGNS):
                parse(xml, walker.start, walker.end, walker.text)
            else:  # for the parser would look for ever for an element's end that is not there
                expat.ParserCreate().Parse(xml, True)
        except (expat.ExpatError, ValueError) as error:
            raise Refusal("broken_file", kind="ODS") from error

    def of(self, name: str) -> Marks:
        return self._marks.get(name, Marks())


class _Tables:
    """Walks through all sheets, counting rows and columns with their repetitions, as the parser does."""

    def __init__(self, marks: dict[str, Marks]) -> None:
        self._all = marks
        self._marks = Marks()
        self._row, self._column, self._rows = 0, 0, 1
        self._cell: dict[str, str] | None = None
        self._is_error = False
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {local(key): value for key, value in attributes.items()}
        if name == "table":
            self._marks = self._all.setdefault(plain.get("name", ""), Marks())
            self._row = 0
        elif name == "table-row":
            self._column, self._rows = 0, _count(plain.get("number-rows-repeated"), _FAR_ROW)
            if plain.get("visibility", "visible") != "visible" and self._rows < _REPEATED_MARKS:
                self._marks.hidden_rows += self._rows
        elif name == "table-column" and plain.get("visibility", "visible") != "visible":
            columns = _count(plain.get("number-columns-repeated"), FAR_COLUMN)
            self._marks.hidden_columns += columns if columns < _REPEATED_MARKS else 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._text = plain, []
            self._is_error = any(local(key) == "value-type" and value == "error" for key, value in attributes.items())
        elif name == "p" and self._text:
            self._text.append("\n")

    def text(self, data: str) -> None:
        if self._cell is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        if name == "table-row":
            self._row = min(self._row + self._rows, _FAR_ROW)
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._mark(self._cell, "".join(self._text).strip())
            repeated = _count(self._cell.get("number-columns-repeated"), FAR_COLUMN)
            self._column = min(self._column + repeated, FAR_COLUMN)
            self._cell = None

    def _mark(self, cell: dict[str, str], text: str) -> None:
        rows = _count(cell.get("number-rows-spanned"), _FAR_ROW)
        columns = _count(cell.get("number-columns-spanned"), FAR_COLUMN)
        if rows > 1 or columns > 1:
            self._marks.merged.append((self._row, self._row + rows - 1, self._column, self._column + columns - 1))
        bare = "formula" in cell and "value-type" not in cell and not text
        if not self._is_error and not bare:
            return
        shown = (text or "#ERROR!") if self._is_error else "=" + _plain_formula(cell["formula"])[:_FORMULA_CLIP]
        repeated = _count(cell.get("number-columns-repeated"), FAR_COLUMN)
        if self._rows * repeated > _REPEATED_MARKS:
            raise ValueError("one error or formula in too many cells")
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + repeated):
                self._marks.put(row, column, shown)
                self._marks.not_computed += bare


def _count(text: str | None, most: int) -> int:
    """How often something is repeated, once where that is not said."""
    if text is None or not text.isdecimal() or not text.isascii():
        return 1
    return max(1, min(int(text[:9]), most))


def _plain_formula(formula: str) -> str:
    """``SUM(A1)`` of ``of:=SUM([.A1])``."""
    return formula.partition("=")[2].replace("[.", "").replace("]", "").replace(":.", ":") or formula
