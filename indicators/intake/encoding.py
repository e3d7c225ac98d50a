"""From the bytes of a file to UTF-8 text: content by content, not by name."""

import codecs
import re
from dataclasses import dataclass

from indicators.intake.problems import Problem, make_problem
from indicators.parsing.marks_of_text import BOMS, utf16_without_mark

AUTO = "auto"
_INSIDE_850 = re.compile(rb"[A-Za-z][\x81\x84\x94](?![A-Z])|[A-Za-z]\xe1(?=[a-z \t,;|\"\r\n]|\Z)|\x81(?=[a-z])")
_INSIDE_1252 = re.compile(rb"[A-Za-z][\xdf\xe4\xf6\xfc\xe9\xe8](?![A-Z])|[\xc4\xd6\xdc](?=[a-z])")
_UNDEFINED_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


@dataclass(frozen=True)
class BadByte:
    """Where a file first shows that it has another encoding than its profile says."""

    found: str
    declared: str
    line: int
    position: int  # of the byte in its line, from 1
    before: str  # the line up to there


@dataclass(frozen=True)
class Decoded:
    """The content as UTF-8 without a byte order mark and with ``\\n`` as the only line end, and the encoding it had."""

    content: bytes
    encoding: str
    bad: BadByte | None = None
    problem: Problem | None = None


def decode(content: bytes, declared: str) -> Decoded:
    """The text of a file, read as declared and otherwise as what it shows itself to be, so that the check can go on.

    Another encoding is told in ``bad`` with its first place; a character cut off at the very end in ``problem``. Where
    ``auto`` is declared every encoding is right that the content shows.

    Raises:
        LookupError: ``declared`` names no encoding.

    >>> decode("Straße".encode("cp1252"), "utf-8").bad.found
    'windows-1252'
    >>> decode("Straße Köln".encode("cp850"), "auto").encoding
    'cp850'
    """
    name = "utf-8" if declared == AUTO else codecs.lookup(declared).name
    found = next((encoding for mark, encoding in BOMS if content.startswith(mark)), None)
    if found is None:
        found = utf16_without_mark(content)
    if found is not None and found.partition("-le")[0].partition("-be")[0] not in name:
        text = _normalised(content.decode("utf-8-sig" if found == "utf-8" else found, "replace").encode())
        return Decoded(text, found, None if declared == AUTO else BadByte(found, declared, 1, 1, ""))
    if name in ("utf-8", "utf-8-sig"):
        return _decode_utf8(content.removeprefix(codecs.BOM_UTF8), declared)
    if not content.isascii() and not name.startswith("utf"):
        start = _first_beyond_ascii(content)
        if _is_utf8(content):
            return Decoded(_normalised(content), "utf-8", _bad_byte(content, start, "utf-8", declared))
        if name == "cp1252" and sniff_one_byte(content) == "cp850":
            text = _normalised(content.decode("cp850").encode())
            return Decoded(text, "cp850", _bad_byte(content, start, "cp850", declared))
    try:
        return Decoded(_normalised(content.decode(found or name).encode()), declared)
    except UnicodeDecodeError as error:
        text = _normalised(content.decode("latin-1").encode())
        return Decoded(text, "iso-8859-1", _bad_byte(content, error.start, "unknown", declared))


def sniff_one_byte(content: bytes) -> str:
    """``windows-1252``, ``cp850`` where umlauts of that code page stand inside words, ``iso-8859-1`` where the first is not
    defined.

    The other code page of old German systems, 437, writes the letters of German at the same places as 850.
    """
    inside_850 = len(_INSIDE_850.findall(content))
    inside_1252 = len(_INSIDE_1252.findall(content))
    if inside_850 > inside_1252:
        return "cp850"
    return "windows-1252" if not _UNDEFINED_1252.intersection(content) else "iso-8859-1"


def _decode_utf8(content: bytes, declared: str) -> Decoded:
    try:
        content.decode("utf-8")
        return Decoded(_normalised(content), "utf-8")
    except UnicodeDecodeError as error:
        start, cut = error.start, error.reason == "unexpected end of data"
    if cut and (declared != AUTO or not content[:start].isascii() or len(content) - start > 1):
        problem = make_problem("truncated_file", row=_line(content, start), hint="character")
        return Decoded(_normalised(content[:start]), "utf-8", problem=problem)
    found = sniff_one_byte(content)
    text = _normalised(content.decode("cp1252" if found == "windows-1252" else found).encode())
    if declared == AUTO:
        return Decoded(text, found)
    shown = "unknown" if found == "iso-8859-1" else found
    return Decoded(text, found, _bad_byte(content, start, shown, declared))


def _bad_byte(content: bytes, start: int, found: str, declared: str) -> BadByte:
    line_start = max(content.rfind(b"\n", 0, start), content.rfind(b"\r", 0, start)) + 1
    before = content[line_start:start].decode("latin-1")
    return BadByte(found, declared, _line(content, start), start - line_start + 1, before)


def _line(content: bytes, start: int) -> int:
    return _normalised(content[:start]).count(b"\n") + 1


def _normalised(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content


def _first_beyond_ascii(content: bytes) -> int:
    try:
        content.decode("ascii")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
