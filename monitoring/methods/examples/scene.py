"""What an example is chosen from: the indicators and values that the reader sees, in an order that singles nobody out.

The indicator is the first that fits, those that the catalogue places at the top before the others; the area is the first
with a value in the order of its edition.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.catalogue import Entry
from indicators.queries.typologies import TypologyEntry
from monitoring.api.doors import audience_of, entries_for, live_for
from monitoring.api.typology_doors import default_typology
from monitoring.api.views.catalogue import IndicatorsView
from monitoring.api.views.values import ValuesView
from monitoring.departments.readers import Reader, reader_of
from monitoring.methods.formulas import Formula
from monitoring.pages.asking import ask

Document = dict[str, Any]
_TRIED = 5
"""So many indicators, and so many areas of each, are looked at before there is no example."""


@dataclass(frozen=True)
class Line:
    """One step: what it is, its rule, the rule with the numbers put in, and where it takes many numbers their table."""

    title: str
    rule: tuple[Formula, ...] = ()
    numbers: tuple[Formula, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Example:
    """``about``: the indicator, or several; ``place`` and ``period`` in words; ``link`` leads to the number."""

    about: str
    place: str
    period: str
    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    said: str = ""
    link: str = ""


@dataclass
class Scene:
    """One reader's view, asked once for everything."""

    request: HttpRequest
    _values: dict[str, Document | None] = field(default_factory=dict)

    @cached_property
    def reader(self) -> Reader:
        return reader_of(self.request.user)

    @cached_property
    def release(self) -> Release | None:
        """What is live, where the reader may see it."""
        return live_for(self.reader)

    @cached_property
    def audience(self) -> Audience:
        return audience_of(self.reader)

    @cached_property
    def entries(self) -> list[Entry]:
        """Every indicator that the reader may see, by code, with values or without."""
        return entries_for(self.reader)

    @cached_property
    def typology(self) -> TypologyEntry | None:
        """The one that says which areas are of the same type."""
        return default_typology(self.reader, self.entries)

    @cached_property
    def indicators(self) -> list[Document]:
        """Those with values, the ones that stand first everywhere in front, then by code."""
        found = [one for one in ask(self.request, IndicatorsView).data if one["latest"]]
        return sorted(found, key=lambda one: (one["headline"] or 999, one["code"]))

    def values(self, code: str, **query: str) -> Document | None:
        """The values of an indicator at its finest level and latest period; nothing where there are none."""
        key = f"{code}?{urlencode(query)}"
        if key not in self._values:
            answer = ask(self.request, ValuesView, {"indicator": code} | query)
            self._values[key] = answer.data if answer.ok else None
        return self._values[key]

    def of_kind(self, *kinds: str) -> Iterator[Document]:
        """The values of the first indicators of these kinds."""
        fitting = [one["code"] for one in self.indicators if one["kind"] in kinds][:_TRIED]
        for code in fitting:
            if (values := self.values(code)) is not None:
                yield values

    @staticmethod
    def areas(values: Document) -> list[int]:
        """Positions of the first areas with a value, the unit without a place left out."""
        residual = values["residual"]["position"] if values["residual"] else None
        known = [at for at, status in enumerate(values["status"]) if status == "ok" and at != residual]
        return known[:_TRIED]


Builder = Callable[[Scene], Example | None]


def how_address(values: Document, at: int, **more: str) -> str:
    """Where the number of an area is explained; ``more``: variant, reference."""
    query = {
        "indicator": values["indicator"],
        "area": values["codes"][at],
        "period": values["period"],
        "edition": values["edition"],
        "release": values["release"]["number"],
    } | more
    return f"{reverse('how')}?{urlencode(query)}"
