"""How unevenly a group lives over the areas of the city, for the first rate whose counts are shown."""

import numpy as np
from django.utils.translation import gettext as _

from indicators.calculation.segregation import segregation
from monitoring.methods.examples.scene import Example, Line, Scene
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_number
from monitoring.wording import period_label


def uneven(scene: Scene) -> Example | None:
    """Dissimilarity, isolation and Gini over all areas with published counts."""
    for values in scene.of_kind("rate"):
        if values["city"]["denominator"] is None or values["unit"] != "%":
            continue
        residual = values["residual"]["position"] if values["residual"] else -1
        counts = [
            [np.nan if v is None or at == residual else v for at, v in enumerate(values[name])]
            for name in ("numerator", "denominator")
        ]
        group, people = (np.array([column], float) for column in counts)
        found = segregation(group, people, np.array([values["city"]["denominator"]], float))
        if not np.isfinite(found.dissimilarity[0]):
            continue
        numbers = (
            ("D", found.dissimilarity),
            ("η²", found.eta),
            ("G", found.gini),
        )
        lines = (
            Line(
                _("Dissimilarity, isolation without what the group’s size brings, Gini"),
                (Formula("D = ½ · Σ |n_a ÷ N − m_a ÷ M|"),),
                tuple(Formula(f"{name} = {format_number(float(column[0]), 3)}") for name, column in numbers),
            ),
        )
        place = _("%(number)s areas") % {"number": format_number(float(found.areas[0]))}
        return Example(values["title"], place, period_label(values["period"]), lines)
    return None
