"""Words of a header that speak of a person, German and English, as rows of tokens that stand side by side."""

import re
import unicodedata

_WORDS: dict[str, str] = {
    "person_names": """
        vorname vornamen rufname rufnamen nachname nachnamen familienname familiennamen geburtsname zuname
        firstname first+name lastname last+name surname surnames familyname family+name givenname given+name forename
        maidenname maiden+name birthname birth+name fullname full+name middlename middle+name
        vor+name nach+name ruf+name geburts+name familien+name
        personenname personen+name ansprechpartner antragsteller antragstellerin
        namedesantragstellers name+des+kindes name+der+mutter name+des+vaters
    """,
    "person_birth_dates": """
        geburtsdatum geburtsdaten geburtstag geburtstage geburts+datum geburts+tag geb+datum gebdatum gebdat geb+dat geb+tag
        geb+am geboren+am birthdate birth+date birthday birth+day dateofbirth date+of+birth dob born+on
    """,
    "person_addresses": """
        hausnummer hausnummern hausnr hsnr haus+nummer haus+nr housenumber house+number house+no
        anschrift wohnanschrift meldeanschrift postanschrift wohnadresse meldeadresse postadresse strassehausnummer
        streetaddress street+address postaladdress postal+address homeaddress home+address
    """,
    "person_identifiers": """
        aktenzeichen akten+zeichen aktennummer aktennr akten+nr fallnummer fallnr fall+nr fall+nummer case+id
        kundennummer kundennr kunden+nr kunden+nummer customer+number customer+id customer+no client+id client+number
        bgnummer bgnr bg+nummer bg+nr versichertennummer versicherten+nr versicherungsnummer sozialversicherungsnummer
        rentenversicherungsnummer svnr sv+nummer sv+nr rvnr steuerid steuer+id steuernummer steueridentifikationsnummer
        identifikationsnummer personennummer personennr personen+nr personenid personen+id person+id personid
        personenkennzeichen personalnummer ausweisnummer passnummer passport+number social+security+number ssn
        patientennummer patienten+id patient+id schuelernummer schueler+id student+id pupil+id
        mitgliedsnummer kontonummer iban bic
    """,
    "person_contacts": """
        telefon telefonnummer telefonnr telefon+nr handy handynummer mobilnummer mobiltelefon phone phonenumber phone+number
        telephone email emailadresse e+mail mailadresse mail+address faxnummer
    """,
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEEDLES: dict[str, list[tuple[str, tuple[str, ...]]]] = {}  # by their first token
for _reason, _words_of_reason in _WORDS.items():
    for _word in _words_of_reason.split():
        _needle = tuple(_word.split("+"))
        _NEEDLES.setdefault(_needle[0], []).append((_reason, _needle))

_AGGREGATES = _words(
    """
    anzahl zahl summe gesamt insgesamt quote anteil prozent rate mittel durchschnitt saldo ohne unbekannt unbekannte mit
    count number total sum share percent percentage per average mean without unknown
    personen einwohner einwohnerinnen bevoelkerung faelle haushalte kinder inhabitants persons people residents cases
    """
)
REFERENCE_DATE = _words(
    "stichtag berichtsmonat berichtstag stand datenstand periode period zeitraum reference asof berichtszeitraum"
)
RUNNING_NUMBER = _words("lfd nr nummer id index zeile row lfdnr no")
ATTRIBUTE = _words(
    """
    geschlecht sex gender alter age lebensalter geburtsjahr jahrgang staatsangehoerigkeit nationalitaet nationality
    familienstand religion plz postleitzahl zip
    """
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def tokens_of(header: str) -> tuple[str, ...]:
    """The words of a column's name in lower case, without umlauts; ``VornameKind`` are two.

    >>> tokens_of("Geburts-Datum"), tokens_of("area_name"), tokens_of("Straßenname")
    (('geburts', 'datum'), ('area', 'name'), ('strassenname',))
    """
    plain = unicodedata.normalize("NFC", header[:200]).translate(_UMLAUTS)
    return tuple(token.lower() for token in _TOKEN.findall(plain))


def person_word(tokens: tuple[str, ...]) -> str | None:
    """The reason code of the first word in a header that speaks of a person."""
    for start, first in enumerate(tokens):
        for reason, needle in _NEEDLES.get(first, ()):
            if tokens[start : start + len(needle)] == needle:
                return reason
    return None


def speaks_of_many(tokens: tuple[str, ...]) -> bool:
    """Whether a header counts or averages (``anzahl_ohne_anschrift``): then its numbers are no person's."""
    return not _AGGREGATES.isdisjoint(tokens)
