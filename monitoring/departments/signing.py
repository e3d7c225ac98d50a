"""Signing in and out, on both addresses."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from monitoring.departments.access import Right, may
from monitoring.departments.models import Person

#: Whoever has one of them finds something at the office's address.
OF_THE_OFFICE = (Right.ENTER_OFFICE, Right.SEE_APPOINTMENTS, Right.SEE_RECORDS)


class SignInForm(AuthenticationForm):
    """Name and password. At the office's address only for people of the office."""

    error_messages = {
        "invalid_login": _("User name and password do not match. Both distinguish upper and lower case."),
        "inactive": _("This account is closed. Your department's administrator helps."),
        "not_of_the_office": _(
            "Your account has no role at the statistics office's address. The portal's address is the place for you."
        ),
    }

    def confirm_login_allowed(self, user: Person) -> None:  # type: ignore[override]
        super().confirm_login_allowed(user)
        if settings.IS_OFFICE and not any(may(user, right) for right in OF_THE_OFFICE):
            raise ValidationError(self.error_messages["not_of_the_office"], code="not_of_the_office")


class SignIn(LoginView):
    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Where the visitor wanted to go; never back to this page, which would lead to itself."""
        wanted = super().get_redirect_url()
        return "" if urlsplit(wanted).path == self.request.path else wanted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url()}


class SignOut(LogoutView):
    """By POST only."""

    http_method_names = ["post", "options"]


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """After too many failed attempts: what happened, and what to do."""
    form = SignInForm(request)
    form.cleaned_data = {}
    form._errors = ErrorDict()  # nothing of what was sent is looked at any more
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    form.add_error(
        None,
        _(
            "Too many failed attempts for this account from this place. Wait %(minutes)d minutes, or ask your "
            "department's administrator. Nothing was changed."
        )
        % {"minutes": minutes},
    )
    refused = render(request, SignIn.template_name, {"form": form, "next": request.POST.get("next", "")}, status=429)
    refused["Retry-After"] = str(minutes * 60)
    return refused


def client_address(request: HttpRequest) -> str:
    """Whose failed attempts are counted together: the last address that a proxy wrote, or the one that connected.

    Only the proxy that ends TLS can be believed, and it writes last; without one the header is the visitor's own word.
    """
    said = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip() if settings.SECURE_TLS else ""
    return said or str(request.META.get("REMOTE_ADDR", ""))
