"""What a check reads beside a file: what is in force, as the pure checks want it."""

from dataclasses import replace

import numpy as np
import pytest

from areas.models import AreaEdition
from indicators.actions import decide
from indicators.actions.check import whole_profile_of
from indicators.actions.history import EARLIER, history_for
from indicators.actions.places import places_of
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Exceptional, Text
from indicators.intake.plausibility import History
from indicators.models import Delivery, Indicator, NoteKind, Problem, ReleasedNote
from indicators.periods import parse_period
from tests.indicators.actions.journeys import COUNTS, Office, file_of

QUARTERS = [f"{year}-Q{quarter}" for year in (2023, 2024) for quarter in (1, 2, 3, 4)]


def counts(shift: int) -> dict[str, tuple[object, object]]:
    """Cases and residents a little later."""
    return {code: (cases, residents + shift) for code, (cases, residents) in COUNTS.items()}


def history_of(delivery: Delivery, *periods: str) -> History:
    assert isinstance(delivery.edition, AreaEdition)
    places, profile = places_of(delivery.edition), whole_profile_of(delivery)
    told = [parse_period(code) for code in periods] or [delivery.period.span]
    return history_for(delivery, places, profile, told)


def test_the_earlier_quarters_in_force_are_read_in_the_order_of_the_places(office: Office) -> None:
    for shift, quarter in enumerate(QUARTERS):
        office.release(file_of(counts(shift)), quarter)
    last = office.deliver(file_of(counts(9)), "2025-Q1")
    history = history_of(last)
    series = history.series["einwohner"]
    assert [period.code for period in series.periods] == QUARTERS[-EARLIER:]
    places = places_of(last.edition).delivered_at(whole_profile_of(last).area)  # type: ignore[arg-type]
    for shift, row in zip(range(8 - EARLIER, 8), series.values, strict=True):
        told = dict(zip(places.all, row, strict=True))
        assert {code: told[code] for code in COUNTS} == {code: n + shift for code, (_, n) in COUNTS.items()}
        assert all(np.isnan(n) for code, n in told.items() if code not in COUNTS)
    assert history.residents == "einwohner"
    assert not history.other_profiles and not history.same_bytes


def test_the_last_year_is_read_where_quarters_between_are_missing(office: Office) -> None:
    for quarter in ("2022-Q4", "2024-Q4"):
        office.release(file_of(counts(int(quarter[3]))), quarter)
    last = office.deliver(file_of(counts(9)), "2025-Q4")
    assert [period.code for period in history_of(last).series["einwohner"].periods] == ["2022-Q4", "2024-Q4"]
    assert (
        history_of(last, "2024-Q1", "2025-Q4").earlier("einwohner", parse_period("2024-Q1")).periods[-1].code
        == "2022-Q4"
    )


def test_other_kinds_of_periods_do_not_count(office: Office) -> None:
    office.release(file_of(counts(1)), "2024-12-31")
    last = office.deliver(file_of(counts(3)), "2025-Q1")
    assert history_of(last).earlier("einwohner", parse_period("2025-Q1")).periods == ()


def test_an_earlier_quarter_that_waits_for_its_decision_counts_until_it_is_turned_down(office: Office) -> None:
    office.release(file_of(counts(1)), "2024-Q3")
    office.deliver(file_of(counts(5)), "2024-Q3")  # a correction that waits: what is in force counts
    waiting = office.deliver(file_of(counts(2)), "2024-Q4")
    last = office.deliver(file_of(counts(3)), "2025-Q1")

    def known() -> dict[str, float]:
        series = history_of(last).series["einwohner"]
        return {p.code: float(row[0]) for p, row in zip(series.periods, series.values, strict=True)}

    first = COUNTS["0101"][1]
    assert known() == {"2024-Q3": first + 1, "2024-Q4": first + 2}
    assert not history_of(last).other_profiles
    decide.withdraw(by=office.supplier, delivery=waiting.pk, reason="Versehen")
    assert known() == {"2024-Q3": first + 1}
    again = office.deliver(file_of(counts(4)), "2025-Q1")
    assert history_of(again).in_force("einwohner", parse_period("2025-Q1")) is None


def test_what_is_in_force_for_the_very_period_is_read_and_who_brought_it(office: Office) -> None:
    office.release(file_of(counts(1)), "2024-Q4")
    again = office.deliver(file_of(counts(2)), "2024-Q4")
    found = history_of(again)
    quarter = parse_period("2024-Q4")
    old = found.in_force("einwohner", quarter)
    assert old is not None and np.nansum(old) == sum(n + 1 for _, n in COUNTS.values())
    other = again.profile
    other.pk, other.code = None, "elsewhere"
    other.save()
    Delivery.objects.filter(pk=again.pk).update(profile=other)
    again.refresh_from_db()
    assert history_of(again).other_profiles == {("einwohner", quarter), ("leistungsberechtigte", quarter)}


