"""What a panel can be told: read, validated and written by its kind."""

from pathlib import Path

import pytest

from indicators.catalogue.problems import CatalogueError
from monitoring.dashboards.defaults import defaults, load_defaults
from monitoring.dashboards.kinds import KINDS
from monitoring.dashboards.models import EVERYBODY, Dashboard
from monitoring.departments.models import Role
from tests.monitoring.dashboards.conftest import Making

SETTINGS = {
    "glance": {},
    "key_figure": {"indicator": "armutsquote"},
    "map": {"indicator": "armutsquote", "show": "difference"},
    "series": {"indicator": "armutsquote", "areas": ["0101", "0202"]},
    "groups": {"index": "verlauf", "level": "planungsraum"},
    "moved": {"indicators": ["armutsquote"], "most": 3},
    "watch": {"most": 8},
    "deliveries": {},
    "text": {"heading": {"de": "Kopf", "en": "Head"}, "body": {"de": "Absatz", "en": "Paragraph"}},
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_settings_are_written_as_they_were_read(kind: str) -> None:
    read = KINDS[kind].read(SETTINGS[kind])
    assert KINDS[kind].write(read) == SETTINGS[kind]


@pytest.mark.parametrize(
    ("kind", "settings", "problem"),
    [
        ("key_figure", {}, "missing_key"),
        ("key_figure", {"indicator": "Armut!"}, "bad_code"),
        ("key_figure", {"indicator": "armutsquote", "colour": "red"}, "unknown_key"),
        ("map", {"indicator": "armutsquote", "show": "rank"}, "unknown_value"),
        ("moved", {"indicators": []}, "empty_list"),
        ("moved", {"indicators": ["armutsquote"], "most": 2000}, "out_of_range"),
        ("moved", {"indicators": ["armutsquote"], "at_least": 299}, "out_of_range"),
        ("groups", {"index": "Verlauf!"}, "bad_code"),
        ("watch", {"most": 0}, "out_of_range"),
        ("text", {"heading": {"de": "Kopf"}, "body": {"de": "a", "en": "b"}}, "missing_language"),
        ("deliveries", {"anything": 1}, "unknown_key"),
    ],
)
def test_settings_that_break_the_form_are_refused_by_name(kind: str, settings: dict[str, object], problem: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        KINDS[kind].read(settings)
    assert [found.code for found in refused.value.problems] == [problem]


def test_a_list_that_is_sorted_by_need_stands_on_no_dashboard_for_the_public_or_the_council(
    tmp_path: Path,
) -> None:
    for kind, settings in (("watch", ""), ("moved", 'settings = { indicators = ["armutsquote"] }')):
        for meant in (EVERYBODY, Role.COUNCIL_MEMBER):
            text = f"""code = "offen"
title = {{ de = "Offen", en = "Open" }}
default_for = ["{Role.HEAD}", "{meant}"]
[[panels]]
kind = "glance"
at = [0, 0, 12, 1]
[[panels]]
kind = "{kind}"
at = [0, 1, 6, 4]
{settings}
"""
            (tmp_path / "offen.toml").write_text(text)
            with pytest.raises(CatalogueError) as refused:
                defaults(tmp_path)
            (problem,) = refused.value.problems
            assert (problem.code, problem.key) == ("panel_for_staff_alone", "panels[2].kind")
            assert dict(problem.params) == {"kind": kind}
            (tmp_path / "offen.toml").write_text(text.replace(f', "{meant}"', ""))
            assert [spec.code for spec in defaults(tmp_path)] == ["offen"]


def test_every_role_and_everybody_begin_with_exactly_one_default() -> None:
    meant = [role for spec in defaults() for role in spec.default_for]
    assert sorted(meant) == sorted({*Role.values, EVERYBODY})


def test_every_default_shows_indicators_of_the_catalogue() -> None:
    from django.conf import settings

    known = {path.stem for path in (settings.CATALOGUE_DIR / "indicators").glob("*.toml")}
    shown = {
        code
        for spec in defaults()
        for panel in spec.panels
        for code in KINDS[panel.kind].indicators(KINDS[panel.kind].read(panel.settings))
    }
    assert shown <= known


def test_defaults_are_loaded_once_changed_where_they_changed_and_removed_where_they_are_gone(
    db: None, make_dashboard: Making
) -> None:
    specs = defaults()
    assert set(load_defaults(specs).values()) == {"added"}
    stamps = dict(Dashboard.objects.values_list("code", "changed_at"))
    assert set(load_defaults(specs).values()) == {"unchanged"}
    assert dict(Dashboard.objects.values_list("code", "changed_at")) == stamps
    make_dashboard("veraltet")
    Dashboard.objects.filter(code="leitung").update(title_de="Anders")
    fates = load_defaults(specs)
    assert (fates["leitung"], fates["veraltet"]) == ("changed", "removed")
    assert Dashboard.objects.get(code="leitung").title_de == "Überblick der Leitung"
