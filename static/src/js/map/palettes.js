// Colours of classes. Neutral: blue to violet for more, never red for bad; differences run from teal over white to violet.
// Lightness alone tells the classes apart (greyscale print, colour blindness): also the two arms of the diverging ramp,
// whose steps interleave. Colours are made in OKLCH, where equal steps look equal.

const SEQUENTIAL = {
  light: { from: [0.935, 0.03, 225], to: [0.31, 0.17, 300] },
  dark: { from: [0.36, 0.06, 250], to: [0.92, 0.07, 305] },
};
const DIVERGING = {
  light: [[0.44, 0.085, 190], [0.66, 0.085, 190], [0.83, 0.05, 190], [0.955, 0.005, 250], [0.75, 0.08, 300], [0.55, 0.15, 300], [0.33, 0.17, 300]],
  dark: [[0.82, 0.1, 185], [0.66, 0.09, 190], [0.48, 0.06, 195], [0.345, 0.01, 260], [0.55, 0.11, 303], [0.73, 0.13, 305], [0.9, 0.075, 307]],
};

function gamma(channel) {
  const c = Math.min(1, Math.max(0, channel));
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
}

/** OKLCH to a hexadecimal sRGB colour (Ottosson 2020). */
export function oklch([lightness, chroma, hue]) {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb.map((c) => gamma(c).toString(16).padStart(2, "0")).join("")}`;
}

/** `count` colours from little to much. */
export function sequential(count, theme) {
  const { from, to } = SEQUENTIAL[theme];
  return Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? 0.5 : i / (count - 1);
    return oklch(from.map((start, k) => start + (to[k] - start) * at));
  });
}

const ARMS = { 2: [1, 5], 3: [1, 3, 5], 4: [0, 2, 4, 6], 5: [0, 1, 3, 5, 6], 6: [0, 1, 2, 4, 5, 6], 7: [0, 1, 2, 3, 4, 5, 6] };

/** Up to seven colours around the reference; an odd number has one for its middle. */
export function diverging(theme, count = 7) {
  return ARMS[count].map((step) => oklch(DIVERGING[theme][step]));
}
