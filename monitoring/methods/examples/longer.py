"""One number over a longer span: the mean counts of its periods, and the rate of these."""

from django.utils.translation import gettext as _

from indicators.calculation.variants import Variant
from monitoring.api.views.catalogue import IndicatorView
from monitoring.methods.examples.scene import Example, Line, Scene
from monitoring.methods.figures import exact, told
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_value
from monitoring.pages.asking import ask
from monitoring.wording import period_label


def lengthened(scene: Scene) -> Example | None:
    """The first area of the first rate whose mean counts over four quarters, or over three years, are shown."""
    for plain in scene.of_kind("rate"):
        for variant in (Variant.ROLLING4, Variant.POOLED3):
            values = scene.values(plain["indicator"], variant=variant.value)
            for at in scene.areas(values) if values else []:
                n, d = values["numerator"][at], values["denominator"][at]
                if n is None or d is None:
                    continue
                scale = exact(ask(scene.request, IndicatorView, code=values["indicator"]).data["scale"])
                shown = format_value(values["value"][at], values["unit"], values["decimals"])
                put_in = told(
                    f"{scale} · {exact(n, 2)} ÷ {exact(d, 2)}", values["value"][at], shown, values["decimals"]
                )
                title = _("Mean of four quarters") if variant is Variant.ROLLING4 else _("Three years together")
                line = Line(title, (Formula(f"{scale} · (Σ n ÷ k) ÷ (Σ d ÷ k)"),), (Formula(put_in),))
                said = _("In the last period alone: %(value)s") % {
                    "value": _alone(plain["value"][at], plain["unit"], plain["decimals"])
                }
                return Example(values["title"], values["names"][at], period_label(values["period"]), (line,), said=said)
    return None


def _alone(value: float | None, unit: str, decimals: int) -> str:
    return "–" if value is None else format_value(value, unit, decimals)
