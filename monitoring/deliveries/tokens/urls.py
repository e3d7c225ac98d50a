"""Pages of the tokens. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.tokens import views

urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.new_token, name="token-new"),
    path("tokens/<slug:prefix>/revoke/", views.revoke_token, name="token-revoke"),
]
