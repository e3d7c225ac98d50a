"""Every address of the portal: how the harness asks it, and how much it must give at least.

An address that the portal declares and that does not stand here fails the suite (``test_surfaces``). ``rows``: linear
constraints on hidden or published counts that a planner's answers must give; ``numbers``: numbers whose equality between
the town and its twin is held, for what is not linear (coefficients, classes, orders, papers).
"""

from dataclasses import dataclass

from monitoring.departments.addresses import COMMON, PORTAL

#: Indicators whose counts hold canaries, and all that are read.
CANARY_INDICATORS = (
    *("kinder-in-bedarfsgemeinschaften", "sgb2-quote", "frauenanteil", "kanal-hilfen", "auslaenderanteil"),
)
INDICATORS = (
    *CANARY_INDICATORS,
    *("anteil-deutsche-mit-migrationshintergrund", "anteil-migrationshintergrund", "einwohner"),
    *("anteil-unter-6", "anteil-6-bis-14", "anteil-unter-18", "jugendquotient", "altenquotient"),
)


@dataclass(frozen=True)
class Surface:
    """One named address. ``paths`` hold placeholders that are filled with everything they may be."""

    name: str
    paths: tuple[str, ...]
    rows: int = 0
    numbers: int = 0


_V = "/api/v1/values/?indicator={indicator}&level={level}"
_C = "/api/v1/values/?indicator={canary}&level={level}"
_S = "/api/v1/series/?{spot}"
_R = "release={release}"
_PLACE = "indicator={pair}&level=planungsraum"

