"""What can be found by whom. Each source gives the things that this reader may see; a source is one query.

A room that has pages to be found adds its source to ``SOURCES``: a function of the reader and the folded words.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from areas.search import Candidate, search_areas
from indicators.queries.catalogue import Entry
from monitoring.api.doors import entries_for, said
from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.queries import dashboards_for
from monitoring.dashboards.wording import title_of
from monitoring.departments.readers import Reader
from monitoring.search.matching import Texts
from monitoring.search.results import Kind, Thing
from monitoring.wording import domain_text, period_label

Source = Callable[[Reader, Sequence[str]], Iterable[Thing]]

#: What is taken off the score: the agreed common layer as it is now comes first.
_OTHER_SYSTEM, _EARLIER_EDITION = 0.08, 0.2


def areas(reader: Reader, words: Sequence[str]) -> list[Thing]:
    """Areas of every edition in force; of what stands in several editions under one code and name only the newest."""
    newest: dict[tuple[str, ...], Candidate] = {}
    for one in sorted(search_areas(words), key=lambda one: one.valid_from):
        newest[one.system, one.level, one.code, one.name] = one
    return [_area(one) for one in newest.values()]


def _area(one: Candidate) -> Thing:
    english = (get_language() or "de").startswith("en")
    handicap = 0.0 if one.is_common else _OTHER_SYSTEM
    parts = [one.level_en if english else one.level_de, *one.above, one.code]
    if one.valid_until and one.valid_until < timezone.localdate():
        handicap += _EARLIER_EDITION
        parts.append(_("until %(day)s") % {"day": period_label(one.valid_until.isoformat())})
    return Thing(
        kind=Kind.AREA,
        code=one.code,
        title=one.name,
        detail=" · ".join(parts),
        url=reverse("area-sheet", args=[one.edition, one.code]),
        texts=Texts(one.name, (one.code,), one.above),
        edition=one.edition,
        level=one.level,
        handicap=handicap,
        rank=one.level_rank,
    )


def indicators(reader: Reader, words: Sequence[str]) -> list[Thing]:
    """The catalogue as far as the reader may see it: titles and names over time in both languages, code, life domain."""
    return [_indicator(entry) for entry in entries_for(reader)]


def _indicator(entry: Entry) -> Thing:
    spec = entry.spec
    labels = [text for label in spec.labels for text in (label.text.de, label.text.en)]
    statement = spec.sheet.key_statement
    return Thing(
        kind=Kind.INDICATOR,
        code=spec.code,
        title=said(spec.title),
        detail=domain_text(spec.domain),
        url=reverse("indicator-sheet", args=[spec.code]),
        texts=Texts(
            said(spec.title),
            (spec.title.de, spec.title.en, spec.code, *labels),
            (spec.domain, *_in_both_languages(spec.domain)),
            (statement.de, statement.en),
        ),
    )


@cache
def _in_both_languages(domain: str) -> tuple[str, ...]:
    """The words of a life domain; they change with the program only."""
    found = []
    for language in ("de", "en"):
        with override(language):
            found.append(domain_text(domain))
    return tuple(found)


def dashboards(reader: Reader, words: Sequence[str]) -> list[Thing]:
    """Dashboards that the reader may look at: defaults, own ones, shared ones; titles in both languages."""
    return [_dashboard(one) for one in dashboards_for(reader, titles=True)]


def _dashboard(one: Dashboard) -> Thing:
    owner = one.owner.get_full_name() or one.owner.get_username() if one.owner else ""
    return Thing(
        kind=Kind.DASHBOARD,
        code=one.code,
        title=title_of(one),
        detail=owner or _("comes with the portal"),
        url=reverse("dashboard", args=[one.code]),
        texts=Texts(title_of(one), (one.title_de, one.title_en), (owner,)),
    )


SOURCES: list[Source] = [areas, indicators, dashboards]
