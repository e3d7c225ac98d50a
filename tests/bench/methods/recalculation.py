"""From observations to stored blocks, against numpy for the same formulas and binary COPY of the same numbers as rows.

1,000 areas and three levels above × 50 indicators × 40 quarters, coverage, primary protection, range of fluctuation, two
indices with their classes and hashes included; then relative values of every quarter and the trend of the last, which
are derived from stored blocks and never stored. Bound: at most 2.5 × the baseline.
"""

import json
import sys
from importlib import import_module

from tests.bench.measuring import compare, process, timed

SIZES = {"stadt": 1, "bezirk": 10, "region": 100, "planungsraum": 1000}
QUARTERS = [f"{year}-Q{quarter}" for year in range(2010, 2020) for quarter in range(1, 5)]
NUMERATORS = [f"cases_{number:02}" for number in range(50)]
DENOMINATORS = [f"residents_{number:02}" for number in range(10)]
PAIRS = [(numerator, DENOMINATORS[number % 10]) for number, numerator in enumerate(NUMERATORS)]
COMPONENTS = ("rate-cases-00", "rate-cases-01", "rate-cases-02")


def prepare() -> None:
    """The city, and one staged delivery a quarter; all but the first count already."""
    import numpy as np

    from areas.models import Area, AreaEdition
    from indicators import bulk
    from indicators.actions.receive import receive
    from indicators.actions.stage import COLUMNS
    from indicators.models import Delivery, InForce, Measure
    from tests.bench import city

    city.make_city("calculate", SIZES)
    city.make_measures("calculate", NUMERATORS + DENOMINATORS)
    city.make_profile("calculate", "calculate", "planungsraum", NUMERATORS + DENOMINATORS)
    city.make_rates(PAIRS)
    city.make_index("status", COMPONENTS)
    city.make_index("dynamics", COMPONENTS, change_years=2)
    edition = AreaEdition.objects.get(code="calculate-2000")
    areas = Area.objects.filter(edition=edition, level__code="planungsraum").order_by("pk").values_list("pk", flat=True)
    ids = np.array(areas, np.int64)
    measures = list(Measure.objects.filter(source__code="calculate").order_by("pk"))
    chance = np.random.default_rng(11)
    for quarter in QUARTERS:
        delivery = receive(
            by=city.person("supplier"), content=quarter.encode(), file_name=quarter, profile="calculate", period=quarter
        )
        pieces = []
        for measure in measures:
            size = (200, 3000) if measure.code in DENOMINATORS else (0, 200)
            columns = {
                "delivery": (">i8", delivery.pk),
                "measure": (">i8", measure.pk),
                "period": (">i8", delivery.period_id),
                "area": (">i8", ids),
                "state": (">i2", 0),
                "value": (">f8", chance.integers(*size, len(ids))),
            }
            pieces.append(bulk.rows(columns, len(ids)).tobytes())
        bulk.copy_in("sealed.observation", COLUMNS, pieces)
        Delivery.objects.filter(pk=delivery.pk).update(state="staged", edition=edition)
        if quarter != QUARTERS[0]:
            InForce.objects.bulk_create(
                InForce(measure=measure, period=delivery.period, edition=edition, delivery=delivery)
                for measure in measures
            )


def prepared() -> None:
    """The city and its deliveries in the database of this call."""
    process("tests.bench.methods.recalculation", "prepare", face="owner")


def undone() -> None:
    """Everything back to before the candidate."""
    process("tests.bench.methods.recalculation", "reset", face="owner")


def run() -> bool:
    """Both sides, a few rounds."""
    print("  recalculation", flush=True)
    return compare(
        "tests.bench.methods.recalculation", "tests.bench.baselines.numpy_and_copy", bound=2.5, between=undone
    )


def reset() -> None:
    """Back to before the candidate, in the process's own database."""
    from django.db import connection

    from indicators.models import Delivery

    Delivery.objects.filter(state="candidate").update(state="staged", calculation=None)
    with connection.cursor() as cursor:
        for table in (
            "sealed.calculation_index_entry", "sealed.calculation_entry", "sealed.calculation_part",
            "sealed.suppression", "sealed.calculation", "index_block", "result_block",
        ):  # fmt: skip
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("VACUUM ANALYZE result_block")


def main() -> None:
    """One run of the portal's side: the step that makes a candidate of the first quarter, undone before the next run."""
    import django

    django.setup()
    if sys.argv[1:]:
        {"prepare": prepare, "reset": reset}[sys.argv[1]]()
        return
    for module in ("actions.steps", "calculation.relative", "calculation.trend"):  # as a worker that waits has them
        import_module(f"indicators.{module}")
    print(json.dumps(timed(recalculate)))


def recalculate() -> None:
    """The step, and what readers are told beyond the stored values.

    Raises:
        SystemExit: fewer blocks than there must be.
    """
    from indicators.actions.steps import take_step
    from indicators.models import Delivery, IndexBlock, ResultBlock

    take_step(delivery=Delivery.objects.get(profile__code="calculate", period__code=QUARTERS[0]).pk)
    derive()
    number, indices = ResultBlock.objects.count(), IndexBlock.objects.count()
    levels = len(SIZES)
    if number != levels * len(PAIRS) * len(QUARTERS) or indices != (levels - 1) * (2 * len(QUARTERS) - 8):
        raise SystemExit(f"{number} blocks, {indices} of indices")


def derive() -> None:
    """Relative values of every block against the city, and the trend of every area in the last quarter."""
    import numpy as np

    from indicators.calculation.relative import Figures, figures, relate
    from indicators.calculation.trend import judge, told
    from indicators.models import Indicator, ResultBlock
    from indicators.periods import parse_period
    from indicators.stored_arrays import stored_arrays

    periods = [parse_period(code) for code in QUARTERS]
    columns = ("status", "value", "numerator", "denominator", "low", "high")
    for indicator in Indicator.objects.all():
        rows = ResultBlock.objects.filter(indicator=indicator).order_by("level__rank", "period__ends")
        numbers = list(rows.values_list("pk", flat=True))
        read = stored_arrays("result_block", numbers, columns)
        stacked = []
        for at in range(0, len(numbers), len(QUARTERS)):
            level = [read[number] for number in numbers[at : at + len(QUARTERS)]]
            stacked.append(figures(*(np.stack(column) for column in zip(*level, strict=True))))
        city = stacked[0]
        for own in stacked:
            before, city_before = (
                Figures(*(np.roll(part, 4, axis=0) for part in vars(one).values())) for one in (own, city)
            )
            spec = indicator.spec
            relate(own, city, kind=spec.kind, scale=100, earlier=before, earlier_reference=city_before)
            judged = judge(periods, own.value, city.value, spec, own.denominator[-1])
            if judged is None:
                raise SystemExit("no trend")
            told(judged)


if __name__ == "__main__":
    main()
