"""The fields of the page of a file: each key with its value, what was proposed, why, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue import vocabulary
from indicators.catalogue.editing import Field, Group, fields_of
from indicators.catalogue.schemas import Part
from indicators.intake.proposing import Guess, Known, Proposal
from indicators.intake.proposing.proposal import Use
from indicators.periods import KINDS
from monitoring.deliveries.catalogue.labels import full_label, label_of
from monitoring.deliveries.catalogue.options import option_word
from monitoring.deliveries.profiles import said
from monitoring.deliveries.profiling.reading import Wrong
from monitoring.deliveries.profiling.typing_in import OFFERED
from monitoring.deliveries.profiling.words import PERIOD_KINDS, reason_of, sureness

SECTIONS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("entry", _("Name and source"), ("title.de", "title.en", "code", "source")),
    (
        "areas",
        _("Areas"),
        (
            "area.column",
            "area.level",
            "expected_areas",
            "area.width",
            "area.system",
            "area.upper",
            "residual.rows",
            "total.rows",
            "ignored.rows",
        ),
    ),
    ("period", _("Period"), ("stated", "period_kinds", "period", "period_from.column", "period_from.pattern")),
    (
        "form",
        _("Form of the file"),
        (
            "delimiter",
            "encoding",
            "decimal",
            "thousands",
            "sheets",
            "header.row",
            "header.rows",
            "footer",
            "layout",
            "long.measure",
            "long.value",
        ),
    ),
)
_LONG = ("title.de", "title.en")
_ONLY_TEXT = ("delimiter", "encoding")


@dataclass(frozen=True)
class Option:
    code: str
    word: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """``form``: line, lines, choice or checks; ``level``: how sure the guess is, nothing where there is none."""

    name: str
    label: str
    form: str
    text: str
    rows: int
    options: tuple[Option, ...]
    reason: str
    level: str
    errors: tuple[str, ...]
    is_wide: bool


@dataclass(frozen=True)
class Section:
    name: str
    title: str
    fields: tuple[Shown, ...]
    needs_look: bool


def sections(
    document: Mapping[str, object], period: str, proposal: Proposal, known: Known, wrong: Sequence[Wrong]
) -> tuple[Section, ...]:
    """The page's fields with the values of ``document``."""
    values = _flat(fields_of(Part.PROFILE, document))
    found = []
    for name, title, keys in SECTIONS:
        shown = tuple(_shown(key, values, period, proposal, known, wrong) for key in keys if _is_offered(key, document))
        found.append(Section(name, str(title), shown, any(one.errors or one.level == "open" for one in shown)))
    return tuple(found)


def _is_offered(key: str, document: Mapping[str, object]) -> bool:
    """Keys of a format, a layout or a place of the period that the file does not have are not asked for."""
    is_text = document.get("format", "csv") == "csv"
    if key in _ONLY_TEXT:
        return is_text
    if key == "sheets":
        return document.get("format") in ("spreadsheet", "geodata")
    if key.startswith("header.") or key == "footer":
        return document.get("format") in ("csv", "spreadsheet")
    if key.startswith("long."):
        return document.get("layout") == "long"
    if key == "period_from.column":
        return document.get("period") == "column"
    if key == "period_from.pattern":
        return document.get("period", "argument") != "argument"
    return True


