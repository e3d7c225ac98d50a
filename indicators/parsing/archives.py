"""Archives: what they are by their members, and nothing unpacked beyond what their size allows."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from struct import unpack_from

from indicators.parsing import limits
from indicators.parsing.findings import Refusal
from indicators.parsing.kinds import Kind

_LOCAL, _LOCAL_BYTES = b"PK\x03\x04", 30
_END = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 0x1
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def open_archive(content: bytes) -> zipfile.ZipFile:
    """An archive whose table of contents keeps the limits.

    The table of contents is looked at before anything reads it: it ends where the file ends, has few and differently named
    members, and declares sizes that are allowed.

    Raises:
        Refusal: damaged, protected by a password, or larger than the intake takes.
    """
    _check_end(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Refusal("broken_file", kind="ZIP") from error
    members = archive.infolist()
    if len(members) > limits.MEMBERS:
        raise Refusal("too_many_members", members=len(members), limit=limits.MEMBERS)
    if len({member.filename for member in members}) < len(members):
        raise Refusal("broken_file", kind="ZIP")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refusal("protected_file")
    _check_sizes(sum(member.file_size for member in members), len(content))
    return archive


def kind_of_archive(archive: zipfile.ZipFile) -> Kind:
    """What an archive is by its members.

    Raises:
        Refusal: nothing that is read.
    """
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        raise Refusal("binary_file", kind="XLSB")
    if "mimetype" in names and read_member(archive, "mimetype").strip().startswith(_ODS):
        return Kind.ODS
    if any(name.lower().endswith((".dbf", ".shp")) for name in names):
        return Kind.SHAPEFILE
    raise Refusal("binary_file", kind="ZIP")


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member's bytes, which must be exactly what was declared: no parser may see more of it than was counted.

    Raises:
        Refusal: it cannot be unpacked to what was declared.
    """
    member, packed = archive.getinfo(name), archive.fp
    assert packed is not None
    if member.header_offset < 0:
        raise Refusal("broken_file", kind="ZIP")
    packed.seek(member.header_offset)
    header = packed.read(_LOCAL_BYTES)
    if len(header) < _LOCAL_BYTES or header[:4] != _LOCAL:
        raise Refusal("broken_file", kind="ZIP")
    packed.seek(sum(unpack_from("<HH", header, 26)), io.SEEK_CUR)
    content = packed.read(member.compress_size)
    if member.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacking.decompress(content, member.file_size + 1)
        except zlib.error as error:
            raise Refusal("broken_file", kind="ZIP") from error
        if not unpacking.eof or unpacking.unused_data:
            raise Refusal("broken_file", kind="ZIP")
    elif member.compress_type != zipfile.ZIP_STORED:
        raise Refusal("broken_file", kind="ZIP")
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise Refusal("broken_file", kind="ZIP")
    return content


def packed_anew(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members, not compressed.

    Parsers get this one: they trust what an archive declares, and here nothing is left to unpack.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member)
    return content.getvalue()


def _check_end(content: bytes) -> None:
    end = content.rfind(_END, max(0, len(content) - _END_BYTES - _LONGEST_COMMENT))
    if end < 0 or end + _END_BYTES > len(content):
        raise Refusal("broken_file", kind="ZIP")
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    comment = int.from_bytes(content[end + 20 : end + 22], "little")
    if end + _END_BYTES + comment != len(content) or size > limits.DIRECTORY_BYTES:
        raise Refusal("broken_file", kind="ZIP")


def _check_sizes(unpacked: int, packed: int) -> None:
    too_dense = unpacked > limits.RATIO_FROM and unpacked > limits.RATIO * packed
    if too_dense or unpacked > limits.UNPACKED_BYTES:
        limit = min(limits.UNPACKED_BYTES, max(limits.RATIO_FROM, limits.RATIO * packed))
        raise Refusal("unpacked_too_large", megabytes=limits.megabytes(unpacked), limit=limits.megabytes(limit))
