"""Changes to a file: anywhere in its bytes, inside the members of an archive, at the fields that parsers count by."""

import io
import zipfile
from random import Random

FRAGMENTS: tuple[bytes, ...] = (
    b'"', b'""', b"'", b"\n", b"\r", b"\r\n", b",", b";", b"\t", b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe4",
    b"-", b"*", b"1e400", b"=1+1", b"@SUM(1)", b"nan", b"0x1", b"1_0", b"\xd9\xa3", b"\xe2\x80\xa8", b"\x1a", b"sep=;\n",
    b"PK\x03\x04", b"PK\x05\x06", b"PAR1", b"SQLite format 3\x00", b'{"type": "FeatureCollection"', b"01.02.1980",
    b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"\x80", b"01010101",
)  # fmt: skip
MARKUP: tuple[bytes, ...] = (
    b' t="e"', b' t="s"', b' t="str"', b' t="d"', b' r="XFD1"', b' r="A1048576"', b' r="A0"', b' r="ZZZZZ99999999999"',
    b' hidden="1"', b"<f>A1</f>", b"<f/>", b"<v/>", b"<v>1e999</v>", b"<v>-1</v>", b"<v>99999999999999999999</v>", b"</c>",
    b"<row>", b"</row>", b"<c/>", b"&lt;", b"&#0;", b"&#x1F600;", b"&nope;", b"<![CDATA[x]]>", b"<!-- x -->",
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', b'<mergeCell ref="A1:C9"/>', b'<mergeCell ref="B2:A1"/>',
    b' table:number-columns-repeated="5000"', b' table:number-rows-repeated="1048576"', b' table:number-columns-spanned="0"',
    b' table:number-rows-spanned="999999999999999999999"', b' calcext:value-type="error"', b' table:formula="of:=1"',
    b'<?xml version="1.0" encoding="UTF-16"?>',
)  # fmt: skip
_FOREIGN = ("xl/vbaProject.bin", "xl/embeddings/a", "../x", "/etc/x", "xl/pivotCache/pivotCacheDefinition1.xml")
_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mutated(content: bytes, random: Random, others: list[bytes]) -> bytes:
    """One to four changes."""
    for _ in range(random.randint(1, 4)):
        if content.startswith(b"PK\x03\x04") and random.random() < 0.7:
            content = _in_a_member(content, random)
        else:
            content = _anywhere(content, random, FRAGMENTS, others)
    return content


def _anywhere(content: bytes, random: Random, fragments: tuple[bytes, ...], others: list[bytes]) -> bytes:
    start = random.randint(0, len(content))
    end = min(len(content), start + random.choice((0, 1, 4, 9, 400)))
    way = random.randrange(9)
    if way == 0:
        return content[:start]
    if way == 1:
        return content[:start] + content[end:]
    if way == 2:
        return content[:end] + content[start:end] * random.choice((1, 2, 50)) + content[end:]
    if way == 3 and others:
        other = random.choice(others)
        return content[:start] + other[random.randint(0, len(other)) :]
    if way == 4:
        size = random.choice((1, 2, 4, 8))
        number = (random.choice(_EXTREMES) + random.randint(-1, 1)) % (1 << 8 * size)
        return content[:start] + number.to_bytes(size, "little") + content[start + size :]
    if way == 5 and content:
        flipped = bytearray(content)
        for _ in range(random.choice((1, 3, 20))):
            flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
        return bytes(flipped)
    if way == 6:
        return content[:start] + random.randbytes(random.choice((1, 8, 64))) + content[end:]
    return content[:start] + random.choice(fragments) + content[end:]


def _in_a_member(content: bytes, random: Random) -> bytes:
    """The archive with one member changed and every size and checksum right again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # it was made to be no archive any more
        return _anywhere(content, random, FRAGMENTS, [])
    if not members:
        return content
    telling = [name for name in members if "sheet" in name or "content" in name or name.endswith((".dbf", ".cpg"))]
    name = random.choice(telling if telling and random.random() < 0.8 else list(members))
    way = random.randrange(8)
    if way == 0:
        del members[name]
    elif way == 1:
        members[
            random.choice(
                ("xl/vbaProject.bin", "xl/embeddings/a", "../x", "/etc/x", "xl/pivotCache/pivotCacheDefinition1.xml")
            )
        ] = members[name]
    elif way == 2:
        members[name] = _at_a_tag(members[name], random, b"<" if random.random() < 0.5 else b">")
    else:
        members[name] = _anywhere(members[name], random, (*MARKUP, *FRAGMENTS), [])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return packed.getvalue()


def _at_a_tag(xml: bytes, random: Random, sign: bytes) -> bytes:
    """Markup put before an element or into one."""
    places = [at for at in range(len(xml)) if xml[at : at + 1] == sign]
    if not places:
        return xml
    at = random.choice(places)
    return xml[:at] + random.choice(MARKUP) + xml[at:]
