"""From the bytes of a file to UTF-8 text: content by content, not by name."""

import codecs
from dataclasses import dataclass

from indicators.intake.problems import Problem, make_problem

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "ZIP/XLSX/ODS"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS/DOC"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
_SAMPLE = 65_536


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
    """The content as UTF-8 without a byte order mark and with ``\\n`` as the only line end."""

    content: bytes
    bad: BadByte | None = None
    problem: Problem | None = None


def kind_of_binary(content: bytes) -> str | None:
    """The kind of a file that is no text (``PDF``, ``ZIP/XLSX/ODS``, …), by its first bytes or by its bytes' values."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if any(content.startswith(mark) for mark, _ in _BOMS) or _utf16_without_mark(content):
        return None
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary" if b"\0" in content or controls > len(sample) // 100 else None


def decode(content: bytes, declared: str) -> Decoded:
    """The text of a file, read as declared and otherwise as what it shows itself to be, so that the check can go on.

    Another encoding is told in ``bad`` with its first place; a character cut off at the very end in ``problem``.

    Raises:
        LookupError: ``declared`` names no encoding.

    >>> decode("Straße".encode("cp1252"), "utf-8").bad.found
    'windows-1252'
    """
    name = codecs.lookup(declared).name
    found = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), None)
    if found is None:
        found = _utf16_without_mark(content)
    if found is not None and found.partition("-le")[0].partition("-be")[0] not in name:
        text = content.decode("utf-8-sig" if found == "utf-8" else found, "replace")
        return Decoded(_normalised(text.encode()), BadByte(found, declared, 1, 1, ""))
    if name in ("utf-8", "utf-8-sig"):
        return _decode_utf8(content.removeprefix(codecs.BOM_UTF8), declared)
    if not content.isascii() and not name.startswith("utf"):
        start = _first_beyond_ascii(content)
        if _is_utf8(content):
            return Decoded(_normalised(content), _bad_byte(content, start, "utf-8", declared))
    try:
        return Decoded(_normalised(content.decode(found or name).encode()))
    except UnicodeDecodeError as error:
        text = content.decode("latin-1")
        return Decoded(_normalised(text.encode()), _bad_byte(content, error.start, "unknown", declared))


def _decode_utf8(content: bytes, declared: str) -> Decoded:
    try:
        content.decode("utf-8")
        return Decoded(_normalised(content))
    except UnicodeDecodeError as error:
        start, cut = error.start, error.reason == "unexpected end of data"
    if cut:
        problem = make_problem("truncated_file", row=_line(content, start), hint="character")
        return Decoded(_normalised(content[:start]), problem=problem)
    try:
        found, text = "windows-1252", content.decode("cp1252")
    except UnicodeDecodeError:
        found, text = "unknown", content.decode("latin-1")
    return Decoded(_normalised(text.encode()), _bad_byte(content, start, found, declared))


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


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 shows itself by zeros on every other byte of mostly Latin text."""
    sample = content[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None
