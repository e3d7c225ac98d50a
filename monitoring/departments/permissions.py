"""The API asks the one module that decides."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class Declared(BasePermission):
    """Denied unless granted; replaced by the access module's decision."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(request.user and request.user.is_authenticated)
