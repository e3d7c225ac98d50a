"""A file as rows of texts, before anybody knows which of them are header, title, areas or notes."""

from dataclasses import dataclass

from indicators.intake.problems import Problem, ProblemLog
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.reading import Opened, open_file
from indicators.intake.tables import RawSheet
from indicators.parsing.kinds import FORMAT_OF

MOST_ROWS = 60_000
MOST_COLUMNS = 1_000
MOST_CELLS = 3_000_000


@dataclass(frozen=True)
class Sheet:
    """The first rows of a sheet, trimmed, all of one length; ``lines[r]`` is the row's number in the file."""

    name: str | None
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def column(self, position: int, first: int = 0, last: int | None = None) -> list[str]:
        """The cells of a column in the rows from ``first`` to before ``last``."""
        return [row[position] for row in self.rows[first:last]]


@dataclass(frozen=True)
class OpenedFile:
    """A file with its sheets and how it is written. ``problems`` say why there are none."""

    opened: Opened
    format: str
    raws: tuple[RawSheet, ...]
    sheets: tuple[Sheet, ...]
    guesses: tuple[Guess, ...]
    problems: tuple[Problem, ...]

    @property
    def delimiter(self) -> str:
        """The delimiter of a text; nothing where the format has none."""
        return self.opened.dialect.delimiter if self.opened.dialect else ""


def open_sheets(content: bytes) -> OpenedFile:
    """Every visible sheet of a file, and why its format, encoding and delimiter are taken to be what they are."""
    log = ProblemLog()
    opened = open_file(content, log)
    raws = tuple(raw for raw in opened.sheets if not raw.is_hidden and len(raw.rows)) or opened.glimpses
    file_format = FORMAT_OF[opened.kind] if opened.kind is not None else ""
    return OpenedFile(
        opened,
        file_format,
        raws,
        tuple(sheet_of(raw) for raw in raws),
        (*_format_guess(opened, file_format), *_dialect_guesses(content, opened, raws)),
        log.problems,
    )


def sheet_of(raw: RawSheet) -> Sheet:
    """The sheet's first rows as texts."""
    kept = raw.columns[:MOST_COLUMNS]
    most = min(MOST_ROWS, MOST_CELLS // max(1, len(kept)))
    columns = [column.slice(0, most).trimmed().all() for column in kept]
    lines = tuple(int(line) for line in raw.rows[:most])
    return Sheet(raw.name, tuple(zip(*columns, strict=True)), lines)


def _format_guess(opened: Opened, file_format: str) -> list[Guess]:
    return [guess("format", file_format, 1.0, "by_content", kind=opened.kind.value)] if opened.kind else []


def _dialect_guesses(content: bytes, opened: Opened, raws: tuple[RawSheet, ...]) -> list[Guess]:
    dialect = opened.dialect
    if dialect is None or not raws:
        return []
    return [_encoding(content, dialect.encoding), _delimiter(dialect.delimiter, raws[0])]


def _encoding(content: bytes, encoding: str) -> Guess:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:3] == b"\xef\xbb\xbf":
        return guess("encoding", encoding, 1.0, "byte_order_mark", encoding=encoding)
    if content.isascii():
        return guess("encoding", encoding, 0.9, "only_ascii")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return guess("encoding", encoding, 0.85, "not_utf8", line=content.count(b"\n", 0, error.start) + 1)
    return guess("encoding", encoding, 0.98, "valid_utf8", letters=sum(not letter.isascii() for letter in text))


def _delimiter(delimiter: str, raw: RawSheet) -> Guess:
    fields = raw.fields.tolist() if raw.fields is not None else []
    usual = max(set(fields), key=lambda width: (fields.count(width), width), default=1)
    times = fields.count(usual)
    if usual > 1 and 2 * times >= len(fields):
        sure = 0.6 + 0.39 * times / len(fields)
        return guess("delimiter", delimiter, sure, "delimiter_is_steady", lines=times, fields=int(usual))
    return guess("delimiter", delimiter, 0.3, "delimiter_is_rare", lines=times)
