"""What a profile expects of a file, in words: the page's description of its columns, signs, area codes and periods."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.catalogue.specs import ProfileSpec, Text
from indicators.models import ImportProfile
from indicators.office import deliveries as office
from monitoring.deliveries.shape_words import form_text, shape_sentences
from monitoring.numbers import state_word

#: Example of each kind of period, as it is written.
EXAMPLES = {
    "day": "2020-12-31",
    "month": "2020-12",
    "quarter": "2020-Q4",
    "half-year": "2020-H2",
    "year": "2020",
    "school-year": "2019/20",
    "pooled": "2018..2020",
}


@dataclass(frozen=True)
class Column:
    name: str
    meaning: str
    is_optional: bool


@dataclass(frozen=True)
class Sign:
    text: str
    meaning: str
    is_blank: bool


@dataclass(frozen=True)
class Description:
    """A profile in the active language."""

    code: str
    title: str
    source: str
    level: str
    area_column: str
    area_width: int
    form: str
    shape: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[Column, ...]
    signs: tuple[Sign, ...]
    has_later_definitions: bool


def said(text: Text) -> str:
    """The text in the active language."""
    return text.de if (get_language() or "de").startswith("de") else text.en


def profile_titles(sources: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Code and title of every profile by which the sources are delivered; one query."""
    found: dict[str, list[tuple[str, str]]] = {source: [] for source in sources}
    for profile in office.profiles():
        if profile.source.code in found:
            found[profile.source.code].append((profile.code, said(profile.spec.title)))
    return found


def describe(profile: ImportProfile) -> Description:
    """The description of a profile; one query for the measures of its columns."""
    spec = profile.spec
    measures = office.measures([measure for _column, measure in spec.columns])
    return Description(
        code=profile.code,
        title=said(spec.title),
        source=said(profile.source.spec.title),
        level=spec.area.level,
        area_column=spec.area.column,
        area_width=spec.area.width,
        form=form_text(spec),
        shape=shape_sentences(spec),
        periods=tuple(EXAMPLES[kind] for kind in spec.period_kinds if kind in EXAMPLES),
        columns=tuple(
            Column(
                column,
                said(measures[measure].spec.title) if measure in measures else measure,
                column in spec.optional_columns,
            )
            for column, measure in spec.columns
        ),
        signs=_signs(spec),
        has_later_definitions=bool(spec.columns_from),
    )


def _signs(spec: ProfileSpec) -> tuple[Sign, ...]:
    return tuple(
        Sign(
            sign or _("blank cell"),
            _("exactly zero") if meaning == "zero" else state_word(meaning) or meaning,
            not sign,
        )
        for sign, meaning in spec.signs
    )
