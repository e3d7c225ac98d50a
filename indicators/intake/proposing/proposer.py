"""From a file to a proposal: the whole way in one readable function."""

from collections import Counter
from collections.abc import Sequence

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.problems import make_problem
from indicators.intake.proposing.columns import Column, column_of
from indicators.intake.proposing.documenting import document_of_findings
from indicators.intake.proposing.door import refuse_persons_in
from indicators.intake.proposing.drawing import seen_sheet
from indicators.intake.proposing.findings import Findings
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.proposing.heading import Heading, find_heading, footer_patterns, joined
from indicators.intake.proposing.ignoring import ignore_column
from indicators.intake.proposing.known import Known
from indicators.intake.proposing.naming import name_columns
from indicators.intake.proposing.notation import Sign, Writing, find_writing, is_sign, meaning_of
from indicators.intake.proposing.placing import Placing, find_placing, other_rows
from indicators.intake.proposing.proposal import Proposal, SeenColumn, SeenSign, Use
from indicators.intake.proposing.relations import find_at_most, find_sums, total_rows
from indicators.intake.proposing.shaping import Shape, find_shape
from indicators.intake.proposing.sheets import OpenedFile, Sheet, open_sheets
from indicators.periods import parse_period

_EXAMPLES = 3
_CELLS_LOOKED_AT = 40_000  # for the notation of numbers
_LOOKED_AT = 12  # rows below the header's place in which another sheet may have the same one
_LEAST_SHARE = 0.25  # of a profile's columns, for it to know what the file's columns mean


def propose(content: bytes, *, file_name: str, known: Known, base: ProfileSpec | None = None) -> Proposal:
    """Propose the profile by which a file can be read. ``base``: a profile that nearly fits and is to be changed.

    Raises:
        PersonLevelFile: the file seems to hold one row per person; nothing of it may be shown or kept.
    """
    file = open_sheets(content)
    placing, heading = _find_table(file, known)
    refuse_persons_in((*file.raws, *file.opened.glimpses), placing, heading)
    if not file.sheets or any(problem.code in _UNREADABLE for problem in file.problems):
        return Proposal({}, file.guesses, problems=file.problems or (make_problem("empty_file"),))
    if placing is None or heading is None:
        lost = guess("area.column", "", 0.0, "no_known_codes")
        return Proposal({}, (*file.guesses, lost), sheets=tuple(seen_sheet(sheet) for sheet in file.sheets))
    return _proposed(file, placing, heading, file_name, known, base)


_UNREADABLE = frozenset(
    {"too_large", "too_many_cells", "too_many_columns", "binary_file", "unreadable_file", "empty_file"}
)


def _find_table(file: OpenedFile, known: Known) -> tuple[Placing | None, Heading | None]:
    """The table with the most areas among all sheets, the first of equals."""
    placings = [placing for sheet in file.sheets if (placing := find_placing(sheet, known))]
    if not placings:
        return None, None
    best = max(placings, key=lambda placing: placing.areas)
    return best, find_heading(best.sheet, best.first, best.column)


