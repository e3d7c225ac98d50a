"""One slip a test: the load is refused and names file, key and reason, and nothing else."""

import pytest

from indicators.catalogue.problems import PROBLEM_CODES, CatalogueError
from indicators.catalogue.reading import read_catalogue, read_texts
from tests.indicators.catalogue.minimal import FILES, MEASURE, SHARE_MEASURE, broken, problems_of
from tests.indicators.catalogue.test_profile_shapes import SHAPE_SLIPS

SOURCE, MEASURE_FILE, INDICATOR = "sources/register.toml", "measures/children.toml", "indicators/kinder.toml"
SHARE, INDEX, PROFILE = "indicators/anteil.toml", "indices/lage.toml", "profiles/tabelle.toml"
TYPOLOGY = "typologies/typen.toml"

LATER = '[[columns_from]]\nperiod = "{}"\ncolumns = {{ kinder = "{}" }}\n'

SLIPS = [
    # what must never be missing
    (MEASURE_FILE, 'unit = "person"', "", "unit", "missing_key"),
    (MEASURE_FILE, 'population = "main_residence"', "", "population", "missing_key"),
    (INDICATOR, 'pairing = { denominator = "same" }', "", "pairing", "missing_key"),
    (SOURCE, "lag_months = 3", "", "lag_months", "missing_key"),
    (SOURCE, 'legal_basis = "§ 34 BMG"', "", "legal_basis", "missing_key"),
    (INDICATOR, 'legal_basis = "§ 34 BMG"', "", "sheet.legal_basis", "missing_key"),
    (INDICATOR, "minimum_denominator = { staff = 50, public = 100 }", "", "minimum_denominator", "missing_key"),
    (INDICATOR, "{ staff = 50, public = 100 }", "{ staff = 50 }", "minimum_denominator.public", "missing_key"),
    (INDICATOR, "comparability = ", "# ", "sheet.comparability", "missing_key"),
    (INDICATOR, "key_statement = ", "# ", "sheet.key_statement", "missing_key"),
    (INDICATOR, 'numerator = ["children"]', "", "numerator", "missing_key"),
    (INDICATOR, 'denominator = ["residents"]', "", "denominator", "missing_key"),
    (SHARE, 'weight = ["residents"]', "", "weight", "missing_key"),
    (SHARE, 'measure = "share"', "", "measure", "missing_key"),
    (SHARE, 'pairing = { denominator = "same" }', "", "pairing", "missing_key"),
    (INDICATOR, '"same"', '"nearest_earlier"', "pairing.within_months", "missing_key"),
    (INDICATOR, '"public"', '"department"', "departments", "missing_key"),
    # both languages
    (INDICATOR, ', en = "Children" }', "}", "title.en", "missing_language"),
    (INDICATOR, 'de = "5 % sind Kinder.", ', "", "sheet.reading_aid.de", "missing_language"),
    (INDICATOR, '"Children"', '" "', "title.en", "empty_text"),
    (INDICATOR, '"Children"', '"Chil\\u0000dren"', "title.en", "control_character"),
    (PROFILE, '"id"', '"id\\u0000"', "area.column", "control_character"),
    (INDICATOR, '{ de = "Kinder", en = "Children" }', '"Kinder"', "title", "wrong_type"),
    (INDICATOR, 'en = "Children" }', 'en = "Children", fr = "Enfants" }', "title.fr", "unknown_key"),
    # form
    (INDICATOR, "scale = 100", "scale = 100\nscaling = 1", "scaling", "unknown_key"),
    (INDICATOR, "decimals = 1", 'decimals = "1"', "decimals", "wrong_type"),
    (INDICATOR, "decimals = 1", "decimals = true", "decimals", "wrong_type"),
    (INDICATOR, "decimals = 1", "decimals = 1.5", "decimals", "wrong_type"),
    (INDICATOR, "scale = 100", "scale = nan", "scale", "out_of_range"),
    (INDICATOR, "scale = 100", "scale = -100", "scale", "out_of_range"),
    (INDICATOR, "scale = 100", "scale = 1e300", "scale", "out_of_range"),
    (INDICATOR, "decimals = 1", f"decimals = 0x{'f' * 9000}", "decimals", "out_of_range"),
    (INDICATOR, "staff = 50", "staff = 500", "minimum_denominator.public", "out_of_range"),
    (INDICATOR, '["children"]', '"children"', "numerator", "wrong_type"),
    (INDICATOR, '["children"]', "[]", "numerator", "empty_list"),
    (INDICATOR, '["children"]', '["children", "children"]', "numerator", "duplicate_value"),
    (SOURCE, '"register-3"', '"secret-1"', "policy", "unknown_value"),
    (INDICATOR, 'domain = "population"', 'domain = "weather"', "domain", "unknown_value"),
    (SOURCE, 'owner = "statistikstelle"', 'owner = "Amt 12"', "owner", "bad_code"),
    (SOURCE, "lag_months = 3", "lag_months = -1", "lag_months", "out_of_range"),
    # kinds and visibility
    (INDICATOR, "scale = 100", 'scale = 100\nmeasure = "share"', "measure", "not_for_kind"),
    (SHARE, "decimals = 1", 'decimals = 1\nnumerator = ["children"]', "numerator", "not_for_kind"),
    (INDICATOR, '"public"', '"public"\ndepartments = ["jugend"]', "departments", "not_for_visibility"),
    (INDICATOR, "scale = 100", "scale = 100\nfixed_classes = [5, 2]", "fixed_classes", "not_ascending"),
    # time
    (
        INDICATOR,
        "[sheet]",
        'breaks = [{ period = "2018-13", de = "Neu." }]\n[sheet]',
        "breaks[1].period",
        "not_a_period",
    ),
    (
        INDICATOR,
        "[sheet]",
        'labels = [{ de = "ALG II", from = "2023-02-30" }]\n[sheet]',
        "labels[1].from",
        "not_a_date",
    ),
    (
        INDICATOR,
        "[sheet]",
        'labels = [{ de = "ALG II", from = "2023-01-01", to = "2022-12-31" }]\n[sheet]',
        "labels[1].to",
        "dates_reversed",
    ),
    (
        INDICATOR,
        "[sheet]",
        'exceptional = [{ from = "2021-Q2", to = "2020-Q4", de = "Pandemie." }]\n[sheet]',
        "exceptional[1].to",
        "dates_reversed",
    ),
    (
        SHARE,
        "[sheet]",
        'measure_from = [{ period = "2018", measure = "share" }]\n[sheet]',
        "breaks",
        "change_without_break",
    ),
    # references
    (MEASURE_FILE, 'source = "register"', 'source = "census"', "source", "unresolved"),
    (INDICATOR, '["residents"]', '["dwellers"]', "denominator", "unresolved"),
    (SHARE, 'weight = ["residents"]', 'weight = ["dwellers"]', "weight", "unresolved"),
    (INDEX, '"anteil"]', '"quote"]', "components", "unresolved"),
    (PROFILE, 'source = "register"', 'source = "census"', "source", "unresolved"),
    (PROFILE, '= "children"', '= "kids"', "columns", "unresolved"),
    (INDICATOR, '["children"]', '["share"]', "numerator", "share_as_count"),
    # indices
    (INDEX, "weights = [1, 1]", "weights = [1]", "weights", "wrong_length"),
    (INDEX, 'closed = ["<", "<=", ">"]', 'closed = ["<", ">"]', "closed", "wrong_length"),
    (INDEX, "breaks = [-1, 1]", "breaks = [-1, 0, 1]", "breaks", "wrong_length"),
    (INDEX, "breaks = [-1, 1]", "breaks = [1, -1]", "breaks", "not_ascending"),
    (
        INDEX,
        'components = ["kinder", "anteil"]\nweights = [1, 1]',
        'components = ["kinder"]\nweights = [1]',
        "components",
        "one_component",
    ),
    (INDEX, "weights = [1, 1]", "weights = [0, 0]", "weights", "weights_without_sum"),
    (INDEX, "weights = [1, 1]", "weights = [1, -1]", "weights", "weights_without_sum"),
    (
        INDEX,
        'weights = [1, 1]\ncentre = "mean_of_areas"\nspread = "population_sd"\nstandardise = "z"\ncombine = "sum"',
        'weights = [1, -1]\ncentre = "mean_of_areas"\nspread = "population_sd"\nstandardise = "z"\ncombine = "mean"',
        "weights",
        "weights_without_sum",
    ),
    (INDEX, 'closed = ["<", "<=", ">"]', 'closed = ["<", "<=", ">="]', "closed[3]", "unknown_value"),
    (INDEX, 'closed = ["<", "<=", ">"]', 'closed = [">", "<=", ">"]', "closed[1]", "unknown_value"),
    (INDEX, "breaks = [-1, 1]", 'breaks = [-1, 1]\nclasses_en = ["low"]', "classes_en", "wrong_length"),
    (INDEX, "breaks = [-1, 1]", "breaks = [-1, 1]\nchange_years = -1", "change_years", "out_of_range"),
    (INDEX, "breaks = [-1, 1]", 'breaks = [-1, 1]\ndynamics_of = "lage"', "dynamics_of", "its_own_dynamics"),
    (INDEX, "breaks = [-1, 1]", 'breaks = [-1, 1]\ndynamics_of = "fehlt"', "dynamics_of", "unresolved"),
    (INDEX, '"population_sd"', '"mad"', "spread", "unknown_value"),
    (INDEX, "restandardise = true", "restandardise = 1", "restandardise", "wrong_type"),
    # typologies
    (TYPOLOGY, "types = 2", "types = 1", "types", "out_of_range"),
    (TYPOLOGY, "types = 2", "types = 10", "types", "out_of_range"),
    (TYPOLOGY, "types = 2", "types = 3", "names", "wrong_length"),
    (TYPOLOGY, "centre = [1, -0.5]", "centre = [1]", "names[1].centre", "wrong_length"),
    (TYPOLOGY, '"k_means"', '"dbscan"', "method", "unknown_value"),
    (TYPOLOGY, '"anteil"]', '"quote"]', "indicators", "unresolved"),
    # profiles
    (PROFILE, "[columns]", 'optional_columns = ["alt"]\n[columns]', "optional_columns", "unknown_column"),
    (PROFILE, "[columns]", '[[not_computed]]\nwhen_all_in = ["s1"]\n[columns]', "not_computed", "unknown_column"),
    (PROFILE, "[columns]", 'at_most = { kinder = "alle" }\n[columns]', "at_most", "unknown_column"),
    (PROFILE, "[columns]", '[[sums]]\ntotal = "alle"\nparts = ["kinder"]\n[columns]', "sums", "unknown_column"),
    (PROFILE, "[columns]", 'ignored_columns = ["kinder"]\n[columns]', "ignored_columns", "column_used_twice"),
    (PROFILE, 'kinder = "children"', 'kinder = "residents"', "columns", "measure_delivered_twice"),
    (PROFILE, "[columns]", LATER.format("2018", "residents") + "[columns]", "columns_from", "measure_delivered_twice"),
    (PROFILE, 'encoding = "utf-8"', 'encoding = "utf-8"\nthousands = "."', "thousands", "same_sign"),
    (PROFILE, '"" = "missing"', '"" = "zilch"', 'signs.""', "unknown_value"),
]


