"""A proposal from one of its files gives back every profile that the catalogue and the invented city have."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from fixtures.demo.city import City, build_city
from fixtures.demo.values import all_deliveries
from indicators.intake.proposing import KnownLevel, Proposal, likely_profiles, propose
from tests.indicators.intake.proposing.known_answers import (
    ESSENTIALS,
    FURTHER,
    KnownFile,
    berlin_files,
    berlin_levels,
    catalogue,
    demo_files,
    demo_levels,
    differing,
    known_without,
)

#: Two relations of the invented city that no name and no indicator shows: people and dwellings of different kinds.
UNTOLD = {"demo-sgb2": ["at_most"], "demo-wohnungen": ["at_most"]}


@pytest.fixture(scope="module")
def city() -> City:
    return build_city()


@pytest.fixture(scope="module")
def files(city: City) -> list[KnownFile]:
    return demo_files(city, all_deliveries(city))


def proposed(file: KnownFile, levels: tuple[KnownLevel, ...]) -> Proposal:
    """Without the profile itself among what is known."""
    return propose(file.content, file_name=file.name, known=known_without(levels, file.profile.code))


def rates(proposals: Iterable[tuple[KnownFile, Proposal]]) -> str:
    """How many profiles each key is given back for."""
    pairs = list(proposals)
    told = []
    for key, same in {**ESSENTIALS, **FURTHER}.items():
        right = sum(same(file.profile, proposal) for file, proposal in pairs)
        told.append(f"{key} {right}/{len(pairs)}")
    return ", ".join(told)


def test_every_profile_of_the_invented_city_is_given_back(city: City, files: list[KnownFile]) -> None:
    levels = demo_levels(city)
    proposals = [(file, proposed(file, levels)) for file in files]
    print(rates(proposals))
    assert len(files) == 27
    wrong = {file.profile.code: differing(file.profile, found, ESSENTIALS) for file, found in proposals}
    assert {code: keys for code, keys in wrong.items() if keys} == {}
    further = {file.profile.code: differing(file.profile, found, FURTHER) for file, found in proposals}
    assert {code: keys for code, keys in further.items() if keys} == UNTOLD


def test_berlins_real_tables_give_back_their_profiles(open_data: Path) -> None:
    levels = berlin_levels(open_data)
    proposals = {file.profile.code: (file, proposed(file, levels)) for file in berlin_files(open_data)}
    print(rates(proposals.values()))
    wrong = {code: differing(file.profile, found, ESSENTIALS) for code, (file, found) in proposals.items()}
    assert {code: keys for code, keys in wrong.items() if keys} == {"berlin-mss": ["columns"]}
    file, found = proposals["berlin-mss"]
    missed = {column for column, measure in file.profile.columns if found.document["columns"].get(column) != measure}  # type: ignore[attr-defined]
    assert missed <= {guess.key.partition(".")[2] for guess in found.unsure}, "what is not right is told as unsure"
    assert not differing(file.profile, found, {key: same for key, same in FURTHER.items() if key != "source"})


def test_a_file_of_a_known_profile_is_recognised(city: City, files: list[KnownFile]) -> None:
    """With all profiles known, the file's own is the likeliest of them."""
    known = known_without(demo_levels(city))
    for file in files:
        header = file.content.decode().partition("\n")[0].split(";")
        assert likely_profiles(header, header, known)[0].code == file.profile.code


def test_a_known_profile_is_proposed_as_it_is(city: City, files: list[KnownFile]) -> None:
    """A changed profile from a file that needs no change changes nothing but what the file shows of its form."""
    known = known_without(demo_levels(city))
    for file in files:
        found = propose(file.content, file_name=file.name, known=known, base=file.profile)
        assert found.document["columns"] == dict(file.profile.columns), file.name
        assert found.document["code"] == file.profile.code
        assert set(dict(file.profile.signs)) <= set(found.document["signs"])  # type: ignore[call-overload]


def test_the_catalogue_has_the_profiles_that_are_asked_for() -> None:
    assert len(catalogue().profiles) == 32
