"""The guesses about table, rows and relations, each with its reason."""

from indicators.intake.proposing.findings import Findings
from indicators.intake.proposing.guesses import Guess, guess

MOST_AREAS = 0.8
"""From this share of an edition's areas on a file is expected to have all of them."""


def other_guesses(found: Findings) -> tuple[Guess, ...]:
    """What no reader of cells has told yet."""
    return (*_table_guesses(found), *_row_guesses(found), *_relation_guesses(found))


def _table_guesses(found: Findings) -> list[Guess]:
    placing, heading = found.placing, found.heading
    level, lines = placing.level, placing.sheet.lines
    rows = placing.last + 1 - placing.first
    sure = min(0.99, 0.6 + 0.4 * placing.hits / rows)
    name = heading.names[placing.column]
    if placing.stripped:
        told = [
            guess(
                "area.column",
                name,
                min(sure, 0.75),
                "stripped_codes_of_level",
                hits=placing.hits,
                rows=rows,
                level=level.level,
                stripped=placing.stripped,
            )
        ]
    else:
        told = [guess("area.column", name, sure, "codes_of_level", hits=placing.hits, rows=rows, level=level.level)]
    if heading.exists:
        told.append(
            guess(
                "header.row",
                str(lines[heading.first]),
                0.95 if heading.rows == 1 else 0.85,
                "row_above_codes",
                row=lines[heading.first],
                rows=heading.rows,
            )
        )
    else:
        told.append(guess("header.row", "", 0.0, "no_row_above_codes"))
    expected = len(level.names)
    reason = "most_areas" if found.share >= MOST_AREAS else "few_areas"
    value = "edition" if reason == "most_areas" else "any"
    told.append(
        guess(
            "expected_areas",
            value,
            0.9 if placing.areas == expected else 0.8,
            reason,
            areas=placing.areas,
            expected=expected,
        )
    )
    if len(found.sheets) > 1:
        told.append(guess("sheets", ", ".join(found.sheets), 0.85, "sheets_have_codes", sheets=len(found.sheets)))
    elif found.sheets and len(found.file.sheets) > 1:
        told.append(guess("sheets", found.sheets[0], 0.9, "sheet_has_codes", codes=placing.areas))
    return told


def _row_guesses(found: Findings) -> list[Guess]:
    level, others, lines = found.placing.level, found.others, found.placing.sheet.lines
    told = []
    for text in others.residual:
        known = text == level.residual
        told.append(
            guess("residual.rows", text, 0.97, "code_of_residual", code=text)
            if known
            else guess("residual.rows", text, 0.75, "word_of_residual", text=text)
        )
    for text in others.total:
        if text == level.total:
            told.append(guess("total.rows", text, 0.97, "code_of_total", code=text))
        else:
            told.append(guess("total.rows", text, 0.85, "word_of_total", text=text))
    for name in others.upper:
        rows = sum(one == name for one in others.upper)
        told.append(guess("area.upper", name, 0.95, "rows_of_level", rows=rows, level=name))
    for text, row in others.ignored[:20]:
        told.append(guess("ignored.rows", text, 0.5, "row_without_area", text=text, row=lines[row]))
    for pattern, row in found.footers:
        told.append(guess("footer", pattern, 0.9, "text_below_codes", row=lines[row]))
    return told


def _relation_guesses(found: Findings) -> list[Guess]:
    told = [
        guess("sums", f"{one.total} = {' + '.join(one.parts)}", 0.9, "sum_in_rows", rows=rows)
        for one, rows in found.sums
        if one in found.rules
    ]
    told += [
        guess("at_most", f"{part} ≤ {whole}", 0.85, "within_in_rows", rows=rows) for part, whole, rows in found.at_most
    ]
    return told
