"""XLSX and XLSM: what their archive holds beside the sheets, and each sheet's marks."""

import posixpath
import re
import zipfile
from xml.etree import ElementTree

from indicators.parsing.archives import read_member
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.loading import Loading
from indicators.parsing.marks import Marks, local, marks_of_xlsx
from indicators.parsing.parsed import Parsed
from indicators.parsing.pivots import pivot_sheets
from indicators.parsing.workbooks import MarksOf, read_workbook

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/[^/]+|xl/[^/]+\.xml|xl/_rels/[^/]+|xl/(?:worksheets|chartsheets)/(?:_rels/)?[^/]+"
)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def read_xlsx(archive: zipfile.ZipFile, loading: Loading) -> Parsed:
    """Every sheet, and the data behind pivot tables; macros and links to other files are told and left alone.

    The parser unpacks by itself, within the child's limits; that members are what they declare is seen here meanwhile.

    Raises:
        Refusal: it cannot be read, is too large, or holds other files, in which nobody could look for persons.
    """
    names = archive.namelist()
    if any(name.lower().startswith("xl/embeddings/") for name in names):
        raise Refusal("embedded_files", hint="objects")
    members = {name: read_member(archive, name) for name in names if _NEEDED.fullmatch(name)}
    parsed = read_workbook(loading, _Members(archive, members))
    parsed.sheets += pivot_sheets(archive)
    if any(name.endswith("vbaProject.bin") for name in names):
        parsed.findings.append(Finding("has_macros"))
    links = sum(re.fullmatch(r"xl/externalLinks/[^/]+\.xml", name) is not None for name in names)
    if links:
        parsed.findings.append(Finding("external_links", params={"links": links}))
    return parsed


class _Members(MarksOf):
    """The marks of the worksheets among an archive's members."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, bytes]) -> None:
        self._archive, self._members = archive, members
        self._names = {name.lower(): name for name in archive.namelist()}
        self._paths = _paths_of_sheets(members)

    def of(self, name: str) -> Marks:
        member = self._names.get(self._paths.get(name, "").lower())
        if member is None:
            return Marks()
        xml = self._members.get(member)
        return marks_of_xlsx(read_member(self._archive, member) if xml is None else xml)


def _paths_of_sheets(members: dict[str, bytes]) -> dict[str, str]:
    """The member of each sheet, by the sheet's name."""
    try:
        relations = ElementTree.fromstring(members.get(_RELATIONS, b"<none/>"))
        book = ElementTree.fromstring(members[_WORKBOOK])
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refusal("broken_file", kind="XLSX") from error
    targets = {element.get("Id", ""): element.get("Target", "") for element in relations}
    paths = {}
    for element in book.iter():
        if _plain(element.tag) == "sheet":
            found = next((value for key, value in element.attrib.items() if _plain(key) == "id"), "")
            target = targets.get(found, "")
            paths[element.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return paths


def _plain(tag: str) -> str:
    return local(tag.rpartition("}")[2])
