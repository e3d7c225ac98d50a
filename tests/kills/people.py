"""The two people of the office at their browsers: they sign in, deliver by the form, approve by the API."""

import re
from dataclasses import dataclass

import requests

from tests.kills.watching import until

#: What the client sees of a server that dies: no answer at all.
NO_ANSWER = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
_SECONDS = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TICKET = re.compile(r'<input[^>]*name="ticket"[^>]*value="([^"]+)"|<input[^>]*value="([^"]+)"[^>]*name="ticket"')


@dataclass(frozen=True)
class Form:
    """A filled-in form. Its button may be pressed again."""

    fields: dict[str, str]
    file_name: str
    content: bytes


class Browser:
    """One person's session at the office's address."""

    def __init__(self, url: str, name: str, password: str, certificate: str = "") -> None:
        self._url = url.rstrip("/")
        self._session = requests.Session()
        self._session.headers["Referer"] = url
        if certificate:
            self._session.verify, self._session.trust_env = certificate, False
        self._name, self._password = name, password
        self._sign_in()

    def _sign_in(self) -> None:
        page = self._page("/sign-in/")
        token = _TOKEN.search(page).group(1)  # type: ignore[union-attr]
        fields = {"csrfmiddlewaretoken": token, "username": self._name, "password": self._password}
        answer = self._session.post(f"{self._url}/sign-in/", fields, timeout=_SECONDS, allow_redirects=False)
        assert answer.status_code == 302, answer.text[:2000]

    def _page(self, path: str) -> str:
        """A page; asked again while the office is away."""

        def ask() -> str | None:
            try:
                answer = self.get(path)
            except NO_ANSWER:
                return None
            assert answer.status_code in (200, 503), (path, answer.status_code)
            return answer.text if answer.status_code == 200 else None

        return until(f"the page {path}", ask)

    def get(self, path: str) -> requests.Response:
        """Whatever the office answers."""
        return self._session.get(self._url + path, timeout=_SECONDS)

    def fill_in(self, *, profile: str, period: str, file_name: str, content: bytes) -> Form:
        """Open the form and fill it in, signed in again where the session has ended: a restore brings none back."""
        page = self._page("/deliveries/new/")
        if not _TICKET.search(page):
            self._sign_in()
            page = self._page("/deliveries/new/")
        ticket = _TICKET.search(page)
        token = _TOKEN.search(page)
        assert ticket and token, page[:2000]
        fields = {"csrfmiddlewaretoken": token.group(1), "ticket": ticket.group(1) or ticket.group(2)}
        return Form(fields | {"profile": profile, "period": period}, file_name, content)

    def press(self, form: Form) -> requests.Response:
        """Send the form."""
        files = {"file": (form.file_name, form.content, "text/csv")}
        return self._session.post(
            f"{self._url}/deliveries/new/", form.fields, files=files, timeout=_SECONDS, allow_redirects=False
        )

    def post(self, path: str, **options: object) -> requests.Response:
        """A request to the office's API."""
        headers = {"X-CSRFToken": self._session.cookies["office_csrf"], "Accept": "application/json"}
        return self._session.post(f"{self._url}/api/v1/{path}", headers=headers, timeout=_SECONDS, **options)  # type: ignore[arg-type]

    def approve(self, delivery: int) -> requests.Response:
        """Approve, with the delivery's own number as the reason."""
        return self.decide(delivery, "approve")

    def decide(self, delivery: int, decision: str) -> requests.Response:
        """Approve, reject or withdraw; who was signed out meanwhile signs in and decides then."""
        return self.api(f"deliveries/{delivery}/{decision}/", {"reason": f"Lieferung {delivery}"})

    def explain(self, delivery: int) -> None:
        """Give a reason beside every kind of warning, as a delivery needs it before its approval."""
        until("the reasons", lambda: self._explained(delivery))

    def _explained(self, delivery: int) -> bool:
        """Whether nothing is left to explain; asked again while the office is away."""
        try:
            thread = self.get(f"/api/v1/deliveries/{delivery}/thread/")
            if thread.status_code == 403:
                self._sign_in()
            if thread.status_code != 200:
                return False
            given = [
                self.api(f"deliveries/{delivery}/reason/", {"code": code, "reason": "so gemeint"})
                for code in thread.json()["unanswered"]
            ]
        except NO_ANSWER:
            return False
        return all(answer.status_code == 200 for answer in given)

    def api(self, path: str, given: dict[str, object]) -> requests.Response:
        """A request of one person to the API; who was signed out meanwhile signs in and asks then."""
        answer = self.post(path, json=given)
        if answer.status_code != 403:
            return answer
        self._sign_in()
        return self.post(path, json=given)

    def write(self, path: str, **fields: str) -> requests.Response:
        """Send a form of a page."""
        given = {"csrfmiddlewaretoken": self._session.cookies["office_csrf"], **fields}
        return self._session.post(self._url + path, given, timeout=_SECONDS, allow_redirects=False)

    def deliver(self, *, profile: str, period: str, file_name: str, content: bytes) -> requests.Response:
        """Deliver by the API instead of the form."""
        files = {"file": (file_name, content, "text/csv")}
        return self.post("deliveries/", data={"profile": profile, "period": period}, files=files)
