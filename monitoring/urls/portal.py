"""The portal's address."""

urlpatterns: list = []