def _proposed(
    file: OpenedFile, placing: Placing, heading: Heading, file_name: str, known: Known, base: ProfileSpec | None
) -> Proposal:
    writing, written = _writing(file, placing)
    columns = _columns(placing, heading, writing)
    sheets = _same_tables(file.sheets, placing, heading)
    shape = find_shape(columns, placing, sheets, file_name)
    profiles = likely_profiles([column.name for column in columns], heading.names, known, base)
    idle = {column.position for column in columns if ignore_column(column, columns, placing, known, profiles).is_sure}
    candidates = _candidates(columns, shape, idle)
    if shape.is_long:
        profiles = likely_profiles([column.name for column in candidates], heading.names, known, base)
    period = parse_period(shape.periods[0]) if shape.periods else None
    named = name_columns(candidates, known, profiles, period)
    measures = {candidates[at].name: told for at, told in named.items()}
    seen = _seen_columns(columns, candidates, measures, placing, shape, known, profiles)
    loaded = [column for column in columns if _is_loaded(column, seen, shape)]
    signs = [SeenSign(sign, meaning_of(sign, profiles)) for sign in _signs(loaded)]
    area_rows = [column for column in loaded if not shape.is_long]
    mapping = {column.name: measures[column.name].value for column in area_rows if column.name in measures}
    plain = _rows_of_areas(area_rows, placing)
    others = other_rows(placing, frozenset(placing.first + row for row in total_rows(area_rows)))
    findings = Findings(
        file=file,
        file_name=file_name,
        placing=placing,
        heading=heading,
        sheets=tuple(sheet.name for sheet in sheets if sheet.name is not None),
        writing=writing,
        shows_numbers=any(one.reason == "decimals_seen" for one in written),
        shape=shape,
        others=others,
        footers=footer_patterns(placing.sheet, placing.last),
        columns=tuple(seen),
        signs=tuple(signs),
        sums=tuple(find_sums(plain)),
        at_most=tuple(find_at_most(plain, mapping, known)),
        profiles=tuple(profiles),
        base=base,
    )
    document, guesses = document_of_findings(findings, known)
    return Proposal(
        document,
        (*file.guesses, *written, *shape.guesses, *guesses),
        tuple(seen),
        tuple(signs),
        tuple(seen_sheet(sheet, placing if sheet is placing.sheet else None, heading, others) for sheet in file.sheets),
        shape.periods,
        placing.level.edition,
    )


def _writing(file: OpenedFile, placing: Placing) -> tuple[Writing, list[Guess]]:
    """The notation of numbers; other formats than text hold numbers as such, written as ISO has them."""
    rows = placing.sheet.rows[placing.first : placing.last + 1]
    cells = [
        cell for row in rows for at, cell in enumerate(row) if at != placing.column and cell[:1] in "+-.,0123456789"
    ]
    cells = cells[:: 1 + len(cells) // _CELLS_LOOKED_AT]
    if file.format == "csv":
        return find_writing(cells, file.delimiter)
    found, told = find_writing([cell for cell in cells if "," in cell], ";")
    commas = any(one.reason == "decimals_seen" for one in told)
    return (found, told) if commas else (Writing(".", ""), [])


def _columns(placing: Placing, heading: Heading, writing: Writing) -> list[Column]:
    """Every column but that of the area codes and those without any content."""
    found = []
    for position, name in enumerate(heading.names):
        cells = placing.sheet.column(position, placing.first, placing.last + 1)
        if position != placing.column and (name or any(cells)):
            found.append(column_of(name, position, cells, writing))
    return found


def _same_tables(sheets: Sequence[Sheet], placing: Placing, heading: Heading) -> list[Sheet]:
    """The placed sheet, and the others that have the same header somewhere in their first rows."""
    bare = {name for name in heading.names if name}

    def has_header(sheet: Sheet) -> bool:
        last = min(len(sheet.rows) - heading.rows, heading.first + _LOOKED_AT)
        return any(bare <= set(joined(sheet.rows[row : row + heading.rows])) for row in range(last + 1))

    others = [sheet for sheet in sheets if sheet is not placing.sheet and bare and has_header(sheet)]
    return [placing.sheet, *others]


def _candidates(columns: Sequence[Column], shape: Shape, idle: set[int]) -> list[Column]:
    """What may be a measure: columns of numbers, headers with the period's mark once each, or the words of a long file.

    ``idle``: positions of columns that surely hold none.
    """
    if shape.words is not None and shape.value is not None:
        words = dict.fromkeys(cell for cell in shape.words.cells if cell)
        return [_of_word(word, shape.words, shape.value) for word in words]
    marks = dict(shape.marked)
    found: dict[str, Column] = {}
    for column in columns:
        name = marks.get(column.position, column.name)
        if (
            column is shape.period_column
            or not name
            or column.position in idle
            or (shape.origin == "header" and column.position not in marks)
        ):
            continue
        if column.holds_numbers or column.is_blank:
            found.setdefault(name, Column(name, column.position, column.cells, column.numbers))
    return list(found.values())


def _of_word(word: str, words: Column, value: Column) -> Column:
    """The numbers of a long file that stand beside one word."""
    rows = [row for row, cell in enumerate(words.cells) if cell == word]
    return Column(word, value.position, tuple(value.cells[row] for row in rows), value.numbers[rows])


def likely_profiles(
    names: Sequence[str], header: Sequence[str], known: Known, base: ProfileSpec | None = None
) -> list[ProfileSpec]:
    """Profiles of whose columns the file has a good part, the best first; ``base`` before all others.

    Of two whose columns it has all, the one that knows more of them.
    """
    every = {*names, *header}

    def share(profile: ProfileSpec) -> tuple[float, int]:
        own = {*(column for column, _ in profile.columns), profile.area.column, *profile.ignored_columns}
        return len(own & every) / len(own), len(own & every)

    knowing = [profile for profile in known.profiles if any(column in every for column, _ in profile.columns)]
    in_order_of_code = sorted(knowing, key=lambda profile: profile.code)
    ordered = [
        profile for profile in sorted(in_order_of_code, key=share, reverse=True) if share(profile)[0] >= _LEAST_SHARE
    ]
    return ordered if base is None else [base, *(profile for profile in ordered if profile.code != base.code)]


def _seen_columns(
    columns: Sequence[Column],
    candidates: Sequence[Column],
    measures: dict[str, Guess],
    placing: Placing,
    shape: Shape,
    known: Known,
    profiles: Sequence[ProfileSpec],
) -> list[SeenColumn]:
    """Every column with its use; in a long file also every word of the measure column."""
    seen: list[SeenColumn] = []
    by_position = {} if shape.is_long else {column.position: column for column in candidates}
    marks = dict(shape.marked)
    for column in columns:
        examples = _examples(column)
        if column is shape.period_column:
            told = guess(f"ignored_columns.{column.name}", column.name, 0.95, "period_of_row")
            seen.append(SeenColumn(column.name, column.position, Use.PERIOD, told, examples))
        elif shape.is_long and column in (shape.words, shape.value):
            use = Use.WORDS if column is shape.words else Use.VALUE
            reason = "word_column" if use is Use.WORDS else "number_column"
            params = {"words": len(column.distinct)} if use is Use.WORDS else {}
            told = guess(f"long.{column.name}", column.name, 0.9, reason, **params)
            seen.append(SeenColumn(column.name, column.position, use, told, examples))
        elif column.position in by_position and by_position[column.position].name in measures:
            name = by_position[column.position].name
            seen.append(SeenColumn(name, column.position, Use.MEASURE, measures[name], examples))
        elif marks.get(column.position) in measures:
            continue  # the same measure of another period
        else:
            told = ignore_column(column, columns, placing, known, profiles)
            seen.append(SeenColumn(column.name, column.position, Use.IGNORED, told, examples))
    if shape.is_long:
        for word in candidates:
            told = measures.get(word.name) or guess(f"columns.{word.name}", "", 0.0, "nothing_similar")
            seen.append(SeenColumn(word.name, word.position, Use.MEASURE, told, _examples(word)))
    return seen


def _examples(column: Column) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for cell in column.cells[:200] if cell))[:_EXAMPLES]


