// Classes of what the map shows. Pure: numbers in, class numbers out; no colours, no words, no page.

/** Index of the class that holds `value`: `edges[k] < value <= edges[k + 1]`, the first class holds its lower edge too. */
export function classOf(value, edges) {
  if (value === null || value === undefined || Number.isNaN(value) || edges.length < 2) return null;
  const last = edges.length - 2;
  let found = 0;
  while (found < last && value > edges[found + 1]) found += 1;
  return found;
}

/** The largest of 1, 2, 5 × 10ⁿ that is not above `rough`, and never finer than one step of the decimals shown. */
export function niceStep(rough, finest) {
  if (!(rough > finest)) return finest;
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const lead = rough / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}

function quantile(sorted, share) {
  if (!sorted.length) return 0;
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/**
 * Seven classes that are symmetric around `centre` (0 for differences, 100 for an index): the middle one holds the centre,
 * the outer ones are open. The step is a round number; nine of ten areas lie inside the outermost edges.
 */
export function symmetricBreaks(numbers, centre, decimals) {
  const away = numbers.filter((n) => n !== null && !Number.isNaN(n)).map((n) => Math.abs(n - centre)).sort((a, b) => a - b);
  const step = niceStep(quantile(away, 0.9) / 2, 10 ** -decimals);
  const inner = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].map((k) => round(centre + k * step, decimals + 1));
  return [-Infinity, ...inner, Infinity];
}

function round(value, decimals) {
  const power = 10 ** decimals;
  return Math.round(value * power) / power;
}

/** Bars of the distribution: bins of equal width from the least to the greatest number, cut to `range` when given. */
export function histogram(numbers, bins, range = null) {
  const known = numbers.filter((n) => n !== null && !Number.isNaN(n));
  if (!known.length) return { from: 0, to: 1, bars: [] };
  const from = range ? range[0] : known.reduce((a, b) => Math.min(a, b));
  let to = range ? range[1] : known.reduce((a, b) => Math.max(a, b));
  if (to <= from) to = from + 1;
  const width = (to - from) / bins;
  const bars = Array.from({ length: bins }, (_, i) => ({ from: from + i * width, to: from + (i + 1) * width, count: 0 }));
  for (const n of known) bars[Math.max(0, Math.min(bins - 1, Math.floor((n - from) / width)))].count += 1;
  return { from, to, bars };
}

/** How many areas fall into each class. */
export function countClasses(classes, count) {
  const counts = new Array(count).fill(0);
  for (const k of classes) if (k !== null) counts[k] += 1;
  return counts;
}
