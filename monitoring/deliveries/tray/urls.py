"""Pages of the trays. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.tray import views

_ONE = "deliveries/<int:delivery>/"

urlpatterns = [
    path(f"{_ONE}take-over/", views.take_over_page, name="delivery-take-over"),
    path(f"{_ONE}values/", views.delivered_values, name="delivery-values"),
    path(f"{_ONE}values.csv", views.delivered_values_csv, name="delivery-values-csv"),
    path("data/", views.own_data, name="own-data"),
]
