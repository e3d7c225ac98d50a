"""The API asks the one module that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from monitoring.departments.access import may, right_to_enter

if TYPE_CHECKING:
    from rest_framework.views import APIView  # imports the default permissions, this module among them


class Declared(BasePermission):
    """Grants what the access module grants for the declared URL; a URL that is not declared is refused."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        match = request.resolver_match
        if match is None:
            return False
        address = getattr(request._request, "urlconf", settings.ROOT_URLCONF)
        return may(request.user, right_to_enter(address, match.view_name))
