"""Pages that both addresses serve."""

from django.urls import path

from monitoring.pages import views

urlpatterns = [
    path("imprint/", views.imprint, name="imprint"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("theme/", views.set_theme, name="theme"),
]
