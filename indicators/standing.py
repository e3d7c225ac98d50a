"""What stands of the catalogue: whether an entry may become another, what of it counts or is released, what was edited.

For actions, which decide by it, and for the office's door, which tells it beforehand.
"""

from collections.abc import Iterable

from indicators.catalogue.problems import CatalogueProblem
from indicators.catalogue.reading import collected, merged
from indicators.catalogue.references import parts_of, reference_problems
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import Catalogue, IndicatorSpec, MeasureSpec
from indicators.catalogue.standing import kept_of_indicator, kept_of_measure, problems_of_keys
from indicators.models import CatalogueVersion, InForce, Period, ResultBlock
from indicators.models.catalogue import MODELS
from indicators.periods import Period as PeriodValue


def stored_catalogue() -> Catalogue:
    """Every entry as it is in force; one query per kind."""
    return collected(entry.read() for model in MODELS.values() for entry in model._default_manager.all())


def spec_in(catalogue: Catalogue, part: Part, code: str) -> Spec | None:
    """One entry of a catalogue; nothing where it has none of that code."""
    return parts_of(catalogue)[part].get(code)


def problems(catalogue: Catalogue, part: Part, after: Spec) -> tuple[CatalogueProblem, ...]:
    """Why ``after`` may not take its place in ``catalogue``, which holds what is in force; none where it may.

    Of other entries only what the change itself would break counts.
    """
    before = spec_in(catalogue, part, after.code)
    found = sorted(_of_references(merged(catalogue, collected([after]))) - _of_references(catalogue))
    if isinstance(before, MeasureSpec) and isinstance(after, MeasureSpec):
        kept = kept_of_measure(before, after)
        if kept and InForce.objects.filter(measure__code=before.code).exists():
            found += problems_of_keys(part, before, kept, "in_use")
    if isinstance(before, IndicatorSpec) and isinstance(after, IndicatorSpec):
        kept = kept_of_indicator(before, after, released_periods([before.code]))
        found += problems_of_keys(part, before, kept, "released")
    return tuple(sorted(found))


def _of_references(catalogue: Catalogue) -> set[CatalogueProblem]:
    """What entries of a whole catalogue say about each other that does not hold."""
    files = {
        part: {code: f"{part.folder}/{code}.toml" for code in specs} for part, specs in parts_of(catalogue).items()
    }
    return set(reference_problems(catalogue, files, {}))


def released_periods(indicators: Iterable[str]) -> tuple[PeriodValue, ...]:
    """Periods of which a value of one of the indicators was ever released, in the order of time."""
    blocks = ResultBlock.objects.filter(indicator__code__in=list(indicators), entries__isnull=False)
    return tuple(row.span for row in Period.objects.filter(pk__in=blocks.values("period")))


def edited_entries() -> set[tuple[Part, str, str]]:
    """(kind, code, hash) of the entries whose latest version was applied from an approved proposal."""
    latest = CatalogueVersion.objects.order_by("part", "code", "-pk").distinct("part", "code")
    rows = latest.values_list("part", "code", "sha256", "proposal")
    return {(Part(part), code, sha256) for part, code, sha256, proposal in rows if proposal is not None}
