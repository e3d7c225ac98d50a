"""From the web's font format to the one that typesetters read: WOFF 1.0 is an OpenType font with compressed tables.

The family is renamed on the way: the npm package cuts a typeface into one file a script, all of one name, of which a
typesetter would take the first and miss the rest.
"""

import struct
import zlib

_HEADER = ">4sIIHHI"
_ENTRY = ">4sIIII"
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_WINDOWS_UNICODE = (3, 1)
_ENGLISH = 0x409


class NoFont(ValueError):
    """The file is no WOFF font."""


def to_sfnt(woff: bytes, family: str) -> bytes:
    """The OpenType font in a WOFF file, with another family name.

    Source: WOFF File Format 1.0 (W3C), OpenType 1.9: table directory, ``name``.

    Raises:
        NoFont: the signature is another one, or the file is cut off.
    """
    try:
        signature, flavour, _, count, _, _ = struct.unpack_from(_HEADER, woff)
        if signature != b"wOFF":
            raise NoFont(f"begins with {signature!r}")
        tables = dict(_table(woff, place) for place in range(count))
        tables[b"name"] = _renamed(tables[b"name"], family)
    except (struct.error, zlib.error, KeyError) as broken:
        raise NoFont(str(broken)) from broken
    return _written(flavour, tables)


def _table(woff: bytes, place: int) -> tuple[bytes, bytes]:
    tag, offset, packed, size, _ = struct.unpack_from(_ENTRY, woff, 44 + 20 * place)
    content = woff[offset : offset + packed]
    if len(content) != packed:
        raise NoFont("cut off")
    return tag, zlib.decompress(content) if packed < size else content


def _renamed(name: bytes, family: str) -> bytes:
    """A ``name`` table with the Windows records of the old one, the family replaced."""
    _, count, strings = struct.unpack_from(">HHH", name)
    records: dict[int, bytes] = {}
    for place in range(count):
        platform, encoding, language, number, length, offset = struct.unpack_from(">6H", name, 6 + 12 * place)
        if ((platform, encoding), language) == (_WINDOWS_UNICODE, _ENGLISH):
            records[number] = name[strings + offset : strings + offset + length]
    for number in (_FAMILY, _TYPOGRAPHIC_FAMILY):
        records[number] = family.encode("utf-16-be")
    head, body = b"", b""
    for number, text in sorted(records.items()):
        head += struct.pack(">6H", *_WINDOWS_UNICODE, _ENGLISH, number, len(text), len(body))
        body += text
    return struct.pack(">HHH", 0, len(records), 6 + len(head)) + head + body


def _written(flavour: int, tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", flavour, count, 16 << power, power, 16 * count - (16 << power))
    offset = 12 + 16 * count
    body = b""
    for tag, content in sorted(tables.items()):
        padded = content + bytes(-len(content) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, checksum, offset + len(body), len(content))
        body += padded
    return directory + body
