"""Planning at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import URLPattern, URLResolver, path

from monitoring.planning.allocation.urls import urlpatterns as allocation
from monitoring.planning.attention.urls import urlpatterns as attention
from monitoring.planning.goals.urls import urlpatterns as goals
from monitoring.planning.overview import overview
from monitoring.planning.watch.urls import urlpatterns as watch

urlpatterns: list[URLPattern | URLResolver] = [
    path("planning/", overview, name="planning"),
    *allocation,
    *attention,
    *goals,
    *watch,
]
