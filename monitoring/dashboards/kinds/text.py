"""Text: what a department wants to say beside the numbers, as plain paragraphs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from indicators.catalogue.readers import BothLanguages
from indicators.catalogue.specs import Text
from indicators.catalogue.tables import Key, Table
from indicators.queries.boards import Stock
from monitoring.api.doors import said
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.departments.access import Right


@dataclass(frozen=True)
class Words:
    heading: Text
    body: Text


def plan(settings: Words, scene: Scene) -> Plan:
    """Nothing is read."""

    def answer(stock: Stock) -> Document:
        paragraphs = [part.strip() for part in said(settings.body).split("\n\n")]
        return {"heading": said(settings.heading), "paragraphs": [part for part in paragraphs if part]}

    return Plan(answer)


KIND = Kind(
    code="text",
    name=_("Text"),
    right=Right.ENTER,
    settings=Table(
        Words,
        (
            Key("heading", BothLanguages(), "In one line."),
            Key("body", BothLanguages(), "Paragraphs, a blank line between."),
        ),
    ),
    plan=plan,
)
