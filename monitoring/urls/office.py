"""The office's address."""

urlpatterns: list = []
