"""XLS: a container of streams with the workbook in one of them; encrypted new workbooks come in the same container."""

from indicators.parsing.compound import stream_of
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.kinds import Kind
from indicators.parsing.loading import Loading
from indicators.parsing.parsed import Parsed
from indicators.parsing.records import MarksOfRecords
from indicators.parsing.workbooks import read_workbook

_NAMES = ("EncryptedPackage", "EncryptionInfo", "WordDocument", "_VBA_PROJECT", "_SX_DB_CUR", "MBD0")


def read_xls(content: bytes) -> Parsed:
    """Every sheet; macros are told and left alone.

    Raises:
        Refusal: it cannot be read, is too large, protected by a password, or no workbook.
    """
    told = {name for name in _NAMES if name.encode("utf-16-le") in content}
    if {"EncryptedPackage", "EncryptionInfo"} <= told:
        raise Refusal("protected_file")
    if "WordDocument" in told:
        raise Refusal("binary_file", kind="DOC")
    if "MBD0" in told:
        raise Refusal("embedded_files", hint="objects")
    if "_SX_DB_CUR" in told:
        raise Refusal("embedded_files", hint="pivot")
    stream = stream_of(content, ("Workbook", "Book"))
    if stream is None:
        raise Refusal("broken_file", kind=Kind.XLS.upper())
    parsed = read_workbook(Loading(content, Kind.XLS), MarksOfRecords(stream))
    if "_VBA_PROJECT" in told:
        parsed.findings.append(Finding("has_macros"))
    return parsed
