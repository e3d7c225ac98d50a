"""A raster of 20,000 areas whose measures come in sets of any size, and deliveries of such a set."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.models import Delivery

AREAS = 20_000
SIZES = {"stadt": 1, "bezirk": 10, "region": 500, "raster": AREAS}
PERIOD = "2020-Q1"


def codes(name: str, number: int) -> list[str]:
    """The measures of a set: the first half numerators, the second their denominators."""
    return [f"{name}_{position:03}" for position in range(number)]


def prepare(sets: dict[str, int]) -> None:
    """The city where there is none, and for each set (name → number of measures) measures, a profile, one rate a pair."""
    from areas.models import AreaSystem
    from tests.bench import city

    if not AreaSystem.objects.exists():
        city.make_city("deliveries", SIZES)
    for name, number in sets.items():
        measures = codes(name, number)
        city.make_measures("deliveries", measures)
        city.make_profile(name, "deliveries", "raster", measures)
        half = number // 2
        city.make_rates(list(zip(measures[:half], measures[half : 2 * half], strict=True)))


def file(name: str, number: int) -> bytes:
    """One row an area, one column a measure; the same in every round."""
    import numpy as np

    chance = np.random.default_rng(number)
    half = number // 2
    counts = chance.integers(0, 200, (AREAS, number))
    counts[:, half:] += 1000
    lines = [",".join(("id", *(f"column_{code}" for code in codes(name, number))))]
    lines += [f"{area:08}," + ",".join(map(str, row)) for area, row in enumerate(counts.tolist(), 1)]
    return ("\n".join(lines) + "\n").encode()


def candidate(name: str, content: bytes) -> "Delivery":
    """From the upload to the candidate."""
    from indicators.actions.receive import receive
    from indicators.actions.steps import run
    from indicators.journey import State
    from indicators.models import Delivery
    from tests.bench import city

    delivery = receive(
        by=city.person("statistik"), content=content, file_name=f"{name}.csv", profile=name, period=PERIOD
    )
    state = run(delivery=delivery.pk)
    if state is not State.CANDIDATE:
        raise SystemExit(f"{name}: {state}")
    return Delivery.objects.get(pk=delivery.pk)


def activate(delivery: int) -> None:
    """The second person's decision, and the step that makes it live."""
    from indicators.actions.decide import approve
    from indicators.actions.steps import run
    from indicators.journey import State
    from tests.bench import city

    approve(by=city.person("pruefung"), delivery=delivery, reason="Vergleich")
    state = run(delivery=delivery)
    if state is not State.ACTIVE:
        raise SystemExit(f"{delivery}: {state}")


def reset() -> None:
    """Back to before the first delivery."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE sealed.delivery, sealed.observation, sealed.calculation, result_block, release CASCADE"
        )
        cursor.execute("VACUUM ANALYZE")
