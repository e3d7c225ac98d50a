"""What a rule can be made of: pairs, indicators and levels of a release, as far as the reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from indicators.calculation.groups_of_classes import group_labels
from indicators.models import Release
from indicators.queries.groups import pairs_of
from indicators.queries.index_lines import index_lines
from indicators.queries.releases import manifest
from monitoring.api.doors import audience_of, entries_for, indices_for, said
from monitoring.areasheets.places import level_names
from monitoring.departments.readers import Reader
from monitoring.planning.attention.applying import Sight
from monitoring.planning.attention.rule import Rule, berlin


@dataclass(frozen=True)
class Options:
    """(code, words) for the choices; ``labels``: the groups of each pair by its dynamics index."""

    pairs: list[tuple[str, str]]
    labels: Mapping[str, tuple[str, ...]]
    indicators: list[tuple[str, str]]
    levels: list[tuple[str, str]]


def sight_of(reader: Reader, release: Release) -> Sight:
    """What the reader may see of a release."""
    entries = {entry.code: entry for entry in entries_for(reader)}
    return Sight(release, entries, {entry.code: entry for entry in indices_for(reader)}, audience_of(reader))


def options_of(request: HttpRequest, sight: Sight) -> Options:
    """The choices of the form."""
    pairs = [pair for pair in pairs_of(sight.indices.values()) if index_lines(sight.release.pk, pair[1].code)]
    released = manifest(sight.release.pk)
    finest_first = reversed(list(level_names(request).items())[1:])
    language = (get_language() or "de")[:2]
    return Options(
        [(dynamics.code, f"{said(status.spec.title)} × {said(dynamics.spec.title)}") for status, dynamics in pairs],
        {
            dynamics.code: group_labels(len(status.spec.classes), len(dynamics.spec.classes))
            for status, dynamics in pairs
        },
        sorted(
            ((code, said(entry.spec.title)) for code, entry in sight.entries.items() if code in released),
            key=lambda one: one[1],
        ),
        [(code, name.get(language) or name["de"]) for code, name in finest_first],
    )


def preset(sight: Sight) -> Rule | None:
    """Berlin's rule on the first pair that has values; nothing where there is no pair of at least two status classes."""
    for status, dynamics in pairs_of(sight.indices.values()):
        lines = index_lines(sight.release.pk, dynamics.code)
        if lines and len(status.spec.classes) > 1:
            labels = group_labels(len(status.spec.classes), len(dynamics.spec.classes))
            finest = max(lines, key=lambda line: (line.period, line.is_common, line.level_rank))
            return Rule(finest.level, dynamics.code, berlin(len(status.spec.classes), labels))
    return None
