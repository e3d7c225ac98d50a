"""The indicators that somebody may combine, with where they have values: what the search field of the page offers."""

from typing import Any

from indicators.models import Release
from indicators.queries.notes import all_noted
from indicators.queries.releases import manifest_of
from monitoring.api.doors import entries_for, said
from monitoring.departments.readers import Reader


def choices(reader: Reader, release: Release | None) -> list[dict[str, Any]]:
    """Every indicator that the reader may see, by title; those without released values say so by having no periods."""
    if release is None:
        return []
    found = [
        {
            "code": entry.code,
            "title": said(entry.spec.title),
            "kind": entry.spec.kind.value,
            "polarity": entry.spec.polarity.value,
            "unit": entry.spec.unit,
            "decimals": entry.spec.decimals,
            "domain": entry.spec.domain,
            "breaks": [one.period for one in entry.spec.breaks],
            **_where(release, entry.code),
        }
        for entry in all_noted(entries_for(reader), release.pk)
    ]
    return sorted(found, key=lambda one: str(one["title"]).casefold())


def _where(release: Release, code: str) -> dict[str, Any]:
    """First and last period below the whole city, and the finest level; nothing where nothing was released."""
    lines = [line for line in manifest_of(release.pk, code) if line.level_rank > 0]
    if not lines:
        return {"first": "", "last": "", "periods": 0, "level": ""}
    periods = sorted({line.period for line in lines})
    return {
        "first": periods[0].code,
        "last": periods[-1].code,
        "periods": len(periods),
        "level": max(lines, key=lambda line: line.level_rank).level,
    }
