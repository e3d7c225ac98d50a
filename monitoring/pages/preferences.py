"""What a reader has chosen for this browser: the theme, kept in a cookie so that the first byte already knows it."""

from django.http import HttpRequest

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def chosen_theme(request: HttpRequest) -> str:
    """``light``, ``dark``, or empty: the system decides."""
    wanted = request.COOKIES.get(THEME_COOKIE, "")
    return wanted if wanted in THEMES else ""