@pytest.mark.parametrize(("file", "old", "new", "key", "code"), SLIPS, ids=[f"{s[0]}:{s[3]}:{s[4]}" for s in SLIPS])
def test_slip_is_named_by_file_key_and_reason(file: str, old: str, new: str, key: str, code: str) -> None:
    assert [(p.file, p.key, p.code) for p in problems_of(broken(file, old, new))] == [(file, key, code)]


def test_sound_catalogue_has_no_problems() -> None:
    assert problems_of(FILES) == ()


def test_every_problem_of_every_file_is_named_at_once() -> None:
    files = broken(MEASURE_FILE, 'unit = "person"', "")
    files[INDICATOR] = files[INDICATOR].replace("scale = 100", 'scale = "x"').replace('"neutral"', '"upwards"')
    assert [(p.file, p.key) for p in problems_of(files)] == [
        (INDICATOR, "polarity"),
        (INDICATOR, "scale"),
        (MEASURE_FILE, "unit"),
    ]


def test_text_that_is_no_toml_is_named_with_its_line() -> None:
    problems = problems_of(broken(SOURCE, "lag_months = 3", "lag_months 3"))
    assert [(p.file, p.code, p.params) for p in problems] == [(SOURCE, "not_toml", (("line", 6),))]


def test_windows_text_is_refused_and_a_byte_order_mark_is_not() -> None:
    texts = {name: text.encode() for name, text in FILES.items()}
    read_texts({**texts, SOURCE: b"\xef\xbb\xbf" + texts[SOURCE]})
    with pytest.raises(CatalogueError) as refusal:
        read_texts({**texts, SOURCE: FILES[SOURCE].encode("windows-1252")})
    assert [(p.file, p.code) for p in refusal.value.problems] == [(SOURCE, "not_utf8")]


