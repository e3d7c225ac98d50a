"""From the released results to a sentence that may go out: never more than the asker could look up in the portal."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from areas.models import AreaLevel
from indicators.actions.enquiring import Cell, Said
from indicators.actions.errors import Refused
from indicators.models import Release
from indicators.queries import catalogue, releases
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.places import areas_at
from indicators.queries.selection import lines_of, select
from indicators.queries.values import Values, values
from indicators.states import ValueState
from monitoring.api.doors import audience_of, said, single, single_derived
from monitoring.api.views.values import POSITION_WORDS
from monitoring.areasheets.sentences import Statement, level_sentences, reference_phrase, trend_sentences
from monitoring.departments.access import Right, reader_may
from monitoring.departments.models import Role
from monitoring.departments.readers import ANONYMOUS, Reader
from monitoring.numbers import state_word
from monitoring.wording import period_label

#: Who asks → whoever at the portal sees the same.
READERS: dict[str, Reader] = {
    "council": Reader(roles=frozenset({Role.COUNCIL_MEMBER})),
    "press": ANONYMOUS,
    "public": ANONYMOUS,
    "administration": Reader(roles=frozenset({Role.VIEWER})),
}


@dataclass(frozen=True)
class Question:
    """Which value is meant."""

    release: str
    indicator: str
    level: str
    period: str
    area: str


@dataclass(frozen=True)
class Found:
    """A value that may go out: where it stands, and its words."""

    cell: Cell
    said: Said


def offered_releases(asker: str) -> list[Release]:
    """Releases that the asker could look at, the newest first."""
    return [
        release
        for release in releases.releases()
        if release.withdrawn_at is None and reader_may(READERS[asker], Right.SEE_RELEASE, release)
    ]


def offered_indicators(asker: str) -> list[tuple[str, str]]:
    """(code, title) of the indicators that the asker could look at, by title."""
    open_to = (e for e in catalogue.indicators() if reader_may(READERS[asker], Right.SEE_INDICATOR, e.spec))
    return sorted(((entry.code, said(entry.spec.title)) for entry in open_to), key=lambda pair: pair[1].casefold())


@dataclass(frozen=True)
class Places:
    """What a release has of an indicator: (code, label) of levels, periods and areas; both of these of ``level``."""

    level: str
    levels: list[tuple[str, str]]
    periods: list[tuple[str, str]]
    areas: list[tuple[str, str]]


def offered_places(asker: str, release: str, indicator: str, level: str) -> Places:
    """Levels, periods and areas of an indicator in a release; raises ``Refused`` as ``value_for``."""
    found, entry = _open_to(asker, release, indicator)
    try:
        lines = lines_of(found.pk, entry)
        line = select(found.pk, entry, level=level or None).line
    except Unanswerable:
        raise Refused("value_unknown") from None
    areas = areas_at(line).level(line.level)
    names = _level_names(line.edition_id)
    ranked = {one.level: one.level_rank for one in lines if one.edition == line.edition}
    named = sorted(zip(areas.codes, areas.names, strict=True), key=lambda pair: pair[1].casefold())
    return Places(
        level=line.level,
        levels=[(code, names.get(code, code)) for code in sorted(ranked, key=lambda code: ranked[code])],
        periods=[
            (code, period_label(code))
            for code in dict.fromkeys(one.period.code for one in reversed(lines) if one.level == line.level)
        ],
        areas=[(code, f"{name} ({code})") for code, name in named if code != areas.residual_code],
    )


def _level_names(edition: int) -> dict[str, str]:
    """Level → its name in the active language."""
    column = "name_en" if (get_language() or "de").startswith("en") else "name_de"
    return dict(AreaLevel.objects.filter(system__editions=edition).values_list("code", column))


def value_for(asker: str, asked: Question) -> Found:
    """The value in words, as published in that release.

    Raises:
        Refused: ``value_not_for_asker``, ``value_unknown``, ``value_not_published``.
    """
    release, entry = _open_to(asker, asked.release, asked.indicator)
    audience = audience_of(READERS[asker])
    try:
        found = values(release, entry, audience, level=asked.level, period=asked.period)
        line = select(release.pk, entry, level=asked.level, period=asked.period).line
    except Unanswerable:
        raise Refused("value_unknown") from None
    if asked.area not in found.places.codes:
        raise Refused("value_unknown")
    position = found.places.codes.index(asked.area)
    state = ValueState(int(found.block.status[position]))
    if state is not ValueState.OK:
        raise Refused("value_not_published", state=state_word(state.word))
    known = _statement(found, position)
    assert known.value is not None
    return Found(
        Cell(line.entry, position),
        Said(
            indicator=entry.code,
            title=known.title,
            area=asked.area,
            area_name=known.area,
            edition=line.edition,
            level=line.level,
            period=line.period.code,
            value=known.value,
            reference_value=known.reference_value,
            unit=entry.spec.unit,
            decimals=entry.spec.decimals,
            sentence=" ".join([*level_sentences(known), *trend_sentences(known)]),
            source=_source(release, entry),
        ),
    )


def _open_to(asker: str, number: str, indicator: str) -> tuple[Release, Entry]:
    """Release and indicator, where the asker could look at both."""
    release, entry = releases.release_by_number(number), catalogue.indicator(indicator)
    if release is None or release.withdrawn_at is not None or entry is None:
        raise Refused("value_unknown")
    reader = READERS[asker]
    if not reader_may(reader, Right.SEE_RELEASE, release) or not reader_may(reader, Right.SEE_INDICATOR, entry.spec):
        raise Refused("value_not_for_asker", asker=asker)
    return release, entry


def _statement(found: Values, position: int) -> Statement:
    spec, against = found.entry.spec, found.against
    at = int(found.reference.positions[position])
    level = found.areas.level(found.reference.level)
    is_city = level.codes[at] == found.areas.total_code
    is_itself = is_city and found.places.codes[position] == found.areas.total_code
    return Statement(
        area=found.places.names[position],
        title=said(spec.title),
        kind=spec.kind,
        unit=spec.unit,
        decimals=spec.decimals,
        period=found.block.period.code,
        status="ok",
        value=single(found.block.value, position),
        reference=reference_phrase(level.names[at], whole=is_city),
        reference_value=None if is_itself else single(found.reference_block.value, at),
        difference=None if is_itself else single_derived(against.difference, position),
        position=POSITION_WORDS[int(against.position[position])],
        earlier=found.earlier.code if found.earlier else None,
        change=single_derived(against.change, position),
        reference_change=None if is_itself else single_derived(against.reference_change, position),
    )


def _source(release: Release, entry: Entry) -> str:
    """Publishers, release and its day."""
    publishers = list(dict.fromkeys(part.source.publisher for part in catalogue.components(entry.spec)))
    return _("Source: %(publishers)s; Sozialraum-Monitor, release %(number)s of %(day)s") % {
        "publishers": ", ".join(publishers),
        "number": release.number,
        "day": date_format(localtime(release.activated_at), "SHORT_DATE_FORMAT"),
    }
