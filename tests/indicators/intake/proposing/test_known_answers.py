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
UNTOLD: dict[str, list[str]] = {"demo-sgb2": ["at_most"], "demo-wohnungen": ["at_most"]}

#: Headers that name other things than they hold, or words of no measure's title.
UNLIKE = {"berlin-mss", "berlin-mss-context-2013", "ba-akg-sgb2"}


@pytest.fixture(scope="module")
def city() -> City:
    return build_city()


@pytest.fixture(scope="module")
def files(city: City) -> list[KnownFile]:
    return demo_files(city, all_deliveries(city))


def proposed(file: KnownFile, levels: tuple[KnownLevel, ...]) -> Proposal:
    """Without the profile itself among what is known, and without one of the same table in another edition."""
    same = [code for code in catalogue().profiles if code.startswith(file.profile.code.removesuffix("-2013"))]
    return propose(file.content, file_name=file.name, known=known_without(levels, file.profile.code, *same))


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


def test_real_tables_give_back_their_profiles_or_say_what_is_unsure(open_data: Path) -> None:
    """Berlin's tables and the Federal Employment Agency's layout. Whatever is not right is not told as sure."""
    levels = berlin_levels(open_data)
    proposals = {file.profile.code: (file, proposed(file, levels)) for file in berlin_files(open_data)}
    print(rates(proposals.values()))
    wrong = {code: differing(file.profile, found, ESSENTIALS) for code, (file, found) in proposals.items()}
    wrong = {code: keys for code, keys in wrong.items() if keys}
    assert set(wrong) <= UNLIKE and all(keys == ["columns"] for keys in wrong.values()), wrong
    for code in wrong:
        file, found = proposals[code]
        mapping = found.document["columns"]
        assert isinstance(mapping, dict)
        missed = {column for column, measure in file.profile.columns if mapping.get(column) != measure}
        assert missed <= {guess.key.partition(".")[2] for guess in found.unsure}, code


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
