"""The portal's endpoints. Every name is declared in ``monitoring.departments.access``."""

from django.urls import path

from monitoring.api.views import (
    catalogue,
    clusters,
    dashboards,
    goals,
    indices,
    places,
    provenance,
    releases,
    search,
    segregation,
    series,
    typologies,
    values,
)

urlpatterns = [
    path("area-systems/", places.AreaSystemsView.as_view(), name="api-area-systems"),
    path("editions/", places.EditionsView.as_view(), name="api-editions"),
    path("areas/", places.AreasView.as_view(), name="api-areas"),
    path("areas/<slug:edition>/<slug:level>.topojson", places.ShapesView.as_view(), name="api-shapes"),
    path("indicators/", catalogue.IndicatorsView.as_view(), name="api-indicators"),
    path("indicators/<slug:code>/", catalogue.IndicatorView.as_view(), name="api-indicator"),
    path("indices/", indices.IndicesView.as_view(), name="api-indices"),
    path("indices/<slug:code>/", indices.IndexView.as_view(), name="api-index"),
    path("indices/<slug:code>/values/", indices.IndexValuesView.as_view(), name="api-index-values"),
    path("values/", values.ValuesView.as_view(), name="api-values"),
    path("clusters/", clusters.ClustersView.as_view(), name="api-clusters"),
    path("segregation/", segregation.SegregationView.as_view(), name="api-segregation"),
    path("provenance/", provenance.ProvenanceView.as_view(), name="api-provenance"),
    path("series/", series.SeriesView.as_view(), name="api-series"),
    path("area-sheets/<slug:edition>/<str:code>/", series.AreaSheetView.as_view(), name="api-area-sheet"),
    path("typologies/", typologies.TypologiesView.as_view(), name="api-typologies"),
    path("typologies/<slug:code>/", typologies.TypologyView.as_view(), name="api-typology"),
    path("similar/", typologies.SimilarView.as_view(), name="api-similar"),
    path("goals/", goals.GoalsView.as_view(), name="api-goals"),
    path("search/", search.SearchView.as_view(), name="api-search"),
    path("dashboards/", dashboards.DashboardsView.as_view(), name="api-dashboards"),
    path("dashboards/<slug:code>/", dashboards.DashboardView.as_view(), name="api-dashboard"),
    path("dashboards/<slug:code>/data/", dashboards.DashboardDataView.as_view(), name="api-dashboard-data"),
    path("releases/", releases.ReleasesView.as_view(), name="api-releases"),
    path("releases/differences/", releases.ReleaseDifferencesView.as_view(), name="api-release-differences"),
    path("releases/<int:year>/<int:serial>/", releases.ReleaseView.as_view(), name="api-release"),
    path("releases/<int:year>/<int:serial>/<int:revision>/", releases.RevisionView.as_view(), name="api-revision"),
]
