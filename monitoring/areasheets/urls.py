"""Areas and their sheets."""

from django.urls import path

from monitoring.areasheets import views

urlpatterns = [
    path("areas/", views.areas, name="areas"),
    path("areas/<slug:edition>/<str:code>/", views.area_sheet, name="area-sheet"),
]
