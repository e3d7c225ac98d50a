"""The catalogue that comes with the portal: complete, true to Berlin's files, every sheet its own."""

from itertools import pairwise

import pytest

from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.specs import Catalogue, IndicatorKind, IndicatorSpec, Polarity
from indicators.catalogue.vocabulary import DOMAINS, INDICATOR_UNITS, POLICIES, SHARE_UNITS
from indicators.disclosure import policies
from indicators.periods import parse_period
from monitoring import wording
from monitoring.departments.demo import DEPARTMENTS
from monitoring.settings import CATALOGUE_DIR

CATALOGUE = read_catalogue(CATALOGUE_DIR)
DEMO = CATALOGUE_DIR.parent / "demo" / "catalogue"
INDICATORS = list(CATALOGUE.indicators.values())
EDITIONS = {2013: "2012-12-31", 2015: "2014-12-31", 2017: "2016-12-31", 2019: "2018-12-31"}


def fed_by(profiles: Catalogue) -> set[str]:
    return {measure for profile in profiles.profiles.values() for measure in profile.measures}


def test_names_that_others_build_on_are_there() -> None:
    assert {"einwohner", "sgb2-quote"} <= CATALOGUE.indicators.keys()
    assert {"berlin-population-t1", "berlin-population-t2", "berlin-mss"} <= CATALOGUE.profiles.keys()
    assert CATALOGUE.indices.keys() == {
        "mss-2013-status",
        "mss-2013-dynamics",
        "mss-2019-status",
        "mss-2019-dynamics",
        "sozialmonitoring-muenster",
    }


def test_all_four_kinds_of_indicators_are_fed_by_berlins_files() -> None:
    berlin = {measure for code, p in CATALOGUE.profiles.items() if code.startswith("berlin-") for measure in p.measures}
    fed = [indicator for indicator in INDICATORS if set(indicator.measures) <= berlin]
    assert {indicator.kind for indicator in fed} == set(IndicatorKind)
    assert len(fed) >= 24


def test_every_measure_of_an_indicator_is_delivered_by_a_profile_for_real_files_or_of_the_invented_city() -> None:
    delivered = fed_by(CATALOGUE) | fed_by(read_catalogue(DEMO, beside=CATALOGUE))
    assert {measure for indicator in INDICATORS for measure in indicator.measures} <= delivered


def test_indicator_that_stays_empty_in_berlin_says_why() -> None:
    berlin = {measure for code, p in CATALOGUE.profiles.items() if code.startswith("berlin-") for measure in p.measures}
    empty = [indicator for indicator in INDICATORS if not set(indicator.measures) <= berlin]
    assert len(empty) == 42
    assert [indicator.code for indicator in empty if not indicator.sheet.availability] == []


def test_indicators_of_a_whole_city_cover_every_domain() -> None:
    fed = fed_by(read_catalogue(DEMO, beside=CATALOGUE))
    covered = [indicator for indicator in INDICATORS if set(indicator.measures) <= fed]
    assert len(covered) >= 40
    assert {indicator.domain for indicator in covered} == set(DOMAINS)


def test_every_source_belongs_to_a_department_and_explains_itself() -> None:
    departments = {place.code for place in DEPARTMENTS}
    for source in CATALOGUE.sources.values():
        assert source.owner in departments
        assert source.note is not None, source.code


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("part", ["sources", "measures", "indicators", "profiles"])
def test_no_two_entries_of_a_kind_have_the_same_name(part: str, language: str) -> None:
    titles = [getattr(entry.title, language) for entry in getattr(CATALOGUE, part).values()]
    assert sorted(set(titles)) == sorted(titles)


def test_every_measure_is_used_or_carries_a_check() -> None:
    used = {measure for indicator in INDICATORS for measure in indicator.measures}
    checked_only = {"einwohner_deutsch_ohne_migrationshintergrund"}
    context = {  # shares that the publisher sets beside its index: kept as delivered, none of them is an indicator here
        measure
        for code in ("berlin-mss-context", "berlin-mss-context-2013")
        for measure in CATALOGUE.profiles[code].measures
    }
    assert CATALOGUE.measures.keys() - used == checked_only | (context - {"mss_einwohner"})


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_words_for_unit_and_domain_exist(indicator: IndicatorSpec) -> None:
    assert indicator.unit in wording.UNITS
    assert indicator.domain in wording.DOMAINS


def test_vocabulary_of_the_format_is_worded_on_the_pages() -> None:
    assert set(wording.UNITS) == set(INDICATOR_UNITS)
    assert tuple(wording.DOMAINS) == DOMAINS


def test_sources_may_name_the_policies_that_exist() -> None:
    assert set(POLICIES) == set(policies.POLICIES)


def test_every_design_effect_other_than_one_gives_its_reason() -> None:
    assert [m.code for m in CATALOGUE.measures.values() if m.design_effect != 1 and not m.design_effect_reason] == []


def test_delivered_shares_carry_decimals_and_counts_do_not() -> None:
    for measure in CATALOGUE.measures.values():
        assert (measure.decimals > 0) == (measure.unit in SHARE_UNITS), measure.code


