"""Worked examples in the city's own numbers: always the same choice, of what the reader sees, by the functions themselves."""

from django.utils.translation import gettext as _

from monitoring.departments.access import Right, reader_may
from monitoring.methods.examples.aims import on_the_way
from monitoring.methods.examples.areas import against_the_rest, among_classes, correlated, shared_out, summed_up
from monitoring.methods.examples.beside import among_neighbours
from monitoring.methods.examples.index import first_index
from monitoring.methods.examples.kinds import most_like, of_its_type
from monitoring.methods.examples.longer import drawn_together, lengthened
from monitoring.methods.examples.number import one_number
from monitoring.methods.examples.odd import out_of_the_usual
from monitoring.methods.examples.scene import Builder, Example, Scene
from monitoring.methods.examples.spread import uneven
from monitoring.methods.examples.warning import left_what_was_expected
from monitoring.methods.registry import Method

#: Method → what else shows it, beside the steps of one number.
MORE: dict[str, tuple[Builder, ...]] = {
    "rates": (summed_up,),
    "rest": (against_the_rest,),
    "longer": (lengthened, drawn_together),
    "classes": (among_classes,),
    "clusters": (among_neighbours,),
    "segregation": (uneven,),
    "index": (first_index,),
    "types": (of_its_type,),
    "similar": (most_like,),
    "unusual": (out_of_the_usual,),
    "watch": (left_what_was_expected,),
    "goals": (on_the_way,),
    "correlation": (correlated,),
    "allocation": (shared_out,),
}


def examples_of(method: Method, scene: Scene) -> list[Example]:
    """What shows the method to this reader; none where nothing that the reader may see can."""
    found = [one_number(scene, method.steps, method.kinds)] if method.steps else []
    found += [build(scene) for build in MORE.get(method.code, ())]
    return [example for example in found if example is not None]


def why_none(method: Method, scene: Scene) -> str:
    """Why there is no example for this reader, and what would bring one."""
    if scene.release is None:
        return _("Nothing has been released yet: with the first release that you may see an example stands here.")
    if method.code == "watch" and not reader_may(scene.reader, Right.SEE_SORTED_BY_NEED):
        return _("Early warning is for the administration alone, and so is an example of it.")
    return _(
        "There is no example in the city’s numbers: those that it takes are not there yet, are suppressed, or are not open "
        "to you. Examples in invented numbers stand below."
    )


__all__ = ["Example", "Scene", "examples_of", "why_none"]
