"""From the bytes of a file to UTF-8 text: content by content, not by name."""

import codecs
import re
from dataclasses import dataclass

from indicators.intake.problems import Problem, make_problem

AUTO = "auto"
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
_SAMPLE = 65_536
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


def is_text(content: bytes) -> bool:
    """Whether bytes are text in some encoding, by a mark at their beginning or by the absence of control characters."""
    if any(content.startswith(mark) for mark, _ in _BOMS) or _utf16_without_mark(content):
        return True
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return not (b"\0" in content or controls > len(sample) // 100)


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
    found = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), None)
    if found is None:
        found = _utf16_without_mark(content)
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
