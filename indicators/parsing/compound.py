"""Microsoft's compound files: a small file system of chained sectors, of which one stream is wanted."""

from struct import error, unpack_from

_END = 0xFFFFFFFA  # this and everything above ends a chain
_ENTRY = 128
_HEADER_SECTORS = 109


def stream_of(content: bytes, names: tuple[str, ...]) -> bytes | None:
    """The bytes of the first stream with one of these names; None where there is none that can be followed.

    Every chain is followed at most as far as the file has sectors, so that a circle is found; a parser that follows one takes
    memory until there is none.
    """
    try:
        return _Compound(content).stream(names)
    except (error, IndexError, ValueError):
        return None


class _Compound:
    def __init__(self, content: bytes) -> None:
        self._content = content
        (shift,) = unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise ValueError("no size of sectors")
        self._size = 1 << shift
        self._most = len(content) // self._size + 1
        (self._first_directory,) = unpack_from("<I", content, 48)
        self._small, self._first_small = unpack_from("<II", content, 56)
        self._table = self._sector_table()

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        directory = self._chain(self._first_directory)
        wanted = {name.encode("utf-16-le"): name for name in names}
        root: tuple[int, int] | None = None
        found: dict[str, tuple[int, int]] = {}
        for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            (length,) = unpack_from("<H", directory, place + 64)
            start, size = unpack_from("<II", directory, place + 116)
            name = directory[place : place + max(0, min(length, 64) - 2)]
            if directory[place + 66] == 5:
                root = (start, size)
            elif directory[place + 66] == 2 and name in wanted:
                found.setdefault(wanted[name], (start, size))
        for wish in names:
            if wish in found:
                start, size = found[wish]
                if size >= self._small:
                    return self._chain(start)[:size]
                return None if root is None else self._small_chain(root[0], start)[:size]
        return None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise ValueError("behind the end")
        return self._content[start : start + self._size]

    def _sector_table(self) -> list[int]:
        """For each sector the one that follows it."""
        places = list(unpack_from(f"<{_HEADER_SECTORS}I", self._content, 76))
        (following,) = unpack_from("<I", self._content, 68)
        numbers = self._size // 4
        for _ in range(self._most):
            if following >= _END:
                break
            more = unpack_from(f"<{numbers}I", self._sector(following))
            places += more[:-1]
            following = more[-1]
        table: list[int] = []
        for place in places:
            if place < _END and len(table) <= self._most:
                table += unpack_from(f"<{numbers}I", self._sector(place))
        return table

    def _chain(self, start: int) -> bytes:
        sectors: list[bytes] = []
        for _ in range(self._most):
            if start >= _END:
                return b"".join(sectors)
            sectors.append(self._sector(start))
            start = self._table[start]
        raise ValueError("a circle")

    def _small_chain(self, root: int, start: int) -> bytes:
        """A stream of small sectors, which lie in the stream of the root and have a table of their own."""
        whole = self._chain(root)
        packed = self._chain(self._first_small)
        table = unpack_from(f"<{len(packed) // 4}I", packed)
        sectors: list[bytes] = []
        for _ in range(len(whole) // 64 + 1):
            if start >= _END:
                return b"".join(sectors)
            sectors.append(whole[start * 64 : start * 64 + 64])
            start = table[start]
        raise ValueError("a circle")