ALL = (
    # what everybody has
    Surface("sign-in", ("/sign-in/",)),
    Surface("sign-out", ("/sign-out/",)),
    Surface("set_language", ("/language/",)),
    Surface("theme", ("/theme/",)),
    Surface("imprint", ("/imprint/",)),
    Surface("accessibility", ("/accessibility/",)),
    Surface("healthz", ("/healthz",)),
    Surface("readyz", ("/readyz",)),
    Surface("metrics", ("/metrics",)),
    Surface("api-schema", ("/api/v1/schema/",)),
    Surface("api-me", ("/api/v1/me/",)),
    Surface("api-unknown", ("/api/v1/nothing/", "/api/v1/values/0/", "/api/v1/nothing/?q=1")),
    Surface("start", ("/",), numbers=50),
    Surface("notices", ("/notices/",)),
    Surface("notices-read", ("/notices/read/",)),
    Surface("notices-unread", ("/notices/unread/",)),
    Surface("mail-settings", ("/notices/mail/",)),
    # maps, areas, search
    Surface(
        "map",
        ("/map/", f"/map/?{_PLACE}", "/map/?{spot}&level=planungsraum", f"/map/?{_PLACE}&classes=natural:5"),
        numbers=100,
    ),
    Surface("search", ("/search/?q={word}",), numbers=20),
    Surface("api-search", ("/api/v1/search/?q={word}", "/api/v1/search/?q={word}&limit=50"), numbers=20),
    Surface("areas", ("/areas/", "/areas/?q={word}"), numbers=20),
    Surface(
        "area-sheet",
        ("/areas/{edition}/{area}/", "/areas/{edition}/{area}/?reference=parent"),
        rows=100,
        numbers=1000,
    ),
    Surface(
        "api-area-sheet",
        ("/api/v1/area-sheets/{edition}/{area}/", f"/api/v1/area-sheets/{{edition}}/{{area}}/?{_R}"),
        rows=300,
        numbers=2000,
    ),
    Surface("api-area-systems", ("/api/v1/area-systems/",)),
    Surface("api-editions", ("/api/v1/editions/",)),
    Surface(
        "api-areas", ("/api/v1/areas/", "/api/v1/areas/?level=planungsraum", "/api/v1/areas/?q={word}"), numbers=50
    ),
    Surface("api-shapes", ("/api/v1/areas/{edition}/{level}.topojson",), numbers=100),
    # the catalogue
    Surface("indicators", ("/indicators/", "/indicators/?q={word}"), numbers=10),
    Surface("indicator-sheet", ("/indicators/{canary}/",), numbers=200),
    Surface("sources", ("/sources/",)),
    Surface("source", ("/sources/{source}/",)),
    Surface("measures", ("/measures/",)),
    Surface("catalogue-file", ("/catalogue/indicators/{pair}.toml", "/catalogue/sources/{source}.toml")),
    Surface("catalogue-archive", ("/catalogue.zip",)),
    Surface("api-indicators", ("/api/v1/indicators/",), numbers=50),
    Surface("api-indicator", ("/api/v1/indicators/{canary}/",), numbers=100),
    # numbers
    Surface(
        "api-values",
        (
            _V,
            f"{_C}&{_R}",
            "/api/v1/values/?{earlier}&level={level}",
            *(f"/api/v1/values/?{_PLACE}&classes={method}" for method in ("natural:5", "quantiles:5", "equal:5")),
            f"/api/v1/values/?{_PLACE}&classes=deviations:5",
            f"/api/v1/values/?{_PLACE}&scope=all",
            f"/api/v1/values/?{_PLACE}&reference=parent",
            f"/api/v1/values/?{_PLACE}&reference=type",
            f"/api/v1/values/?{_PLACE}&variant=rolling4",
            f"/api/v1/values/?{_PLACE}&variant=smoothed",
        ),
        rows=1200,
        numbers=10000,
    ),
    Surface(
        "api-series",
        (_S, f"{_S}&variant=rolling4", f"{_S}&reference=parent"),
        rows=50,
        numbers=1000,
    ),
    Surface(
        "api-provenance",
        ("/api/v1/provenance/?{spot}", f"/api/v1/provenance/?indicator={{canary}}&area=0&{_R}"),
        rows=20,
        numbers=300,
    ),
    Surface("how", ("/how/?{spot}",), numbers=300),
    Surface("api-clusters", ("/api/v1/clusters/?indicator={canary}",), numbers=20),
    Surface("methods", ("/methods/",), numbers=20),
    Surface("method", ("/methods/{method}/",), numbers=50),
    # areas of one's own
    Surface("own-areas", ("/own-areas/",)),
    Surface("own-area-draw", ("/own-areas/draw/?edition={edition}",)),
    Surface("own-area-shown", ("/own-areas/shown/?edition={edition}&areas={drawn}",), numbers=200),
    Surface("own-area-save", ("/own-areas/save/",)),
    Surface("own-area", ("/own-areas/nothing/",)),
    *(
        Surface(f"own-area-{word}", (f"/own-areas/nothing/{word}/",))
        for word in ("manage", "rename", "share", "delete", "restore", "request", "withdraw")
    ),
    Surface("api-own-areas", ("/api/v1/own-areas/?edition={edition}&areas={drawn}",), rows=50, numbers=200),
    # indices, analyses
    Surface("indices", ("/indices/",)),
    Surface("index-sheet", ("/indices/{index}/",)),
    Surface("api-indices", ("/api/v1/indices/",)),
    Surface("api-index", ("/api/v1/indices/{index}/",)),
    Surface("api-index-history", ("/api/v1/indices/{index}/history/?area={hiding}",)),
    Surface("api-index-provenance", ("/api/v1/indices/{index}/provenance/?area={hiding}",)),
    Surface("api-index-values", ("/api/v1/indices/{index}/values/", f"/api/v1/indices/{{index}}/values/?{_R}")),
    Surface("api-index-groups", ("/api/v1/indices/{index}/groups/", "/api/v1/indices/{index}/groups/?area={hiding}")),
    Surface("analysis", ("/analysis/",)),
    Surface("relations", ("/analysis/relations/?x={canary}&y=anteil-unter-18",), numbers=20),
    Surface(
        "api-relations",
        (
            "/api/v1/relations/?x={canary}&y=anteil-unter-18",
            "/api/v1/relations/?x={canary}&y=anteil-unter-18&weighted=true",
        ),
        numbers=50,
    ),
    Surface("matrix", ("/analysis/matrix/",)),
    Surface("matrix-table", ("/analysis/matrix/table.csv",)),
    Surface("segregation", ("/analysis/segregation/?indicator={canary}",), numbers=20),
    Surface("segregation-table", ("/analysis/segregation/table.csv?indicator={canary}",), numbers=10),
    Surface("api-segregation", ("/api/v1/segregation/?indicator={canary}",), numbers=20),
    Surface("types", ("/analysis/types/",)),
    Surface("types-table", ("/analysis/types/table.csv",)),
    Surface("api-typologies", ("/api/v1/typologies/",)),
    Surface("api-typology", ("/api/v1/typologies/sozialraumtypen/",)),
    Surface(
        "api-similar",
        ("/api/v1/similar/?area={hiding}&indicators={pair},anteil-unter-18", "/api/v1/similar/?area={hiding}"),
        numbers=20,
    ),
    Surface("workbench", ("/analysis/indices/",)),
    Surface("workbench-compose", ("/analysis/indices/compose/",)),
    Surface("workbench-draft", ("/analysis/indices/drafts/1/",)),
    Surface("workbench-values", ("/analysis/indices/compose/values/",)),
    Surface("workbench-depth", ("/analysis/indices/compose/depth/",)),
    Surface("workbench-save", ("/analysis/indices/compose/save/",)),
    Surface("workbench-write", ("/analysis/indices/compose/write/",)),
    Surface("workbench-read", ("/analysis/indices/compose/read/",)),
    Surface("workbench-submit", ("/analysis/indices/compose/submit/",)),
    Surface("workbench-file", ("/analysis/indices/drafts/1.toml",)),
    Surface("workbench-share", ("/analysis/indices/drafts/1/share/",)),
    Surface("workbench-delete", ("/analysis/indices/drafts/1/delete/",)),
    Surface("submission", ("/analysis/indices/submissions/1/",)),
    Surface("submission-withdraw", ("/analysis/indices/submissions/1/withdraw/",)),
    # planning
    Surface("planning", ("/planning/",)),
    Surface("allocations", ("/planning/allocations/",)),
    Surface("allocation-new", ("/planning/allocations/new/",)),
    *(
        Surface(f"allocation-{name}", (f"/planning/allocations/nothing/{path}/",))
        for name, path in {
            **{word: word for word in ("change", "manage", "share", "delete", "restore", "decide")},
            "before": "last-year",
            "variant": "variants/1",
            "save": "variants/1/save",
            "paper": "variants/1/paper",
            "file": "variants/1/files/csv",
            "decision": "decisions/1",
            "decision-paper": "decisions/1/paper",
            "decision-file": "decisions/1/files/csv",
        }.items()
    ),
    Surface("allocation", ("/planning/allocations/nothing/",)),
    Surface("api-allocations", ("/api/v1/allocations/",)),
    Surface("api-allocation", ("/api/v1/allocations/nothing/",)),
    Surface("goals", ("/planning/goals/",)),
    Surface("goal-new", ("/planning/goals/new/?indicator=frauenanteil&area=02010001",)),
    Surface("goal", ("/planning/goals/1/",)),
    Surface("goal-supersede", ("/planning/goals/1/supersede/",)),
    Surface("goal-withdraw", ("/planning/goals/1/withdraw/",)),
    Surface("api-goals", ("/api/v1/goals/",)),
    Surface("watch", ("/planning/watch/", "/planning/watch/?indicator={canary}"), numbers=20),
    Surface("watch-dismiss", ("/planning/watch/1/dismiss/",)),
    Surface("watch-restore", ("/planning/watch/dismissed/1/restore/",)),
    Surface("attention", ("/planning/attention/",)),
    Surface("attention-new", ("/planning/attention/new/",)),
    Surface("attention-rule", ("/planning/attention/1/",)),
    Surface("attention-table", ("/planning/attention/1/table.csv",)),
    Surface("attention-supersede", ("/planning/attention/1/supersede/",)),
    Surface("attention-withdraw", ("/planning/attention/1/withdraw/",)),
    # dashboards
    Surface("dashboards", ("/dashboards/",)),
    Surface("dashboard", ("/dashboards/{dashboard}/", "/dashboards/{dashboard}/?area={hiding}"), numbers=500),
    Surface("api-dashboards", ("/api/v1/dashboards/",)),
    Surface("api-dashboard", ("/api/v1/dashboards/{dashboard}/",)),
    Surface(
        "api-dashboard-data",
        (
            "/api/v1/dashboards/{dashboard}/data/",
            "/api/v1/dashboards/{dashboard}/data/?area={hiding}",
            f"/api/v1/dashboards/{{dashboard}}/data/?{_R}",
        ),
        rows=100,
        numbers=1000,
    ),
    *(
        Surface(f"dashboard-{word}", (f"/dashboards/planung/{word}/",))
        for word in ("manage", "copy", "rename", "share", "delete", "restore")
    ),
    # releases
    Surface("releases", ("/releases/",), numbers=20),
    Surface("release", ("/releases/{release}/",), numbers=50),
    Surface("revision", ("/releases/{release}/2/",)),
    Surface(
        "release-comparison",
        (
            "/releases/compare/?older={older}&newer={newer}&indicator=kinder-in-bedarfsgemeinschaften&period=2025-Q2&level=planungsraum",
        ),
        numbers=20,
    ),
    Surface("api-releases", ("/api/v1/releases/",), numbers=20),
    Surface("api-release", ("/api/v1/releases/{release}/",), numbers=50),
    Surface("api-revision", ("/api/v1/releases/{release}/2/",)),
    Surface(
        "api-release-differences",
        (
            "/api/v1/releases/differences/?older={older}&newer={newer}",
            "/api/v1/releases/differences/?older={older}&newer={newer}&indicator=kinder-in-bedarfsgemeinschaften&level={level}&period=2025-Q2",
        ),
        rows=10,
        numbers=20,
    ),
)
#: Those that this portal has.
SURFACES = tuple(surface for surface in ALL if surface.name in {**COMMON, **PORTAL})
#: What has no address: files of the command line.
EXPORT = Surface("export", (), rows=200)