def test_the_same_bytes_for_another_period_are_known_unless_turned_away(office: Office) -> None:
    first = office.deliver(file_of(), "2024-Q3")
    second = office.deliver(file_of(), "2024-Q4")
    assert history_of(second).same_bytes == ("2024-Q3",)
    assert Problem.objects.filter(delivery=second, code="same_bytes").count() == 1
    Delivery.objects.filter(pk=first.pk).update(state="refused")
    assert history_of(second).same_bytes == ()


def test_rates_in_percent_make_their_denominators_wholes(office: Office) -> None:
    last = office.deliver()
    (whole,) = history_of(last).wholes
    assert (whole.parts, whole.measures, whole.rule) == (("leistungsberechtigte",), ("einwohner",), "same")


def _change_indicator(office: Office, **changes: object) -> None:
    spec = replace(office.indicator.spec, **changes)  # type: ignore[arg-type]
    document = document_of(spec)
    Indicator.objects.filter(pk=office.indicator.pk).update(document=document, sha256=document_sha256(document))


def test_breaks_and_exceptional_spans_are_those_of_the_counted_measure(office: Office) -> None:
    span = Exceptional("2024-Q1", "2024-Q2", Text("Pandemie", "Pandemic"))
    _change_indicator(office, exceptional=(span,))
    found = history_of(office.deliver())
    assert found.breaks == {"leistungsberechtigte": (parse_period("2019-12-31"),)}
    assert found.exceptional == {"leistungsberechtigte": ((parse_period("2024-Q1"), parse_period("2024-Q2")),)}
    _change_indicator(office, exceptional=(), breaks=())
    assert not history_of(Delivery.objects.get()).breaks


def test_released_notes_join_what_the_catalogue_says(office: Office) -> None:
    release = office.release(file_of(), "2024-Q4").release
    texts = {"text_de": "Berichtigt", "text_en": "Corrected", "release": release}
    ReleasedNote.objects.create(kind=NoteKind.BREAK, measures=["einwohner"], first="2024-Q3", **texts)
    ReleasedNote.objects.create(
        kind=NoteKind.EXCEPTIONAL, indicators=["armutsquote"], first="2024-Q1", last="2024-Q2", **texts
    )
    ReleasedNote.objects.create(
        kind=NoteKind.REGISTER, measures=["einwohner"], areas=["0102", "elsewhere"], first="2025-Q1", **texts
    )
    found = history_of(office.deliver(file_of(counts(1)), "2025-Q1"))
    assert found.breaks["einwohner"] == (parse_period("2024-Q3"),)
    assert found.exceptional == {"leistungsberechtigte": ((parse_period("2024-Q1"), parse_period("2024-Q2")),)}
    (noted,) = found.noted_areas
    assert noted.areas.tolist() == [1] and noted.begins
    assert noted.concerns("einwohner", parse_period("2024-Q4"), parse_period("2025-Q1"))
    assert not noted.concerns("einwohner", parse_period("2025-Q1"), parse_period("2025-Q2"))
    assert not noted.concerns("leistungsberechtigte", parse_period("2024-Q4"), parse_period("2025-Q1"))


def test_places_above_are_those_that_a_file_may_name(office: Office) -> None:
    last = office.deliver()
    assert isinstance(last.edition, AreaEdition)
    places, profile = places_of(last.edition), whole_profile_of(last)
    column = replace(profile.area, upper=("bezirk",))
    found = history_for(last, places, replace(profile, area=column), [last.period.span])
    offered = places.delivered_at(column)
    above = {offered.all[at]: offered.all[up] for at, up in enumerate(found.parents) if up >= 0}
    assert above["0101"] == above["0102"] == "01" and above["0201"] == "02"
    assert above["01"] == above["99999999"] == offered.total
    assert offered.total not in above
    assert found.groups.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("other", [False, True])
def test_a_file_of_two_accounts_is_checked_with_what_is_known(office: Office, other: bool) -> None:
    """More cases than residents of the area in force are an error in the file; a changed total is a warning."""
    office.release(file_of(), "2024-12-31")
    changed = {**COUNTS, "0101": (60, 310 if other else 300)}
    delivery = office.deliver(file_of(changed), "2024-12-31")
    codes = set(Problem.objects.filter(delivery=delivery).values_list("code", flat=True))
    assert ("total_changed" in codes) is other
