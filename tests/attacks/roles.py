"""Who attacks: nobody signed in, and one person of each role; and what each of them knows anyway."""

import re
from dataclasses import dataclass

import requests

PASSWORD = "three-words-of-the-demo-9"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Attacker:
    """One reader. ``username`` is empty where nobody is signed in; ``role`` in ``department`` is all that they have."""

    name: str
    username: str = ""
    role: str = ""
    department: str = ""


ATTACKERS = (
    Attacker("anonymous"),
    Attacker("viewer", "blick", "viewer", "schule"),
    Attacker("planner", "planung", "planner", "sozialplanung"),
    Attacker("head", "leitung", "head", "dezernat-soziales"),
    Attacker("supplier", "zulieferung", "supplier", "jugend"),
    Attacker("administrator", "admin", "administrator", "it-stelle"),
)
OFFICE = Attacker("statistician", "statistik", "statistician", "statistikstelle")


def make() -> None:
    """The people who are not there yet; inside the portal, as its owner."""
    from monitoring.departments.models import Department, Person, Role
    from monitoring.departments.people import add_person, grant

    for attacker in ATTACKERS:
        if attacker.username and not Person.objects.filter(username=attacker.username).exists():
            person = add_person(
                by=None, username=attacker.username, first_name=attacker.name, last_name="–", password=PASSWORD
            )
            department = Department.objects.get(code=attacker.department)
            grant(by=None, person=person, department=department, role=Role(attacker.role))


def session(address: str, attacker: Attacker, language: str = "de") -> requests.Session:
    """A signed-in session at one address; of somebody nameless a new one."""
    opened = requests.Session()
    opened.trust_env = False
    opened.headers.update({"Accept-Language": language, "Referer": address})
    if attacker.username:
        page = opened.get(f"{address}/sign-in/", timeout=60).text
        token = _TOKEN.search(page)
        assert token, page[:1000]
        fields = {"csrfmiddlewaretoken": token.group(1), "username": attacker.username, "password": PASSWORD}
        answer = opened.post(f"{address}/sign-in/", fields, timeout=60, allow_redirects=False)
        assert answer.status_code == 302, (attacker, answer.status_code, answer.text[:2000])
    return opened
