"""What somebody composes, as it comes from the page: a document that may be unfinished, and where to look at it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.calculation.soundness import Finding, Weight
from indicators.catalogue.documents import spec_of
from indicators.catalogue.problems import CatalogueError, CatalogueProblem
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndexSpec

MOST_BYTES = 200_000
UNNAMED = "entwurf"
"""Code of an index that has none yet; it is computed like any other."""

_LATER = ("code", "title", "sheet", "dynamics_of")
"""What an index needs before it is handed in, and not before it is computed."""


class Declined(Exception):
    """It was not done and nothing has changed. ``code`` is worded in ``messages.DECLINED``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Asked:
    """``document``: of the catalogue's format, perhaps not sound. ``known``: the areas that the page has names of."""

    document: Mapping[str, Any]
    level: str | None = None
    period: str | None = None
    known: str = ""


def sent_from(body: bytes) -> dict[str, Any]:
    """The document that was sent; numbers that are none and letters that no database keeps are refused.

    Raises:
        Declined: ``unreadable``.
    """
    try:
        if len(body) > MOST_BYTES or b"\\u0000" in body:
            raise ValueError
        sent = json.loads(body, parse_constant=_refuse_constant)
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Declined("unreadable") from None
    if not isinstance(sent, dict):
        raise Declined("unreadable")
    return sent


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def asked_from(sent: object) -> Asked | None:
    """What a page sent; nothing where it has not the form that pages send."""
    if not isinstance(sent, dict) or not isinstance(sent.get("document"), dict):
        return None
    texts = {name: sent.get(name) for name in ("level", "period", "known")}
    if any(text is not None and not isinstance(text, str) for text in texts.values()):
        return None
    return Asked(sent["document"], texts["level"] or None, texts["period"] or None, texts["known"] or "")


def computable(document: Mapping[str, Any]) -> IndexSpec | tuple[CatalogueProblem, ...]:
    """The index as far as it can be computed before it has a name; otherwise what is wrong, key by key."""
    own = {name: value for name, value in document.items() if name not in _LATER}
    return readable({**own, "code": UNNAMED})


def readable(document: Mapping[str, Any]) -> IndexSpec | tuple[CatalogueProblem, ...]:
    """The index that a document describes, or what is wrong with it, key by key."""
    try:
        spec = spec_of(Part.INDEX, document)
    except CatalogueError as error:
        return error.problems
    assert isinstance(spec, IndexSpec)
    return spec


def stops(findings: list[Finding]) -> bool:
    """Whether nothing can be computed."""
    return any(finding.weight is Weight.STOPS for finding in findings)


def forbids(findings: list[Finding]) -> bool:
    """Whether what is computed may not be handed in."""
    return any(finding.weight is not Weight.INFORMS for finding in findings)
