"""Early warning. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.planning.watch import views

urlpatterns = [
    path("planning/watch/", views.watch, name="watch"),
    path("planning/watch/<int:number>/dismiss/", views.watch_dismiss, name="watch-dismiss"),
    path("planning/watch/dismissed/<int:number>/restore/", views.watch_restore, name="watch-restore"),
]
