"""What the map of the benchmark shows: the real catalogue, deliveries of six half-years, released by the journey."""

import json
from pathlib import Path

import numpy as np

PERIODS = [f"{year}-H{half}" for year in range(2017, 2020) for half in (1, 2)]
PLANNER = "planung"
_PROFILE = "bench-map"
_BANDS = {
    "einwohner_0_5": 0.06,
    "einwohner_6_14": 0.08,
    "einwohner_15_17": 0.03,
    "einwohner_18_26": 0.10,
    "einwohner_27_44": 0.29,
    "einwohner_45_54": 0.14,
    "einwohner_55_64": 0.12,
    "einwohner_65_und_aelter": 0.18,
}
_ORIGINS = {
    "einwohner_auslaendisch": 0.2,
    "einwohner_deutsch_mit_migrationshintergrund": 0.15,
    "einwohner_deutsch_ohne_migrationshintergrund": 0.65,
}


def prepare(folder: Path) -> None:
    """Areas, catalogue, a profile, a planner; as the owner."""
    from django.core.management import call_command

    from tests.bench import city, drawn
    from tests.factories.people import make_person

    vertices = drawn.import_city(folder)
    call_command("load_catalogue", "--json", stdout=(folder / "catalogue.json").open("w"))
    chance = np.random.default_rng(0)
    delivered = sorted(_counts(_shares(1, chance), np.array([1_000]), chance))
    city.make_profile(_PROFILE, "einwohnerregister", "planungsraum", delivered)
    make_person(PLANNER, "planner")
    print(vertices)


def _shares(areas: int, chance: np.random.Generator) -> list[np.ndarray]:
    """Of ages and of origins, (areas, parts): they differ from area to area and stay, or the check would ask why."""
    return [chance.dirichlet(np.array(list(parts.values())) * 60, areas) for parts in (_BANDS, _ORIGINS)]


def _counts(shares: list[np.ndarray], size: np.ndarray, chance: np.random.Generator) -> dict[str, np.ndarray]:
    """Measure → one count an area; parts add up to their totals."""
    columns = {"einwohner": size}
    for parts, of_areas in zip((_BANDS, _ORIGINS), shares, strict=True):
        columns |= dict(zip(parts, chance.multinomial(size, of_areas).T, strict=True))
    german = [name for name in _ORIGINS if "deutsch" in name]
    columns["einwohner_deutsch"] = columns[german[0]] + columns[german[1]]
    columns["einwohner_mit_migrationshintergrund"] = columns["einwohner_auslaendisch"] + columns[german[0]]
    columns["einwohner_weiblich"] = chance.binomial(size, 0.51)
    columns["einwohner_unter_regelaltersgrenze"] = size - columns["einwohner_65_und_aelter"]
    return columns


def _file(codes: list[str], columns: dict[str, np.ndarray]) -> bytes:
    """The delivery as CSV."""
    lines = [",".join(["id", *(f"column_{measure}" for measure in columns)])]
    lines += [",".join(map(str, row)) for row in zip(codes, *columns.values(), strict=True)]
    return ("\n".join(lines) + "\n").encode()


def release(folder: Path) -> None:
    """Every half-year from the file to the release, a second person approving; as the office.

    Leaves the shapes and one array of values in ``folder``, for the baseline.
    """
    from areas.models import Area, LevelShapes
    from indicators.actions.decide import approve
    from indicators.actions.receive import receive
    from indicators.actions.steps import run
    from indicators.models import Delivery, ResultBlock
    from tests.bench import city

    chance = np.random.default_rng(17)
    finest = Area.objects.filter(edition__is_active=True, level__code="planungsraum")
    codes = list(finest.filter(is_residual=False).order_by("position").values_list("code", flat=True))
    size, shares = chance.integers(2_000, 14_000, len(codes)), _shares(len(codes), chance)
    for period in PERIODS:
        size = (size * chance.normal(1.005, 0.01, len(codes))).astype(int)
        delivery = receive(
            by=city.person("statistik"),
            content=_file(codes, _counts(shares, size, chance)),
            file_name=f"{period}.csv",
            profile=_PROFILE,
            period=period,
        ).pk
        run(delivery=delivery)
        approve(by=city.person("pruefung"), delivery=delivery, reason="Benchmark")
        run(delivery=delivery)
        state = Delivery.objects.values_list("state", flat=True).get(pk=delivery)
        if state != "active":
            raise SystemExit(f"{period}: {state}")
    shapes = LevelShapes.objects.get(edition__is_active=True, level__code="planungsraum")
    (folder / "shapes.topojson").write_bytes(bytes(shapes.topojson))
    block = ResultBlock.objects.filter(indicator__code="anteil-ab-65", level__code="planungsraum").latest("pk")
    (folder / "values.json").write_text(json.dumps(dict(zip(codes, block.value, strict=False))))
