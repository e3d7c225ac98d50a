"""A form says what the document says; whatever is typed is read or refused at its field; differences are whole."""

import string

import pytest
from django.conf import settings as project
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue.differences import differences, pieces
from indicators.catalogue.documents import document_of, spec_of, toml_of
from indicators.catalogue.editing import Field, Form, Group, fields_of
from indicators.catalogue.problems import CatalogueError, Findings
from indicators.catalogue.reading import parsed, read_catalogue
from indicators.catalogue.references import parts_of
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.typed import document_of_texts, line_of
from tests.indicators.catalogue.minimal import FILES
from tests.indicators.catalogue.test_anything import spoilt

ENTRIES = [
    (part, spec) for part, specs in parts_of(read_catalogue(project.CATALOGUE_DIR)).items() for spec in specs.values()
]
INDICATOR = parsed(FILES["indicators/kinder.toml"].encode(), Findings("")) or {}


def flat(nodes: tuple[Field | Group, ...]) -> list[Field]:
    return [field for node in nodes for field in (flat(node.children) if isinstance(node, Group) else [node])]


def posted(part: Part, document: dict[str, object]) -> dict[str, str]:
    """What a browser sends of the form: boxes that are not ticked are left out."""
    return {
        field.name: field.text for field in flat(fields_of(part, document)) if field.text or field.form != Form.FLAG
    }


@pytest.mark.parametrize(("part", "spec"), ENTRIES, ids=[f"{part}:{spec.code}" for part, spec in ENTRIES])
def test_what_the_form_shows_comes_back_as_the_same_document(part: Part, spec: Spec) -> None:
    document = document_of(spec)
    assert document_of(spec_of(part, document_of_texts(part, posted(part, document)))) == document


def test_names_of_fields_are_the_keys_that_problems_name() -> None:
    texts = posted(Part.INDICATOR, INDICATOR)
    texts |= {"title.en": "", "breaks[1].period": "gestern", "breaks[1].de": "Neu", "scale": "viel", "decimals": ""}
    with pytest.raises(CatalogueError) as refusal:
        spec_of(Part.INDICATOR, document_of_texts(Part.INDICATOR, texts))
    assert {(problem.key, problem.code) for problem in refusal.value.problems} == {
        ("title.en", "missing_language"),
        ("breaks[1].period", "not_a_period"),
        ("scale", "wrong_type"),
        ("decimals", "missing_key"),
    }
    names = {field.name for field in flat(fields_of(Part.INDICATOR, document_of_texts(Part.INDICATOR, texts)))}
    assert {problem.key for problem in refusal.value.problems} <= names


def test_numbers_may_be_written_as_germans_write_them() -> None:
    texts = posted(Part.INDICATOR, INDICATOR) | {"minimum_coverage": "0,9", "fixed_classes": "2,5\r\n5\r\n\r\n7.5"}
    document = document_of_texts(Part.INDICATOR, texts)
    assert (document["minimum_coverage"], document["fixed_classes"]) == (0.9, [2.5, 5, 7.5])


def test_empty_rows_of_a_form_add_nothing_and_a_filled_one_does() -> None:
    document = document_of_texts(Part.INDICATOR, posted(Part.INDICATOR, INDICATOR))
    assert "breaks" not in document and "labels" not in document
    texts = posted(Part.INDICATOR, INDICATOR) | {"labels[4].de": "Bürgergeld", "labels[4].from": "2023-01-01"}
    assert document_of_texts(Part.INDICATOR, texts)["labels"] == [{"de": "Bürgergeld", "from": "2023-01-01"}]


def test_what_was_typed_stays_in_the_field() -> None:
    texts = posted(Part.INDICATOR, INDICATOR) | {"scale": "viel", "kind": "schön", "numerator": "Ein Satz\nnoch einer"}
    again = posted(Part.INDICATOR, document_of_texts(Part.INDICATOR, texts))
    assert (again["scale"], again["kind"], again["numerator"]) == ("viel", "schön", "Ein Satz\nnoch einer")


@settings(max_examples=200, deadline=None)
@given(spoilt())
def test_the_form_of_a_spoilt_document_can_be_shown(case: tuple[Part, dict[str, object]]) -> None:
    part, document = case
    assert {field.name for field in flat(fields_of(part, document))}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_is_typed_is_read_or_refused_by_key(data: st.DataObject) -> None:
    part, spec = data.draw(st.sampled_from(ENTRIES))
    texts = posted(part, document_of(spec))
    for name in data.draw(st.lists(st.sampled_from(sorted(texts)), max_size=4)):
        texts[name] = data.draw(st.text(max_size=30) | st.sampled_from(["1e999", "0x1", "[[[", '"a" = 1', "true"]))
    texts |= data.draw(st.dictionaries(st.text(string.printable, max_size=12), st.text(max_size=8), max_size=3))
    try:
        read = spec_of(part, document_of_texts(part, texts))
    except CatalogueError as refusal:
        assert all(problem.key for problem in refusal.problems)
    else:
        assert spec_of(part, document_of(read)) == read


def test_a_key_is_found_on_its_line() -> None:
    text = FILES["indicators/kinder.toml"]
    lines = text.split("\n")
    for key, start in (("scale", "scale ="), ("sheet.legal_basis", "legal_basis"), ("title.en", "title =")):
        found = line_of(text, key)
        assert found is not None and lines[found - 1].startswith(start)
    assert line_of(text, "weight") is None
    assert line_of("a = 1\n[[breaks]]\nperiod = 1\n", "breaks[1].period") == 3


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 100_000, "x = " + "1" * 6000, 'x = "\ud800"'.encode(errors="replace").decode()]
)
def test_a_file_that_would_break_its_reader_is_refused(text: str) -> None:
    findings = Findings("x.toml")
    document = parsed(text.encode(), findings)
    assert document is not None or [problem.code for problem in findings.problems] == ["not_toml"]


@settings(deadline=None)
@given(st.text("ab ÄÖ.\n", max_size=60), st.text("ab ÄÖ.\n", max_size=60))
def test_pieces_are_the_texts_and_what_is_not_marked_is_in_both(before: str, after: str) -> None:
    left, right = pieces(before, after)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (before, after)
    if before == after and before:
        assert not any(piece.is_changed for piece in (*left, *right))


def test_differences_name_each_key_inside_sheets_and_rows() -> None:
    document = document_of(spec_of(Part.INDICATOR, INDICATOR))
    sheet = dict(document["sheet"], legal_basis="§ 1 BMG")  # type: ignore[call-overload]
    changed = {**document, "sheet": sheet, "breaks": [{"period": "2020", "de": "Neu"}], "decimals": 2}
    found = differences(Part.INDICATOR, document, changed)
    assert [(one.key, one.path, one.before, one.after) for one in found] == [
        ("decimals", "decimals", "1", "2"),
        ("breaks[1].period", "breaks.period", "", "2020"),
        ("breaks[1].de", "breaks.de", "", "Neu"),
        ("sheet.legal_basis", "sheet.legal_basis", "§ 34 BMG", "§ 1 BMG"),
    ]
    assert differences(Part.INDICATOR, document, document) == ()
    assert toml_of(document) != toml_of(changed)
