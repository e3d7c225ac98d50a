"""What is downloaded loads again as it is: nothing is added, nothing changes."""

import io
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from indicators.actions.catalogue import Fate, load_catalogue
from indicators.catalogue.documents import document_of, spec_of, toml_of
from indicators.catalogue.reading import read_catalogue, read_texts
from indicators.catalogue.references import parts_of
from indicators.catalogue.schemas import Part
from indicators.models import Indicator
from monitoring.catalogue.files import archive
from tests.factories import World

Clients = Callable[..., Client]


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        files.extractall(folder)
    return folder


@pytest.mark.parametrize("name", ["statistik", "planung", "rat", "gast"])
def test_what_a_reader_downloads_loads_again_without_a_change(
    world: World, client_of: Clients, tmp_path: Path, name: str
) -> None:
    folder = unpacked(client_of(name).get("/catalogue.zip").content, tmp_path)
    report = load_catalogue(directory=folder, by=None, dry_run=True)
    assert report.of(Fate.ADDED, Fate.CHANGED, Fate.KEPT) == ()
    assert report.count(Fate.UNCHANGED) == len(list(folder.rglob("*.toml"))) > 0


@pytest.mark.parametrize("name", ["statistik", "gast"])
def test_what_a_reader_downloads_stands_by_itself(world: World, client_of: Clients, tmp_path: Path, name: str) -> None:
    """Every reference of it is answered inside it."""
    read_catalogue(unpacked(client_of(name).get("/catalogue.zip").content, tmp_path))


def test_the_portals_own_catalogue_survives_the_way_through_the_archive() -> None:
    catalogue = read_catalogue(settings.CATALOGUE_DIR)
    entries = [spec for specs in parts_of(catalogue).values() for spec in specs.values()]
    content = archive(entries)
    assert content == archive(entries)
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        texts = {name: files.read(name) for name in files.namelist()}
    assert read_texts(texts) == catalogue


def test_one_file_is_the_entry(world: World, client_of: Clients) -> None:
    answer = client_of("planung").get("/catalogue/indicators/armutsquote.toml")
    assert answer["Content-Disposition"] == 'attachment; filename="armutsquote.toml"'
    assert "private" in answer["Cache-Control"]
    stored = Indicator.objects.get(code="armutsquote")
    text = answer.content.decode()
    assert document_of(spec_of(Part.INDICATOR, tomllib.loads(text))) == stored.document
    assert text == toml_of(document_of(stored.spec)), "keys stand in the order of the format"
    assert text.index("\ntitle") < text.index("\nscale") < text.index("\nunit") < text.index("\n[sheet]")
