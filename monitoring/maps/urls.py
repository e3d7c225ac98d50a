"""The map."""

from django.urls import path

from monitoring.maps import views

urlpatterns = [path("map/", views.map_page, name="map")]