def _is_loaded(column: Column, seen: Sequence[SeenColumn], shape: Shape) -> bool:
    """Whether a column's numbers are loaded, or may be once a person has decided."""
    if shape.is_long:
        return column is shape.value
    if dict(shape.marked).get(column.position):
        return True
    use = next((one for one in seen if one.position == column.position), None)
    return use is not None and (use.use is Use.MEASURE or (column.holds_numbers and not use.guess.is_sure))


def _signs(columns: Sequence[Column]) -> list[Sign]:
    """What stands in place of numbers, the most frequent first; words among numbers only where they recur."""
    counts: Counter[str] = Counter()
    where: dict[str, list[int]] = {}
    for column in columns:
        if column.is_blank:
            continue
        for text, count in column.others.items():
            if is_sign(text) or (len(text) <= 12 and count >= 3):
                counts[text] += count
                where.setdefault(text, []).append(column.position)
    return [Sign(text, count, tuple(where[text])) for text, count in counts.most_common(30)]


def _rows_of_areas(columns: Sequence[Column], placing: Placing) -> list[Column]:
    """The columns in the rows of areas alone."""
    rows = [row for row, code in enumerate(placing.codes) if code]
    return [
        Column(column.name, column.position, tuple(column.cells[row] for row in rows), column.numbers[rows])
        for column in columns
    ]
