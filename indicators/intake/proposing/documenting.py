"""From everything that was found to the document of a profile, as far as it can be written."""

from collections import Counter

from indicators.catalogue.documents import Document
from indicators.intake.proposing.changing import changed_document
from indicators.intake.proposing.entitling import code_of, title_of
from indicators.intake.proposing.findings import Findings
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.proposing.known import Known
from indicators.intake.proposing.proposal import Use
from indicators.intake.proposing.telling import MOST_AREAS, other_guesses
from indicators.periods import KINDS, parse_period


def document_of_findings(found: Findings, known: Known) -> tuple[Document, tuple[Guess, ...]]:
    """The document in the keys of the format, and the guesses that no reader of cells has made."""
    told = other_guesses(found)
    if found.base is not None:
        return changed_document(found.base, _form(found), _contents(found), found), told
    source = _source(found, known)
    title, titled = title_of(found.placing, found.heading, found.file_name)
    code, coded = code_of(found.file_name, {profile.code for profile in known.profiles})
    kinds, kinded = _period_kinds(found, source.value, known)
    document: Document = {
        "code": code,
        "title": {"de": title, "en": title},
        "source": source.value,
        "format": found.file.format,
        **_form(found),
        "area": _area(found, known),
        **_period(found),
        "period_kinds": list(kinds),
        "expected_areas": "edition" if found.share >= MOST_AREAS else "any",
        **_contents(found),
    }
    return document, (source, titled, coded, kinded, *told)


def _form(found: Findings) -> Document:
    """How the file is written and where its table stands."""
    form: Document = {}
    if found.file.format == "csv" and found.file.opened.dialect:
        dialect = found.file.opened.dialect
        form |= {"delimiter": dialect.delimiter, "encoding": dialect.encoding}
        form |= {"quote": dialect.quote} if dialect.quote not in ('"', "auto") else {}
    form |= {"decimal": found.writing.decimal} if found.writing.decimal != "." else {}
    form |= {"thousands": found.writing.thousands} if found.writing.thousands else {}
    if len(found.sheets) > 1 or (found.sheets and len(found.file.sheets) > 1):
        form["sheets"] = list(found.sheets)
    if found.heading.rows > 1:
        form["header"] = {"rows": found.heading.rows}
    if found.footers:
        form["footer"] = [pattern for pattern, _ in found.footers]
    if found.shape.is_long:
        assert found.shape.words and found.shape.value
        form |= {"layout": "long", "long": {"measure": found.shape.words.name, "value": found.shape.value.name}}
    return form


def _area(found: Findings, known: Known) -> Document:
    level = found.placing.level
    area: Document = {"column": found.heading.names[found.placing.column], "level": level.level}
    if level.width:
        area["width"] = level.width
    if len({other.system for other in known.levels if other.level == level.level}) > 1:
        area["system"] = level.system
    if found.others.upper:
        area["upper"] = list(found.others.upper)
    return area


def _period(found: Findings) -> Document:
    shape = found.shape
    if shape.period_column is not None:
        return {"period": "column", "period_from": {"column": shape.period_column.name}}
    return {"period": shape.origin}


def _contents(found: Findings) -> Document:
    """Signs, rows, columns and what holds between them."""
    contents: Document = {"signs": {one.sign.text: one.guess.value for one in found.signs if one.guess.value}}
    if found.others.residual:
        contents["residual"] = {"rows": list(found.others.residual)}
    if found.others.total:
        contents["total"] = {"rows": list(found.others.total)}
    if found.others.ignored:
        contents["ignored"] = {"rows": list(dict.fromkeys(text for text, _ in found.others.ignored))}
    mapping = found.mapping
    ignored = [one.name for one in found.columns if one.use is Use.IGNORED and one.guess.is_sure]
    ignored = [name for name in dict.fromkeys(ignored) if name and name not in mapping]
    if ignored:
        contents["ignored_columns"] = ignored
    contents["columns"] = mapping
    at_most = {part: whole for part, whole, _ in found.at_most}
    if at_most:
        contents["at_most"] = at_most
    if found.rules:
        contents["sums"] = [{"total": one.total, "parts": list(one.parts)} for one in found.rules]
    return contents


def _source(found: Findings, known: Known) -> Guess:
    """The source that most of the columns' measures belong to."""
    sources = Counter(known.measures[code].source for code in found.mapping.values() if code in known.measures)
    if not sources:
        return guess("source", "", 0.0, "source_of_measures", measures=0)
    (source, number), *_ = sources.most_common()
    return guess("source", source, 0.95 * number / sum(sources.values()), "source_of_measures", measures=number)


def _period_kinds(found: Findings, source: str, known: Known) -> tuple[tuple[str, ...], Guess]:
    """The kinds of the periods that the file says; without any the cadence of its source."""
    shape = found.shape
    kinds = tuple(dict.fromkeys(parse_period(code).kind for code in shape.periods))
    if kinds:
        sure = 0.75 if shape.origin == "argument" else 0.9
        return kinds, guess("period_kinds", ", ".join(kinds), sure, "kinds_of_periods", periods=len(shape.periods))
    cadence = known.sources[source].cadence if source in known.sources else ""
    kind = cadence if cadence in KINDS else "year"
    return (kind,), guess("period_kinds", kind, 0.5, "cadence_of_source", cadence=cadence)