def test_file_is_named_like_its_code() -> None:
    files = {**FILES, "measures/adults.toml": MEASURE.format(code="grown-ups")}
    assert [(p.file, p.key, p.code) for p in problems_of(files)] == [
        ("measures/adults.toml", "code", "code_is_not_file_name")
    ]


def test_code_of_another_file_is_refused() -> None:
    files = {**FILES, "measures/zz.toml": MEASURE.format(code="children")}
    assert [(p.file, p.code) for p in problems_of(files)] == [
        ("measures/zz.toml", "code_is_not_file_name"),
        ("measures/zz.toml", "duplicate_code"),
    ]


def test_file_outside_the_five_folders_is_refused() -> None:
    for name in ("kinder.toml", "themes/kinder.toml", "indicators/youth/kinder.toml"):
        assert [(p.file, p.code) for p in problems_of({**FILES, name: "x = 1"})] == [(name, "unknown_folder")]


def test_folder_that_is_not_there_or_empty_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for folder, code in ((tmp_path / "nowhere", "no_folder"), (tmp_path, "nothing_found")):
        with pytest.raises(CatalogueError) as refusal:
            read_catalogue(folder)
        assert [p.code for p in refusal.value.problems] == [code]


def test_measure_of_another_source_cannot_come_with_a_file() -> None:
    other = FILES[SOURCE].replace('code = "register"', 'code = "jobs"')
    files = {**broken(MEASURE_FILE, 'source = "register"', 'source = "jobs"'), "sources/jobs.toml": other}
    assert [(p.file, p.key, p.code) for p in problems_of(files)] == [(PROFILE, "columns", "other_source")]


