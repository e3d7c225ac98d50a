"""Base maps of German land surveys, ready to be switched on by ``PORTAL_BASEMAP``; off by default.

Switched on, the visitor's browser asks that one host for pictures, and the content security policy allows that host alone.
All presets speak Web Mercator and need no key; the terms of each service stand at its publisher. This module is read by the
settings: it imports nothing of Django.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Basemap:
    """A service: ``url`` with {z}, {x}, {y} for tiles, or of a WMS when ``layers`` names what to draw; the holder's words."""

    url: str
    attribution: str
    layers: str = ""


_BKG = "https://sgx.geodatenzentrum.de"
_BASEMAP_DE = _BKG + "/wmts_basemapde/tile/1.0.0/{layer}/default/GLOBAL_WEBMERCATOR/{{z}}/{{y}}/{{x}}.png"
_TOPPLUS = _BKG + "/wmts_topplus_open/tile/1.0.0/{layer}/default/WEBMERCATOR/{{z}}/{{y}}/{{x}}.png"
_BASEMAP_DE_WORDS = "© basemap.de / BKG, GeoBasis-DE"
_TOPPLUS_WORDS = "© BKG, TopPlusOpen, dl-de/by-2-0"

BASEMAPS: dict[str, Basemap] = {
    "basemap-de-grey": Basemap(_BASEMAP_DE.format(layer="de_basemapde_web_raster_grau"), _BASEMAP_DE_WORDS),
    "basemap-de": Basemap(_BASEMAP_DE.format(layer="de_basemapde_web_raster_farbe"), _BASEMAP_DE_WORDS),
    "topplusopen-light-grey": Basemap(_TOPPLUS.format(layer="web_light_grau"), _TOPPLUS_WORDS),
    "topplusopen-light": Basemap(_TOPPLUS.format(layer="web_light"), _TOPPLUS_WORDS),
    "bayern-webkarte": Basemap(
        "https://wmtsod1.bayernwolke.de/wmts/by_webkarte/smerc/{z}/{x}/{y}", "© Bayerische Vermessungsverwaltung"
    ),
    "berlin-k5": Basemap("https://gdi.berlin.de/services/wms/k5_farbe", "© Geoportal Berlin, K5", layers="k5_farbe"),
    "hamburg-grey-blue": Basemap(
        "https://geodienste.hamburg.de/HH_WMS_Geobasiskarten_GB",
        "© Freie und Hansestadt Hamburg, LGV, dl-de/by-2-0",
        layers="HH_WMS_Geobasiskarten_GB",
    ),
    "nrw-dtk-grey": Basemap("https://www.wms.nrw.de/geobasis/wms_nw_dtk", "© Geobasis NRW", layers="nw_dtk_sw"),
}


def basemap(name: str) -> Basemap:
    """The preset of that name.

    Raises:
        ValueError: there is none; the message names those there are.
    """
    try:
        return BASEMAPS[name]
    except KeyError:
        raise ValueError(f"PORTAL_BASEMAP={name!r} is unknown; there are: {', '.join(sorted(BASEMAPS))}") from None


def host_of(name: str) -> str:
    """Scheme and host of a preset, for the content security policy."""
    parts = urlsplit(basemap(name).url)
    return f"{parts.scheme}://{parts.netloc}"
