"""The portal's own pages: start, indicators, releases. ``common`` ones stand on the office's address too."""

from django.urls import include, path

from monitoring.pages import indices, releases, views

common_patterns = [
    path("imprint/", views.imprint, name="imprint"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("theme/", views.set_theme, name="theme"),
]
urlpatterns = [
    path("", views.start, name="start"),
    path("indicators/<slug:code>/", views.indicator_sheet, name="indicator-sheet"),
    path("indices/", indices.index_list, name="indices"),
    path("indices/<slug:code>/", indices.index_sheet, name="index-sheet"),
    path("releases/", releases.releases, name="releases"),
    path("releases/compare/", releases.comparison, name="release-comparison"),
    path("releases/<int:year>/<int:serial>/", releases.release, name="release"),
    path("releases/<int:year>/<int:serial>/<int:revision>/", releases.release, name="revision"),
    path("", include(common_patterns)),
]
