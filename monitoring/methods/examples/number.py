"""One number of the city, step by step: the same steps that the number's own page shows."""

from collections.abc import Sequence

from monitoring.api.views.provenance import ProvenanceView
from monitoring.methods.examples.scene import Document, Example, Line, Scene, how_address
from monitoring.pages.asking import ask
from monitoring.wording import period_label


def one_number(scene: Scene, steps: Sequence[str], kinds: Sequence[str], variant: str = "") -> Example | None:
    """The first number that has one of these steps with numbers; else the first that has one at all."""
    fallback = None
    for plain in (values for kind in kinds for values in scene.of_kind(kind)):
        values = scene.values(plain["indicator"], variant=variant) if variant else plain
        for at in scene.areas(values) if values is not None else []:
            example, complete = _example(scene, values, at, steps, variant)
            if complete:
                return example
            fallback = fallback or example
    return fallback


def number_of(scene: Scene, indicator: str, steps: Sequence[str]) -> Example | None:
    """The number of the first area of one indicator; nothing where none has a value."""
    values = scene.values(indicator)
    areas = scene.areas(values) if values is not None else []
    return _example(scene, values, areas[0], steps)[0] if values is not None and areas else None


def _example(
    scene: Scene, values: Document, at: int, steps: Sequence[str], variant: str = ""
) -> tuple[Example | None, bool]:
    asked = {name: values[name] for name in ("indicator", "period", "edition")} | {"area": values["codes"][at]}
    more = {"variant": variant} if variant else {}
    answer = ask(scene.request, ProvenanceView, asked | more)
    chosen = [step for step in answer.data["steps"] if step["code"] in steps] if answer.ok else []
    if not chosen:
        return None, False
    lines = tuple(Line(step["title"], tuple(step["rule"]), tuple(step["numbers"])) for step in chosen)
    example = Example(
        about=values["title"],
        place=values["names"][at],
        period=period_label(values["period"]),
        lines=lines,
        link=how_address(values, at, **more),
    )
    return example, all(line.numbers for line in lines)
