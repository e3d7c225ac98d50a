"""Specifications, documents and files say the same, whichever is made from which."""

import json
import tomllib

import pytest
from django.conf import settings

from indicators.catalogue.documents import (
    canonical,
    document_of,
    document_sha256,
    format_page,
    ordered,
    spec_of,
    toml_of,
)
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.reading import read_catalogue, read_texts
from indicators.catalogue.references import parts_of
from indicators.catalogue.schemas import TABLES, Part, Spec
from tests.indicators.catalogue.minimal import FILES

ENTRIES = [
    (part, spec) for part, specs in parts_of(read_catalogue(settings.CATALOGUE_DIR)).items() for spec in specs.values()
]
ids = [f"{part}:{spec.code}" for part, spec in ENTRIES]


@pytest.mark.parametrize(("part", "spec"), ENTRIES, ids=ids)
def test_document_and_file_give_the_specification_back(part: Part, spec: Spec) -> None:
    document = document_of(spec)
    assert spec_of(part, json.loads(json.dumps(document))) == spec
    text = toml_of(document)
    assert spec_of(part, tomllib.loads(text)) == spec
    assert toml_of(document_of(spec_of(part, tomllib.loads(text)))) == text


@pytest.mark.parametrize(("part", "spec"), ENTRIES, ids=ids)
def test_hash_does_not_depend_on_the_order_in_which_keys_are_stored(part: Part, spec: Spec) -> None:
    document = document_of(spec)
    shuffled = json.loads(canonical(document))
    assert document_sha256(shuffled) == document_sha256(document)
    assert document_sha256(document_of(spec_of(part, shuffled))) == document_sha256(document)


@pytest.mark.parametrize(("part", "spec"), ENTRIES, ids=ids)
def test_a_stored_document_gets_its_order_back(part: Part, spec: Spec) -> None:
    document = document_of(spec)
    shuffled = json.loads(canonical(document))
    assert ordered(part, shuffled) == document
    if part is not Part.PROFILE:  # whose pairs have names of their own
        assert toml_of(ordered(part, shuffled)) == toml_of(document)


def test_files_that_mean_the_same_have_the_same_hash() -> None:
    written_out = FILES["measures/children.toml"] + "design_effect = 1\ndecimals = 0\n"
    plain = spec_of(Part.MEASURE, tomllib.loads(FILES["measures/children.toml"]))
    assert document_of(plain) == document_of(spec_of(Part.MEASURE, tomllib.loads(written_out)))
    other = spec_of(Part.MEASURE, tomllib.loads(written_out.replace("design_effect = 1", "design_effect = 1.1")))
    assert document_sha256(document_of(other)) != document_sha256(document_of(plain))


def test_hash_is_the_sha256_of_sorted_json() -> None:
    assert canonical({"b": 1, "a": "ö"}) == '{"a":"ö","b":1}'.encode()


def test_title_of_what_has_none_is_its_code_and_is_not_written() -> None:
    source = read_texts({name: text.encode() for name, text in FILES.items()}).sources["register"]
    assert (source.title.de, source.title.en) == ("register", "register")
    assert "title" not in document_of(source)


def test_document_that_breaks_the_format_is_refused_by_key() -> None:
    with pytest.raises(CatalogueError) as refusal:
        spec_of(Part.MEASURE, {"code": "x", "unit": "person"})
    assert [(p.file, p.key) for p in refusal.value.problems] == [
        ("measures/x.toml", "kind"),
        ("measures/x.toml", "population"),
        ("measures/x.toml", "source"),
    ]


def test_format_page_beside_the_files_is_the_one_that_the_reader_writes() -> None:
    assert (settings.CATALOGUE_DIR / "FORMAT.md").read_text(encoding="utf-8") == format_page()


def test_format_page_names_every_key_of_every_kind() -> None:
    page = format_page()
    for part, table in TABLES.items():
        assert f"## {part.folder}/" in page
        assert all(f"| `{key.name}` |" in page for key in table.keys)
