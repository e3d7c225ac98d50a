"""Worked examples in the city's own numbers: always the same choice, of what the reader sees, by the functions themselves."""

from monitoring.methods.examples.areas import against_the_rest, among_classes, correlated, shared_out, summed_up
from monitoring.methods.examples.index import first_index
from monitoring.methods.examples.longer import lengthened
from monitoring.methods.examples.number import one_number
from monitoring.methods.examples.scene import Builder, Example, Scene
from monitoring.methods.examples.spread import uneven
from monitoring.methods.registry import Method

#: Method → what else shows it, beside the steps of one number.
MORE: dict[str, tuple[Builder, ...]] = {
    "rates": (summed_up,),
    "rest": (against_the_rest,),
    "longer": (lengthened,),
    "classes": (among_classes,),
    "segregation": (uneven,),
    "index": (first_index,),
    "correlation": (correlated,),
    "allocation": (shared_out,),
}


def examples_of(method: Method, scene: Scene) -> list[Example]:
    """What shows the method to this reader; none where nothing that the reader may see can."""
    found = [one_number(scene, method.steps, method.kinds)] if method.steps else []
    found += [build(scene) for build in MORE.get(method.code, ())]
    return [example for example in found if example is not None]


__all__ = ["Example", "Scene", "examples_of"]
