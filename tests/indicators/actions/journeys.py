"""A tiny city into which files can be delivered: one profile, two measures, one rate."""

from collections.abc import Mapping
from dataclasses import dataclass

from areas.models import AreaEdition
from indicators.actions import asking, decide, steps
from indicators.actions.receive import receive
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import AreaColumn, ProfileSpec, Text
from indicators.journey import State
from indicators.looked_at import unanswered
from indicators.models import Delivery, ImportProfile, Indicator
from monitoring.departments.models import Person
from tests.factories import indicator_spec, make_city, make_indicator, make_measure, make_person, make_source

COUNTS = {"0101": (60, 300), "0102": (10, 400), "0201": (30, 320), "0202": (8, 80), "99999999": (5, 60)}


def file_of(counts: Mapping[str, tuple[object, object]] = COUNTS, header: str = "id,einwohner,faelle") -> bytes:
    """A file with a line an area: residents, cases."""
    lines = [f"{code},{residents},{cases}" for code, (cases, residents) in counts.items()]
    return "\n".join([header, *lines, ""]).encode()


@dataclass(frozen=True)
class Office:
    """The city, its indicator, the one who delivers and the one who approves."""

    edition: AreaEdition
    indicator: Indicator
    supplier: Person
    approver: Person

    def receive(self, content: bytes | None = None, period: str = "2024-12-31", **options: object) -> Delivery:
        return receive(
            by=self.supplier,
            content=file_of() if content is None else content,
            file_name="einwohner.csv",
            profile="kiez",
            period=period,
            **options,  # type: ignore[arg-type]
        )

    def deliver(self, content: bytes | None = None, period: str = "2024-12-31") -> Delivery:
        """As far as it goes without a second person."""
        delivery = self.receive(content, period)
        steps.run(delivery=delivery.pk)
        delivery.refresh_from_db()
        return delivery

    def explain(self, delivery: Delivery) -> None:
        """A written reason beside every kind of warning."""
        for code in unanswered(delivery.pk):
            asking.give_reason(by=self.supplier, delivery=delivery.pk, code=code, text="so gemeint")

    def release(self, content: bytes | None = None, period: str = "2024-12-31", reason: str = "Quartal") -> Delivery:
        """Delivered, approved, live."""
        delivery = self.deliver(content, period)
        assert delivery.state == State.CANDIDATE, (delivery.state, delivery.failure)
        self.explain(delivery)
        decide.approve(by=self.approver, delivery=delivery.pk, reason=reason)
        steps.run(delivery=delivery.pk)
        delivery.refresh_from_db()
        assert delivery.state == State.ACTIVE
        return delivery


def make_office() -> Office:
    """Everything that a first delivery needs."""
    edition = make_city()
    source = make_source()
    for code in ("einwohner", "leistungsberechtigte"):
        make_measure(code, source)
    spec = ProfileSpec(
        code="kiez",
        title=Text("Kiez", "Neighbourhoods"),
        source=source.code,
        format="csv",
        delimiter=",",
        encoding="utf-8",
        area=AreaColumn("id", "planungsraum"),
        period="argument",
        columns=(("einwohner", "einwohner"), ("faelle", "leistungsberechtigte")),
        signs=(("", "missing"), ("*", "suppressed")),
        expected_areas="edition",
        residual_rows=("99999999",),
        at_most=(("faelle", "einwohner"),),
    )
    document = document_of(spec)
    ImportProfile.objects.create(code=spec.code, document=document, sha256=document_sha256(document), source=source)
    indicator = make_indicator(indicator_spec())
    return Office(
        edition,
        indicator,
        make_person("statistik", "statistician", department="statistikstelle"),
        make_person("pruefung", "approver", department="statistikstelle"),
    )
