"""``Authorization: Bearer …``: a token stands for the person who made it, and for nothing but its own deliveries."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from indicators.actions.tokens import known_token
from indicators.models import DeliveryToken
from monitoring.api.problems import ApiProblem
from monitoring.departments.models import Person
from monitoring.departments.signing import client_address

_SCHEMES = ("bearer", "token")
#: An hour's deliveries and a minute's questions of one token; a minute's wrong tokens of one address, in each process.
DELIVERIES, QUESTIONS, WRONG = 240, 120, 20
_MINUTE = 60


class TokenAuthentication(BaseAuthentication):
    """A header with a token is taken at its word: a wrong one is refused, also where a session would do."""

    def authenticate(self, request: Request) -> tuple[Person, DeliveryToken] | None:
        words = get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() not in _SCHEMES:
            return None
        address = client_address(request._request)
        if cache.get(f"wrong-token:{address}", 0) >= WRONG:
            raise Throttled(wait=_MINUTE)
        token = known_token(words[1]) if len(words) == 2 else None
        if token is None or not token.made_by.is_active:
            _count(f"wrong-token:{address}")
            raise ApiProblem("token_invalid", 401, headers={"WWW-Authenticate": "Bearer"})
        if request.method == "GET" and _count(f"token:{token.prefix}") > QUESTIONS:
            raise Throttled(wait=_MINUTE)
        return token.made_by, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _count(key: str) -> int:
    cache.add(key, 0, _MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out in between
        return 1


def require_pace(token: DeliveryToken) -> None:
    """Refuse who delivers more than any calendar asks for; counted over all processes."""
    since = timezone.now() - timedelta(hours=1)
    if token.deliveries.filter(at__gt=since).count() >= DELIVERIES:
        raise Throttled(wait=600)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The scheme in the description of the interface."""

    target_class = TokenAuthentication
    name = "deliveryToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token made at the statistics office."}
