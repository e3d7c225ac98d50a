"""Whatever a document holds, it becomes a specification or problems with keys; nothing else ever comes out."""

import tomllib
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue.documents import document_of, spec_of, toml_of
from indicators.catalogue.problems import PROBLEM_CODES, CatalogueError
from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.references import parts_of
from indicators.catalogue.schemas import TABLES, Part
from monitoring.settings import CATALOGUE_DIR

SOUND = {
    part: [document_of(spec) for spec in specs.values()]
    for part, specs in parts_of(read_catalogue(CATALOGUE_DIR)).items()
}
SCALARS = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["same", "rate", "share", "count", "department", "2018", "2018-12-31", "einwohner", "", "%"]),
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Part, dict[str, object]]:
    """A sound document of which some keys hold anything, and some are gone."""
    part = draw(st.sampled_from(list(Part)))
    document = dict(draw(st.sampled_from(SOUND[part])))
    for key in draw(st.lists(st.sampled_from([key.name for key in TABLES[part].keys]), max_size=3)):
        if draw(st.booleans()):
            document[key] = draw(ANYTHING)
        else:
            document.pop(key, None)
    return part, document


@settings(max_examples=400, deadline=None)
@given(spoilt())
def test_spoilt_document_is_read_or_refused_by_key(case: tuple[Part, dict[str, object]]) -> None:
    part, document = case
    try:
        spec = spec_of(part, document)
    except CatalogueError as refusal:
        assert refusal.problems
        assert all(problem.key and problem.code in PROBLEM_CODES for problem in refusal.problems)
    else:
        assert spec_of(part, document_of(spec)) == spec
        assert spec_of(part, tomllib.loads(toml_of(document_of(spec)))) == spec


def test_dates_may_be_written_without_quotation_marks_but_not_with_a_time() -> None:
    index = dict(SOUND[Part.INDEX][0])
    assert spec_of(Part.INDEX, {**index, "from": date(2012, 12, 31)}) == spec_of(
        Part.INDEX, {**index, "from": "2012-12-31"}
    )
    try:
        spec_of(Part.INDEX, {**index, "from": datetime(2012, 12, 31)})
    except CatalogueError as refusal:
        assert [(p.key, p.code) for p in refusal.problems] == [("from", "wrong_type")]
    else:
        raise AssertionError
