"""Loading the catalogue: what changes is known first, nothing is deleted, what counts keeps its meaning."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from areas.models import AreaEdition, AreaSystem
from indicators.actions.catalogue import CatalogueChanges, Fate, load_catalogue
from indicators.catalogue.documents import document_sha256, toml_of
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.schemas import Part
from indicators.models import (
    AuditEntry,
    Delivery,
    ImportProfile,
    Index,
    Indicator,
    InForce,
    Measure,
    Period,
    Source,
    StoredFile,
)
from tests.factories import make_world
from tests.indicators.catalogue.minimal import FILES, MEASURE

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def load(folder: Path, *, dry_run: bool = False) -> CatalogueChanges:
    return load_catalogue(directory=folder, by=None, dry_run=dry_run)


def alter(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_portals_own_catalogue_is_stored_and_reads_back_as_the_files_say() -> None:
    load(settings.CATALOGUE_DIR)
    files = read_catalogue(settings.CATALOGUE_DIR)
    assert {i.code: i.spec for i in Indicator.objects.all()} == files.indicators
    assert {m.code: m.spec for m in Measure.objects.all()} == files.measures
    assert {s.code: s.spec for s in Source.objects.all()} == files.sources
    assert {i.code: i.spec for i in Index.objects.all()} == files.indices
    for profile in ImportProfile.objects.select_related("source"):
        assert set(profile.spec.columns) == set(files.profiles[profile.code].columns)
        assert profile.source.code == profile.spec.source


def test_columns_for_queries_agree_with_the_document(folder: Path) -> None:
    load(folder)
    indicator = Indicator.objects.get(code="kinder")
    assert (indicator.visibility, indicator.domain) == ("public", "population")
    assert indicator.sha256 == document_sha256(indicator.document)
    assert Measure.objects.get(code="children").source.code == "register"


def test_dry_run_tells_and_stores_nothing(folder: Path) -> None:
    report = load(folder, dry_run=True)
    assert (report.count(Fate.ADDED), report.stored) == (len(FILES), False)
    assert not Source.objects.exists()
    assert not AuditEntry.objects.exists()


def test_second_load_changes_nothing_and_leaves_no_trace(folder: Path) -> None:
    load(folder)
    stamps = dict(Indicator.objects.values_list("code", "changed_at"))
    report = load(folder)
    assert report.count(Fate.UNCHANGED) == len(FILES)
    assert dict(Indicator.objects.values_list("code", "changed_at")) == stamps
    assert AuditEntry.objects.filter(action="load_catalogue").count() == 1


def test_change_names_the_keys_and_is_written_down(folder: Path) -> None:
    load(folder)
    alter(folder, "indicators/kinder.toml", "decimals = 1", "decimals = 2")
    changed = load(folder).of(Fate.ADDED, Fate.CHANGED)
    assert [(c.part, c.code, c.keys) for c in changed] == [(Part.INDICATOR, "kinder", ("decimals",))]
    assert Indicator.objects.get(code="kinder").spec.decimals == 2
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry is not None
    assert entry.details == {"added": [], "changed": {"indicator:kinder": ["decimals"]}}


def test_what_is_missing_from_the_folder_stays(folder: Path) -> None:
    load(folder)
    (folder / "indices/lage.toml").unlink()
    report = load(folder)
    assert [(c.part, c.code) for c in report.of(Fate.MISSING)] == [(Part.INDEX, "lage")]
    assert Index.objects.filter(code="lage").exists()


def test_folder_of_a_city_may_build_on_what_is_stored(folder: Path, tmp_path: Path) -> None:
    load(folder)
    own = tmp_path / "own" / "measures"
    own.mkdir(parents=True)
    (own / "pupils.toml").write_text(MEASURE.format(code="pupils"), encoding="utf-8")
    report = load(tmp_path / "own")
    assert [(c.code, c.fate) for c in report.of(Fate.ADDED)] == [("pupils", Fate.ADDED)]
    assert report.count(Fate.MISSING) == len(FILES)


def test_one_problem_anywhere_and_nothing_is_stored(folder: Path) -> None:
    alter(folder, "profiles/tabelle.toml", '"children"', '"kids"')
    with pytest.raises(CatalogueError):
        load(folder)
    assert not Source.objects.exists()


def put_in_force(measure: str) -> None:
    """Values of ``measure`` count from now on."""

    person = get_user_model().objects.create(username="statistik")
    system = AreaSystem.objects.create(code="lor", name_de="LOR", name_en="LOR")
    edition = AreaEdition.objects.create(system=system, code="lor-2006-01-01", valid_from="2006-01-01")
    day = timezone.localdate()
    period = Period.objects.create(code=day.isoformat(), kind="day", starts=day, ends=day)
    profile = ImportProfile.objects.get(code="tabelle")
    delivery = Delivery.objects.create(
        file=StoredFile.objects.create(sha256="0" * 64, size=1, content=b"x"),
        file_name="x.csv",
        profile=profile,
        profile_document=profile.document,
        period=period,
        as_of=day,
        uploaded_by=person,
    )
    InForce.objects.create(measure=Measure.objects.get(code=measure), period=period, edition=edition, delivery=delivery)


def test_measure_whose_values_count_keeps_its_meaning(folder: Path) -> None:
    load(folder)
    put_in_force("children")
    alter(folder, "measures/children.toml", '"main_residence"', '"pupils"')
    with pytest.raises(CatalogueError) as refusal:
        load(folder)
    problem = refusal.value.problems[0]
    assert (problem.file, problem.key, problem.code) == ("measures/children.toml", "population", "in_use")
    assert dict(problem.params) == {"value": "main_residence"}
    assert Measure.objects.get(code="children").spec.population == "main_residence"


def test_measure_whose_values_count_may_be_described_better(folder: Path) -> None:
    load(folder)
    put_in_force("children")
    alter(folder, "measures/children.toml", 'kind = "stock"', 'kind = "stock"\ndesign_effect = 1.5')
    assert load(folder).count(Fate.CHANGED) == 1


def test_what_a_released_indicator_computes_is_not_changed_by_a_file(tmp_path: Path) -> None:
    """The public's minimum holds for every citable release at once: nobody may lower it in passing."""
    make_world()
    rate = Indicator.objects.get(code="armutsquote")
    path = tmp_path / "indicators" / "armutsquote.toml"
    path.parent.mkdir()
    document = dict(rate.document)
    path.write_text(toml_of(document | {"minimum_denominator": {"staff": 1, "public": 2}}), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(tmp_path)
    assert [(problem.key, problem.code) for problem in refused.value.problems] == [("minimum_denominator", "released")]
    path.write_text(toml_of(document | {"title": {"de": "Anders gesagt", "en": "Said otherwise"}}), encoding="utf-8")
    assert load(tmp_path).count(Fate.CHANGED) == 1


def test_office_may_load_the_catalogue_and_the_portal_may_not(folder: Path, as_role) -> None:  # type: ignore[no-untyped-def]
    with as_role("office"):
        load(folder)
    with pytest.raises(Exception, match="permission denied"), as_role("portal"):
        load(folder)
    assert connection.is_usable()
