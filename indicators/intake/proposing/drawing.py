"""The first rows of a sheet in the file's own layout, each with what it is."""

from indicators.intake.proposing.heading import Heading
from indicators.intake.proposing.placing import OtherRows, Placing
from indicators.intake.proposing.proposal import RowKind, SeenRow, SeenSheet
from indicators.intake.proposing.sheets import Sheet

_AREAS = 8
_OTHERS = 6
_COLUMNS = 40
_CLIP = 60


def seen_sheet(
    sheet: Sheet, placing: Placing | None = None, heading: Heading | None = None, others: OtherRows | None = None
) -> SeenSheet:
    """Titles, header, the first rows of areas, what is no area, and the first notes; other rows of areas are counted."""
    if placing is None or heading is None or others is None:
        rows = tuple(
            SeenRow(line, RowKind.OTHER, _clipped(row)) for line, row in zip(sheet.lines, sheet.rows, strict=True)
        )
        return SeenSheet(sheet.name, rows[:_AREAS], max(0, len(rows) - _AREAS))
    shown: list[SeenRow] = []
    counts: dict[RowKind, int] = {}
    left_out = 0
    for at, (line, row) in enumerate(zip(sheet.lines, sheet.rows, strict=True)):
        kind = _kind(at, row, placing, heading, others)
        counts[kind] = counts.get(kind, 0) + 1
        most = _AREAS if kind is RowKind.AREA else _OTHERS
        if counts[kind] <= most:
            shown.append(SeenRow(line, kind, _clipped(row)))
        else:
            left_out += 1
    return SeenSheet(sheet.name, tuple(shown), left_out)


def _kind(at: int, row: tuple[str, ...], placing: Placing, heading: Heading, others: OtherRows) -> RowKind:
    if at < placing.first:
        in_header = heading.exists and heading.first <= at < heading.first + heading.rows
        return RowKind.HEADER if in_header else RowKind.TITLE
    if at > placing.last:
        return RowKind.FOOTER
    cell = row[placing.column]
    if placing.codes[at - placing.first]:
        return RowKind.AREA
    if cell in others.total:
        return RowKind.TOTAL
    if cell in others.residual:
        return RowKind.RESIDUAL
    if any(cell.removesuffix(".0") in codes for _, codes in placing.level.upper):
        return RowKind.UPPER
    return RowKind.OTHER


def _clipped(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell if len(cell) <= _CLIP else f"{cell[: _CLIP - 1]}…" for cell in row[:_COLUMNS])
