"""The doorkeeper before every view: a URL that nobody declared opens for nobody."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.views import APIView

from monitoring.departments.access import may, right_to_enter


class Doorkeeper:
    """Asks the access module before a view runs. Pages send visitors to sign in; the API answers by its own permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        assert request.resolver_match is not None
        address = getattr(request, "urlconf", settings.ROOT_URLCONF)
        right = right_to_enter(address, request.resolver_match.view_name)
        if right is None:
            raise PermissionDenied(f"{request.resolver_match.view_name} is not declared")
        if may(request.user, right):
            return None
        if issubclass(getattr(view, "cls", object), APIView):
            return None  # permissions.Declared refuses with problem details
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
