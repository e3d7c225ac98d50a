"""The reading door gives areas in the order of results, and editions by day."""

from datetime import date

from areas import queries
from areas.models import AreaEdition
from areas.reports import ImportReport
from tests.areas.conftest import Import
from tests.areas.invented import decode


def test_the_edition_of_a_day_is_the_active_one(city: ImportReport) -> None:
    assert queries.edition_on("muster", date(2019, 12, 31)) is None
    edition = queries.edition_on("muster", date(2020, 1, 1))
    assert edition is not None
    assert edition.code == "muster-2020-01-01"
    assert queries.edition_on("muster", date(2099, 1, 1)) == edition


def test_the_last_day_of_an_edition_belongs_to_it(bring: Import) -> None:
    bring("stadt", valid_until=date(2020, 12, 31), activate=True)
    assert queries.edition_on("muster", date(2020, 12, 31)) is not None
    assert queries.edition_on("muster", date(2021, 1, 1)) is None


def test_a_draft_is_not_in_force(bring: Import) -> None:
    bring("stadt")
    assert queries.edition_on("muster", date(2020, 6, 1)) is None
    assert not queries.active_editions().exists()


def test_the_tree_of_an_edition_as_arrays(city: ImportReport) -> None:
    tree = queries.edition_areas(AreaEdition.objects.get())
    assert [level.level for level in tree.levels] == ["stadt", "bezirk", "quartier"]
    assert tree.total_code == "0"
    assert tree.level("stadt").parents.tolist() == []
    assert tree.level("bezirk").parents.tolist() == [0, 0, 0]
    quarters = tree.level("quartier")
    assert quarters.codes == ("0101", "0102", "0201", "0202", "9999")
    assert quarters.parents.tolist() == [0, 0, 1, 1, 2]
    assert (quarters.residual, quarters.residual_code) == (4, "9999")
    assert tree.level("stadt").residual is None


def test_the_areas_of_a_level_come_in_result_order_without_geometry(city: ImportReport) -> None:
    edition = AreaEdition.objects.get()
    level = queries.levels_of(edition).get(code="quartier")
    areas = list(queries.areas_of(edition, level))
    assert [area.position for area in areas] == [0, 1, 2, 3, 4]
    assert "geometry" in areas[0].get_deferred_fields()


def test_shapes_are_found_with_their_hash(city: ImportReport) -> None:
    edition = AreaEdition.objects.get()
    level = queries.levels_of(edition).get(code="bezirk")
    shapes = queries.shapes_of(edition, level)
    assert shapes is not None
    assert queries.shapes_sha256(edition, level) == shapes.sha256
    assert set(decode(bytes(shapes.topojson))) == {"01", "02"}
