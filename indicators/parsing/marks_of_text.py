"""Whether bytes are text, and how they show an encoding of more than one byte a letter."""

import codecs

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
_SAMPLE = 65_536


def is_text(content: bytes) -> bool:
    """Whether bytes are text in some encoding, by a mark at their beginning or by the absence of control characters."""
    if any(content.startswith(mark) for mark, _ in BOMS) or utf16_without_mark(content):
        return True
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return not (b"\0" in content or controls > len(sample) // 100)


def utf16_without_mark(content: bytes) -> str | None:
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