def test_names_of_the_benefit_follow_each_other_without_gap() -> None:
    labels = CATALOGUE.indicators["sgb2-quote"].labels
    assert [label.text.de for label in labels] == ["Arbeitslosengeld II", "Bürgergeld", "Grundsicherungsgeld"]
    for earlier, later in pairwise(labels):
        assert earlier.valid_until is not None
        assert (later.valid_from - earlier.valid_until).days == 1
    assert labels[-1].valid_until is None
    assert labels[-1].valid_from.isoformat() == "2026-07-01"


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        (2013, {"s1": "mss_s1_2013", "s4": "mss_s4_2013", "d1": "mss_d1_2013", "d4": "mss_d4_2013"}),
        (2015, {"s1": "mss_s1_2013", "s4": "mss_s4_2015", "d1": "mss_d1_2013", "d4": "mss_d4_2015"}),
        (2017, {"s1": "mss_s1_2013", "s4": "mss_s4_2015", "d1": "mss_d1_2013", "d4": "mss_d4_2015"}),
        (2019, {"s1": "mss_s1_2019", "s4": "mss_s4_2015", "d1": "mss_d1_2019", "d4": "mss_d4_2015"}),
    ],
)
def test_one_profile_reads_every_edition_into_the_measures_of_its_definitions(
    edition: int, expected: dict[str, str]
) -> None:
    period = parse_period(EDITIONS[edition])
    columns = dict(CATALOGUE.profiles["berlin-mss"].at(period).columns)
    by_component = {column[:2]: measure for column, measure in columns.items()}
    assert {component: by_component[component] for component in expected} == expected
    for component, measure in expected.items():
        assert CATALOGUE.indicators[f"mss-{component}"].at(period).measure == measure
    assert len(set(columns.values())) == len(columns)


def test_indicator_reads_what_the_profile_delivers_in_every_edition() -> None:
    for period in map(parse_period, EDITIONS.values()):
        delivered = {measure for _, measure in CATALOGUE.profiles["berlin-mss"].columns_at(period)}
        wanted = {i.at(period).measure for i in INDICATORS if i.code.startswith("mss-")}
        assert wanted == delivered - {"mss_einwohner"}


def test_changed_definition_is_a_break_on_the_indicator() -> None:
    for code, period in (("s1", "2018-12-31"), ("d1", "2018-12-31"), ("s4", "2014-12-31"), ("d4", "2014-12-31")):
        indicator = CATALOGUE.indicators[f"mss-{code}"]
        assert [entry.period for entry in indicator.measure_from] == [period]
        assert period in [entry.period for entry in indicator.breaks]


def test_shares_are_weighted_by_the_people_they_are_about() -> None:
    working_age = {f"einwohner_{group}" for group in ("15_17", "18_26", "27_44", "45_54", "55_64")}
    for code in ("s1", "s2", "d1", "d2"):
        assert set(CATALOGUE.indicators[f"mss-{code}"].weight) == working_age
    for code in ("s3", "d3"):
        assert CATALOGUE.indicators[f"mss-{code}"].weight == ("mss_einwohner",)
    for code in ("s4", "d4"):
        assert set(CATALOGUE.indicators[f"mss-{code}"].weight) == {"einwohner_0_5", "einwohner_6_14"}
    assert all(i.pairing.rule == "same" for i in INDICATORS if i.code.startswith("mss-"))


@pytest.mark.parametrize(("family", "components"), [("2013", "1234"), ("2019", "134")])
def test_indices_combine_the_components_of_their_editions(family: str, components: str) -> None:
    for letter, name in (("s", "status"), ("d", "dynamics")):
        index = CATALOGUE.indices[f"mss-{family}-{name}"]
        assert index.components == tuple(f"mss-{letter}{number}" for number in components)
        assert index.weights == (1,) * len(components)
        assert (index.centre, index.spread, index.restandardise) == ("mean_of_areas", "population_sd", True)
    assert CATALOGUE.indices[f"mss-{family}-status"].classes == ("hoch", "mittel", "niedrig", "sehr niedrig")
    assert CATALOGUE.indices[f"mss-{family}-dynamics"].classes == ("positiv", "stabil", "negativ")


def test_editions_until_2017_and_from_2019_are_served_by_one_family_each() -> None:
    old, new = CATALOGUE.indices["mss-2013-status"], CATALOGUE.indices["mss-2019-status"]
    assert old.valid_from is not None and old.valid_until is not None and new.valid_from is not None
    for edition in (2013, 2015, 2017):
        assert old.valid_from <= parse_period(EDITIONS[edition]).ends <= old.valid_until
    assert old.valid_until < new.valid_from == parse_period(EDITIONS[2019]).ends


@pytest.mark.parametrize("family", ["2013", "2019"])
def test_dynamics_name_their_status_index(family: str) -> None:
    dynamics = CATALOGUE.indices[f"mss-{family}-dynamics"]
    assert dynamics.dynamics_of == f"mss-{family}-status"
    assert dynamics.change_years == 0  # the monitoring delivers the changes themselves


def test_the_invented_city_has_a_status_index_and_its_changes_over_two_years() -> None:
    demo = read_catalogue(DEMO, beside=CATALOGUE).indices
    status, dynamics = demo["sozialraum-status"], demo["sozialraum-dynamik"]
    assert dynamics.dynamics_of == status.code and dynamics.change_years == 2
    assert dynamics.components == status.components and dynamics.weights == status.weights
    lower = [CATALOGUE.indicators[code].polarity is Polarity.LOWER_IS_MORE_DISADVANTAGE for code in status.components]
    assert [
        weight < 0 for weight in status.weights
    ] == lower  # more of the index is more disadvantage, whatever it counts
    assert all(index.sheet is not None and len(index.classes_en) == len(index.classes) for index in demo.values())
