"""The Federal Employment Agency's small-area workbook on the whole journey, with the catalogue's own profile."""

from pathlib import Path

import pytest
from django.conf import settings

from indicators.actions import decide, steps
from indicators.actions.observations import delivered_cells
from indicators.actions.receive import receive
from indicators.actions.verification import verify
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.reading import read_catalogue
from indicators.journey import State
from indicators.models import Delivery, ImportProfile, Indicator, Measure, Observation, ResultBlock, Source, Suppression
from indicators.states import SuppressionReason, ValueState
from tests.factories import indicator_spec, make_city, make_indicator, make_person
from tests.indicators.actions.journeys import Office
from tests.indicators.intake.workbooks import Rows, workbook

TITLE: Rows = [
    ["Arbeitsmarktdaten in kleinräumiger Gliederung"],
    ["Bestand an Leistungsberechtigten nach dem SGB II"],
    ["Musterstadt, Berichtsmonat Dezember 2024"],
    [],
]
HEAD: Rows = [
    ["Gebiet", None, "Bedarfsgemeinschaften", "Leistungsberechtigte", None, None, None, None],
    [
        "Schlüssel",
        "Bezeichnung",
        "insgesamt",
        "insgesamt",
        "ELB",
        "NEF",
        "unter 15 Jahren",
        "Langzeitleistungsbeziehende",
    ],
]
AREAS: Rows = [
    ["0101", "Hafenviertel Nord", 130, 300, 220, 80, 74, 150],
    ["0102", "Hafenviertel Süd", 40, 90, 70, 20, 18, "x"],
    ["0201", "Heide Ost", "*", "*", "*", "*", "*", "*"],
    ["0202", "Heide West", 25, 51, 40, 11, 10, "-"],
]
REST: Rows = [["ohne Zuordnung", None, 12, 20, 17, "*", "*", "."]]
SUM: Rows = [["SUM", None, 211, 470, 356, 117, 107, 240]]
FOOT: Rows = [
    [],
    ["*) Zahlenwerte kleiner 10 und Werte, aus denen sie sich errechnen ließen, sind gesperrt."],
    ["© Statistik der Bundesagentur für Arbeit"],
]
MERGED = {"AkG SGB II": ["A5:B5", "D5:H5"]}


@pytest.fixture
def office(db: None) -> Office:
    """The small city with the sources, measures and profiles of the real catalogue that this needs."""
    edition = make_city()
    catalogue = read_catalogue(Path(settings.CATALOGUE_DIR))
    for code in ("ba-kleinraeumig",):
        document = document_of(catalogue.sources[code])
        source = Source.objects.create(code=code, document=document, sha256=document_sha256(document))
    for measure in catalogue.profiles["ba-akg-sgb2"].measures:
        document = document_of(catalogue.measures[measure])
        Measure.objects.create(code=measure, source=source, document=document, sha256=document_sha256(document))
    document = document_of(catalogue.profiles["ba-akg-sgb2"])
    ImportProfile.objects.create(code="ba-akg-sgb2", document=document, sha256=document_sha256(document), source=source)
    indicator: Indicator = make_indicator(
        indicator_spec("elb-anteil", numerator=("sgb2_erwerbsfaehige",), denominator=("sgb2_leistungsberechtigte",))
    )
    return Office(
        edition,
        indicator,
        make_person("statistik", "statistician", department="statistikstelle"),
        make_person("pruefung", "approver", department="statistikstelle"),
    )


def deliver(office: Office, rows: Rows) -> Delivery:
    delivery = receive(
        by=office.supplier,
        content=workbook({"AkG SGB II": rows, "Hinweise": [["Statistik der Bundesagentur für Arbeit"]]}, merged=MERGED),
        file_name="akg.xlsx",
        profile="ba-akg-sgb2",
        period="2024-12",
    )
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def told(delivery: Delivery) -> list[tuple[str, int | None, str | None]]:
    return list(delivery.problems.order_by("position").values_list("code", "row", "value"))


def cell(delivery: Delivery, measure: str, area: str) -> tuple[ValueState, float]:
    found = Observation.objects.get(delivery=delivery, measure__code=measure, area__code=area)
    return ValueState(found.state), found.value


def test_the_workbook_as_it_comes_is_a_candidate_and_says_what_it_left_out(office: Office) -> None:
    delivery = deliver(office, [*TITLE, *HEAD, *AREAS, *REST, *SUM, *FOOT])
    assert delivery.state == State.CANDIDATE, told(delivery)
    assert told(delivery) == [
        ("sheet_not_read", None, None),
        ("rows_above", 5, None),
        (
            "rows_below",
            14,
            "*) Zahlenwerte kleiner 10 und Werte, aus denen sie sich errechnen ließen, sind gesperrt."[:79] + "…",
        ),
    ]
    assert delivery.rows == 6 and len(delivered_cells([delivery.pk])) == 5


def test_every_sign_keeps_its_meaning(office: Office) -> None:
    delivery = deliver(office, [*TITLE, *HEAD, *AREAS, *REST, *SUM, *FOOT])
    assert cell(delivery, "sgb2_leistungsberechtigte", "0101") == (ValueState.OK, 300)
    assert cell(delivery, "sgb2_leistungsberechtigte", "0201")[0] is ValueState.SUPPRESSED
    assert cell(delivery, "sgb2_langzeitbeziehende", "0102")[0] is ValueState.NOT_APPLICABLE
    assert cell(delivery, "sgb2_langzeitbeziehende", "0202") == (ValueState.OK, 0)
    assert cell(delivery, "sgb2_langzeitbeziehende", "99999999")[0] is ValueState.MISSING
    assert cell(delivery, "sgb2_leistungsberechtigte", "99999999") == (ValueState.OK, 20)
    assert cell(delivery, "sgb2_leistungsberechtigte", "0") == (ValueState.OK, 470)


def test_stars_are_adopted_and_the_sum_is_the_reference_of_the_city(office: Office) -> None:
    delivery = deliver(office, [*TITLE, *HEAD, *AREAS, *REST, *SUM, *FOOT])
    office.explain(delivery)
    decide.approve(by=office.approver, delivery=delivery.pk, reason="Dezember")
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == State.ACTIVE
    areas = ResultBlock.objects.get(indicator=office.indicator, level__code="planungsraum")
    assert areas.status[2] == ValueState.SUPPRESSED and areas.value[2] is None
    assert bytes(Suppression.objects.get(block=areas).reasons)[2] == SuppressionReason.SUPPLIER
    city = ResultBlock.objects.get(indicator=office.indicator, level__code="stadt")
    assert (city.numerator, city.denominator) == ([356], [470])
    assert verify().findings == []


def test_a_sum_below_its_parts_is_a_warning_that_names_its_row(office: Office) -> None:
    wrong = [["SUM", None, 211, 400, 356, 117, 107, 240]]
    delivery = deliver(office, [*TITLE, *HEAD, *AREAS, *REST, *wrong, *FOOT])
    found = delivery.problems.filter(severity="warning")
    assert [(p.code, p.row, p.column, p.value) for p in found] == [
        ("total_below_parts", 12, "Leistungsberechtigte / insgesamt", "400")
    ]


def test_a_workbook_of_another_city_is_refused_in_one_sentence(office: Office) -> None:
    foreign = [[f"77{number:02}", *row[1:]] for number, row in enumerate(AREAS)]
    delivery = deliver(office, [*TITLE, *HEAD, *foreign, *REST, *SUM, *FOOT])
    assert delivery.state == State.REFUSED
    assert list(delivery.problems.filter(severity="error").values_list("code", flat=True)) == ["unknown_edition"]