def hidden_fields(document: Mapping[str, object], proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """Keys with values that the page does not show, so that they are sent along."""
    values = _flat(fields_of(Part.PROFILE, document))
    shown = {key for _name, _title, keys in SECTIONS for key in keys if _is_offered(key, document)}
    return tuple((key, values[key].text) for key in OFFERED if key not in shown and key in values and values[key].text)


def _flat(nodes: Sequence[Field | Group]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for node in nodes:
        if isinstance(node, Group):
            found |= _flat(node.children)
        else:
            found[node.name] = node
    return found


def _shown(
    key: str, values: Mapping[str, Field], period: str, proposal: Proposal, known: Known, wrong: Sequence[Wrong]
) -> Shown:
    guesses = _guesses(key, proposal)
    reasons = dict.fromkeys(reason_of(guess) for guess in guesses)
    level = min((sureness(guess) for guess in guesses), key=("open", "unsure", "sure").index, default="")
    errors = tuple(one.why for one in wrong if one.key == key or one.key.startswith(f"{key}["))
    if key == "stated":
        return Shown(key, str(_STATED), "line", period, 1, (), " ".join(reasons), level, errors, False)
    field = values[key]
    options = _options(key, field, proposal, known)
    form = "choice" if options else "lines" if field.form.value == "lines" else "line"
    if key == "period_kinds":
        form, options = "checks", _kinds(field.text.split("\n"))
    rows = min(6, max(2, field.text.count("\n") + 1)) if form == "lines" else 1
    return Shown(
        key,
        _label(key),
        form,
        field.text,
        rows,
        options,
        " ".join(reasons),
        level,
        errors,
        key in _LONG,
    )


_STATED = _("Period of this file")
_WHOLE = ("title.", "header.")


def _label(key: str) -> str:
    """The name of a key: with what it stands in only where it would say too little; rows are called as what they are."""
    if key.endswith(".rows") and not key.startswith("header."):
        return label_of(Part.PROFILE, key.removesuffix(".rows"))
    return full_label(Part.PROFILE, key) if key.startswith(_WHOLE) else label_of(Part.PROFILE, key)


def _guesses(key: str, proposal: Proposal) -> list[Guess]:
    names = {"title.de": "title", "stated": "stated_period", "header.rows": "", "area.level": "area.column"}
    name = names.get(key, key)
    return [guess for guess in proposal.guesses if name and guess.key == name]


def _options(key: str, field: Field, proposal: Proposal, known: Known) -> tuple[Option, ...]:
    """What a key can be: words of the format, or what the file and the portal have."""
    offered: list[tuple[str, str]] = []
    if key == "source":
        offered = [(code, said(spec.title)) for code, spec in sorted(known.sources.items())]
    elif key == "area.level":
        offered = [(level, level) for level in sorted(known.level_names)]
    elif key == "area.system":
        offered = [("", "–"), *((name, name) for name in sorted({level.system for level in known.levels}))]
    elif key in ("area.column", "long.measure", "long.value", "period_from.column"):
        offered = [(name, name) for name in _names(proposal, field.text)]
    elif field.form.value == "choice":
        offered = [(code, option_word(Part.PROFILE, key, code)) for code in field.options]
    if offered and not field.text and not any(code == "" for code, _word in offered):
        offered = [("", str(_CHOOSE)), *offered]
    chosen = field.text or _default(key)
    return tuple(Option(code, word, code == chosen) for code, word in offered)


def _kinds(chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(kind, str(PERIOD_KINDS.get(kind, kind)), kind in chosen) for kind in KINDS)


_CHOOSE = _("Please choose")
_DEFAULTS = {"decimal": ".", "thousands": "", "layout": "wide", "delimiter": "auto", "encoding": "auto"}


def _default(key: str) -> str:
    return _DEFAULTS.get(key, "")


def _names(proposal: Proposal, present: str) -> list[str]:
    """The columns of the file, the area's first."""
    area = proposal.document.get("area")
    first = str(area.get("column", "")) if isinstance(area, dict) else ""
    columns = [one.name for one in proposal.columns if not (one.use is Use.MEASURE and _is_word(one.name, proposal))]
    return list(dict.fromkeys(name for name in (first, present, *columns) if name))


def _is_word(name: str, proposal: Proposal) -> bool:
    """Whether a name is a word of the measure column of a long file and no column."""
    return proposal.document.get("layout") == "long" and name in dict(_pairs(proposal.document.get("columns")))


def _pairs(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


MEANINGS = vocabulary.SIGN_MEANINGS