def test_reference_to_a_broken_file_is_not_reported_a_second_time() -> None:
    assert [p.file for p in problems_of(broken(MEASURE_FILE, 'unit = "person"', ""))] == [MEASURE_FILE]


def test_changes_of_a_definition_stand_in_the_order_of_time() -> None:
    twice = LATER.format("2018", "share") + LATER.format("2014", "children")
    problems = problems_of(broken(PROFILE, "[columns]", twice + "[columns]"))
    assert [(p.key, p.code) for p in problems] == [("columns_from", "not_ascending")]


def test_what_is_stored_may_be_referred_to_and_must_suit_what_is_loaded() -> None:
    stored = read_texts({name: text.encode() for name, text in FILES.items()})
    read_texts({INDICATOR: FILES[INDICATOR].encode()}, beside=stored)
    with pytest.raises(CatalogueError) as refusal:
        read_texts({MEASURE_FILE: SHARE_MEASURE.format(code="children").encode()}, beside=stored)
    assert [(p.file, p.key, p.code) for p in refusal.value.problems] == [(INDICATOR, "numerator", "share_as_count")]


def test_every_problem_code_is_provoked_by_a_test() -> None:
    provoked = {slip[4] for slip in SLIPS} | {slip[2] for slip in SHAPE_SLIPS}
    elsewhere = {
        "no_folder",
        "nothing_found",
        "unknown_folder",
        "not_utf8",
        "not_toml",
        "code_is_not_file_name",
        "duplicate_code",
        "other_source",
        "dynamics_of_dynamics",
        "panel_for_staff_alone",
        "in_use",
        "released",
    }
    assert provoked | elsewhere == set(PROBLEM_CODES)


def test_parameters_of_problems_are_the_declared_ones() -> None:
    for file, old, new, _, _ in SLIPS:
        for problem in problems_of(broken(file, old, new)):
            assert {name for name, _ in problem.params} == set(PROBLEM_CODES[problem.code]), problem


def test_dynamics_belong_to_a_status_index() -> None:
    files = dict(FILES)
    for code, of in (("tempo", "lage"), ("zweites-tempo", "tempo")):
        files[f"indices/{code}.toml"] = FILES[INDEX].replace('code = "lage"', f'code = "{code}"\ndynamics_of = "{of}"')
    second = "indices/zweites-tempo.toml"
    assert [(p.file, p.key, p.code) for p in problems_of(files)] == [(second, "dynamics_of", "dynamics_of_dynamics")]
    del files[second]
    assert not problems_of(files)


def test_a_typology_of_one_indicator_is_refused() -> None:
    files = broken(TYPOLOGY, '["kinder", "anteil"]', '["kinder"]')
    files[TYPOLOGY] = files[TYPOLOGY].replace("[1, -0.5]", "[1]").replace("[-1, 0.5]", "[-1]")
    assert [(p.key, p.code) for p in problems_of(files)] == [("indicators", "wrong_length")]
