"""What an indicator's sheet says beside its definition: the latest number, the distribution, uses, methods, an example."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndexSpec
from monitoring.api.doors import said
from monitoring.areasheets.sentences import Statement, level_sentences
from monitoring.catalogue.visible import visible_to
from monitoring.dashboards.using import dashboards_showing
from monitoring.dashboards.wording import title_of
from monitoring.departments.readers import reader_of
from monitoring.methods.examples.number import number_of
from monitoring.methods.examples.scene import Example, Scene
from monitoring.methods.registry import Method, method_of
from monitoring.pages.distribution import Distribution, distribution

_STEPS = ("value", "fluctuation", "difference", "share", "change")
_METHODS = {
    "rate": ("rates", "relative", "trend", "fluctuation", "rest", "classes"),
    "share": ("shares", "relative", "trend", "classes"),
    "change": ("shares", "relative", "trend", "classes"),
    "count": ("rates", "relative", "trend", "classes"),
}


def beside(request: HttpRequest, sheet: dict[str, Any], series: dict[str, Any] | None) -> dict[str, Any]:
    """The names that the sheet's templates use."""
    scene = Scene(request)
    return {
        "latest": _latest(sheet, series) if series else None,
        "distribution": _distribution(scene, sheet),
        "example": _example(scene, sheet),
        "methods": _methods(sheet["kind"]),
        **_uses(request, sheet["code"]),
    }


def _latest(sheet: dict[str, Any], series: dict[str, Any]) -> dict[str, str] | None:
    """The city's latest number in a sentence, and where it is explained."""
    known = [at for at, status in enumerate(series["status"]) if status == "ok"]
    if not known:
        return None
    at = known[-1]
    city = series["area"]
    statement = Statement(
        area=city["name"],
        title=sheet["title"],
        kind=sheet["kind"],
        unit=sheet["unit"],
        decimals=sheet["decimals"],
        period=series["periods"][at],
        status="ok",
        value=series["value"][at],
    )
    query = {"indicator": sheet["code"], "area": city["code"], "period": series["periods"][at]}
    query |= {"edition": series["editions"][at], "release": series["release"]["number"]}
    return {"sentence": " ".join(level_sentences(statement)), "how": f"{reverse('how')}?{urlencode(query)}"}


def _distribution(scene: Scene, sheet: dict[str, Any]) -> dict[str, Any] | None:
    values = scene.values(sheet["code"]) if sheet["latest"] else None
    if values is None:
        return None
    residual = values["residual"]["position"] if values["residual"] else -1
    shown = [value for at, value in enumerate(values["value"]) if value is not None and at != residual]
    picture: Distribution | None = distribution(shown, None if sheet["kind"] == "count" else values["city"]["value"])
    without = len(values["codes"]) - len(shown) - (residual >= 0)
    return {"picture": picture, "values": values, "without": without} if picture else None


def _example(scene: Scene, sheet: dict[str, Any]) -> Example | None:
    return number_of(scene, sheet["code"], _STEPS) if sheet["latest"] else None


def _methods(kind: str) -> list[Method]:
    found = (method_of(code) for code in _METHODS.get(kind, ()))
    return [method for method in found if method is not None]


def _uses(request: HttpRequest, code: str) -> dict[str, Any]:
    """The indices that combine it and the dashboards that show it, as far as the reader may see them."""
    reader = reader_of(request.user)
    specs = [one.spec for one in visible_to(reader).entries[Part.INDEX].values()]
    indices = [one for one in specs if isinstance(one, IndexSpec) and code in one.components]
    return {
        "indices": [{"code": one.code, "title": said(one.title)} for one in indices],
        "dashboards": [{"code": one.code, "title": title_of(one)} for one in dashboards_showing(code, reader)],
    }
