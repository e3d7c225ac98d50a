"""The portal's own pages: start, indicators, releases. ``common`` ones stand on the office's address too."""

from django.urls import include, path

from monitoring.pages import views

common_patterns = [
    path("imprint/", views.imprint, name="imprint"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("theme/", views.set_theme, name="theme"),
]
urlpatterns = [
    path("", views.start, name="start"),
    path("indicators/<slug:code>/", views.indicator_sheet, name="indicator-sheet"),
    path("releases/", views.releases, name="releases"),
    path("releases/<int:year>/<int:serial>/", views.release, name="release"),
    path("", include(common_patterns)),
]
