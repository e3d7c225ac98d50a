"""From observations to stored blocks, against numpy for the same formulas and binary COPY of the same numbers as rows.

1,000 areas and three levels above × 50 indicators × 20 quarters, coverage, primary protection, range of fluctuation and
hashes included. Bound: at most 2.5 × the baseline.
"""

import json
import sys

from tests.bench.measuring import compare, process, timed

SIZES = {"stadt": 1, "bezirk": 10, "region": 100, "planungsraum": 1000}
QUARTERS = [f"{year}-Q{quarter}" for year in range(2015, 2020) for quarter in range(1, 5)]
NUMERATORS = [f"cases_{number:02}" for number in range(50)]
DENOMINATORS = [f"residents_{number:02}" for number in range(10)]
PAIRS = [(numerator, DENOMINATORS[number % 10]) for number, numerator in enumerate(NUMERATORS)]


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


def run() -> bool:
    """Both sides, a few rounds."""
    process("tests.bench.calculate", "prepare", face="owner")
    return compare(
        "tests.bench.calculate",
        "tests.bench.baselines.numpy_and_copy",
        bound=2.5,
        between=lambda: process("tests.bench.calculate", "reset", face="owner"),
    )


def reset() -> None:
    """Back to before the candidate."""
    from django.db import connection

    from indicators.models import Delivery

    Delivery.objects.filter(state="candidate").update(state="staged", calculation=None)
    with connection.cursor() as cursor:
        for table in ("sealed.calculation_entry", "sealed.suppression", "sealed.calculation", "result_block"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("VACUUM ANALYZE result_block")


def main() -> None:
    """One run of the portal's side: the step that makes a candidate of the first quarter, undone before the next run."""
    import django

    django.setup()
    if sys.argv[1:]:
        {"prepare": prepare, "reset": reset}[sys.argv[1]]()
        return
    from indicators.actions.steps import take_step
    from indicators.models import Delivery, ResultBlock

    delivery = Delivery.objects.get(profile__code="calculate", period__code=QUARTERS[0])
    measured = timed(lambda: take_step(delivery=delivery.pk))
    levels, indicators = len(SIZES), len(PAIRS)
    number = ResultBlock.objects.filter(edition__code="calculate-2000").count()
    if number != levels * indicators * len(QUARTERS):
        raise SystemExit(f"{number} blocks")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
