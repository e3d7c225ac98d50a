"""Colours of classes on paper: the light ramps of the portal's maps, which stay apart in greyscale print.

The browser has the same in ``static/src/js/map/palettes.js``; a test holds both together.
"""

from math import cos, radians, sin

_SEQUENTIAL = ((0.935, 0.03, 225.0), (0.31, 0.17, 300.0))


def sequential(count: int) -> list[str]:
    """``count`` colours from little to much.

    >>> sequential(2)
    ['#d5eef9', '#410077']
    """
    start, end = _SEQUENTIAL
    steps = [0.5] if count == 1 else [at / (count - 1) for at in range(count)]
    return [oklch(*(a + (b - a) * step for a, b in zip(start, end, strict=True))) for step in steps]


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH as a hexadecimal sRGB colour (Ottosson 2020)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )
    return "#" + "".join(f"{_gamma(channel):02x}" for channel in channels)


def _gamma(channel: float) -> int:
    c = min(1.0, max(0.0, channel))
    return int(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055) + 0.5)
