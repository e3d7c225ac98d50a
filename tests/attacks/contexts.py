"""Where a node of a document stands: what it and those above it say about indicator, areas, periods and release."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.attacks.crawling import Answer


@dataclass(frozen=True)
class Context:
    answer: Answer
    indicator: str = ""
    period: str = ""
    base: str = ""
    release: str = ""
    area: str = ""
    variant: str = "none"
    codes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    windows: tuple[Mapping[str, Any], ...] = ()
    older: str = ""
    newer: str = ""


def step_into(node: Mapping[str, Any], above: Context) -> Context:
    """What a node says about where it stands."""
    changed: dict[str, Any] = {}
    for name in ("indicator", "period", "variant"):
        if isinstance(node.get(name), str):
            changed[name] = node[name]
    if isinstance(release := node.get("release"), dict) and "number" in release:
        changed["release"] = release["number"]
    for name in ("older", "newer"):
        if isinstance(node.get(name), dict) and "number" in node[name]:
            changed[name] = node[name]["number"]
    area = node.get("area")
    if isinstance(area, dict) and "code" in area:
        changed["area"] = area["code"]
    for name in ("codes", "periods"):
        if isinstance(node.get(name), list) and all(isinstance(one, str) for one in node[name]):
            changed[name] = tuple(node[name])
    if above.answer.surface == "api-own-areas" and "codes" in changed:
        changed["area"] = "+".join(changed.pop("codes"))
    if isinstance(node.get("windows"), list):
        changed["windows"] = tuple(node["windows"])
    if isinstance(node.get("window"), dict):
        changed["windows"] = (node["window"],) * len(node.get("codes", ()))
    return replace(above, **changed)
