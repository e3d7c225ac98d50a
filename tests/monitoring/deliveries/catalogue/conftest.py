"""The catalogue's workshop over the tiny city of the office."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from indicators.actions import proposals
from indicators.catalogue.editing import Field, Form, Group, fields_of
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueProposal, Indicator
from tests.monitoring.deliveries.conftest import Desk

ENTRY = "/catalogue/indicator/entry/armutsquote/"
EDIT = f"{ENTRY}edit/"


@dataclass(frozen=True)
class Workshop:
    """What a statistician does at the browser, in as few words as possible."""

    desk: Desk

    @property
    def statistician(self) -> Client:
        return self.desk.client(self.desk.office.supplier)

    @property
    def approver(self) -> Client:
        return self.desk.client(self.desk.office.approver)

    @property
    def indicator(self) -> Indicator:
        return Indicator.objects.get(code="armutsquote")

    def typed(self, **changes: str) -> dict[str, str]:
        """The form of the indicator as the browser sends it, with other texts; double underscores are dots."""
        nodes = _flat(fields_of(Part.INDICATOR, self.indicator.document))
        texts = {field.name: field.text for field in nodes if field.text or field.form != Form.FLAG}
        given = {name.replace("__", "."): text for name, text in changes.items()}
        return {**texts, **given, "base": self.indicator.sha256, "as": "form", "step": "check"}

    def propose(self, title: str = "Armutsquote", **changes: Any) -> CatalogueProposal:
        """A proposal of the statistician, handed in."""
        found = self.indicator
        return proposals.propose(
            by=self.desk.office.supplier,
            part=Part.INDICATOR,
            document={**found.document, "title": {"de": title, "en": "Poverty rate"}, **changes},
            base=found.sha256,
            reason="Klarer gesagt",
        )

    def approve(self, proposal: CatalogueProposal) -> None:
        """The second person agrees."""
        proposals.approve(by=self.desk.office.approver, proposal=proposal.pk, reason="stimmt")


def _flat(nodes: tuple[Field | Group, ...]) -> list[Field]:
    return [field for node in nodes for field in (_flat(node.children) if isinstance(node, Group) else [node])]


@pytest.fixture
def workshop(desk: Desk) -> Workshop:
    return Workshop(desk)
