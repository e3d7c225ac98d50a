// The legend is the distribution: bars in the colours of the classes, the reference marked, classes and states with their counts.
import { differenceUnit, formatNumber, formatValue, unitText } from "../numbers.js";
import { escape, t } from "../text.js";
import { coloursOf, patternOf, swatch } from "./fills.js";
import { namedLabel } from "./indices.js";
import { onMap, referenceNumber, statesPresent } from "./model.js";
import { PATTERNS, patternsAid } from "./patterns.js";
import { classOf, countClasses, histogram } from "./scales.js";
import { trendAid, trendEntries } from "./trends.js";

const [WIDTH, HEIGHT, BINS] = [232, 56, 29];
const ROOM = 720;

/** Where the legend lies over the map and there is no room for both, it is closed until somebody opens it. */
export function foldWhereNarrow(legend, stage) {
  const beside = matchMedia("(min-width: 62rem)");
  let narrow = null;
  new ResizeObserver(([{ contentRect }]) => {
    const now = beside.matches && contentRect.width < ROOM;
    if (now !== narrow && (narrow !== null || now)) legend.open = !now;
    narrow = now;
  }).observe(stage);
}

/** Decimals that keep neighbouring edges apart and, for round edges, say them exactly: at most two more than the indicator's. */
export function edgeDecimals(edges, decimals, exactly) {
  const finite = edges.filter(Number.isFinite);
  for (let own = decimals; own < decimals + 2; own += 1) {
    const texts = finite.map((edge) => edge.toFixed(own));
    const exact = !exactly || finite.every((edge, i) => Math.abs(edge - Number(texts[i])) < 1e-9);
    if (exact && new Set(texts).size === texts.length) return own;
  }
  return decimals + 2;
}

export function unitOf(model) {
  if (model.show === "index") return "";
  return model.show === "difference" ? differenceUnit(model.data.unit, 2, model.decimals) : unitText(model.data.unit);
}

/** "über 4,2 bis 8,1": one class in words; the upper edge belongs to it. A fixed class below every value has no lower edge. */
export function classLabel(edges, k, decimals, signed) {
  const write = (n) => (signed && n > 0 ? "+" : "") + formatNumber(n, decimals);
  const [from, to] = [edges[k], edges[k + 1]];
  if (from === -Infinity || from > to) return t("class_below", { to: write(to) });
  if (to === Infinity) return t("class_above", { from: write(from) });
  return t(k === 0 ? "class_first" : "class_between", { from: write(from), to: write(to) });
}

function bars(model, colours) {
  const numbers = onMap(model, model.numbers).filter((n, i) => model.states[i] === "ok");
  const sorted = numbers.filter((n) => n !== null).sort((a, b) => a - b);
  if (sorted.length < 3) return "";
  const cut = (share) => sorted[Math.round((sorted.length - 1) * share)];
  let range = [cut(0.005), cut(0.995)];
  const reference = referenceNumber(model);
  if (reference !== null) range = [Math.min(range[0], reference), Math.max(range[1], reference)];
  const { from, to, bars: found } = histogram(numbers, BINS, range);
  const most = Math.max(...found.map((bar) => bar.count));
  const wide = WIDTH / found.length;
  const drawn = found.map((bar, i) => {
    const high = bar.count ? Math.max(1.5, (bar.count / most) * (HEIGHT - 2)) : 0;
    const fill = colours[classOf((bar.from + bar.to) / 2, model.edges)] ?? "none";
    return `<rect class="bar" x="${(i * wide + 0.5).toFixed(1)}" y="${(HEIGHT - high).toFixed(1)}" width="${(wide - 1).toFixed(1)}" height="${high.toFixed(1)}" fill="${fill}"/>`;
  });
  return `<svg class="distribution" viewBox="0 0 ${WIDTH} ${HEIGHT + 14}" width="${WIDTH}" height="${HEIGHT + 14}" role="img" aria-label="${escape(t("legend_distribution"))}">
    <g>${drawn.join("")}</g><line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>${edgeMarks(model.edges, from, to)}${mark(reference, from, to)}</svg>`;
}

/** Where one class ends and the next begins. */
function edgeMarks(edges, from, to) {
  const inner = edges.slice(1, -1).filter((edge) => edge > from && edge < to);
  return inner.map((edge) => `<path class="edge-mark" d="M${(((edge - from) / (to - from)) * WIDTH).toFixed(1)} ${HEIGHT - 3}v6"/>`).join("");
}

function mark(reference, from, to) {
  if (reference === null || reference === undefined) return "";
  const x = Math.min(WIDTH - 5, Math.max(5, ((reference - from) / (to - from)) * WIDTH));
  return `<path class="city-mark" d="M${x.toFixed(1)} ${HEIGHT + 2}l5 9h-10z"/><line class="city-line" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="0" y2="${HEIGHT}"/>`;
}

function referenceLine(model) {
  const { reference, unit, decimals } = model.data;
  if (!reference || reference.status !== "ok" || reference.value === null || model.data.kind === "count") return "";
  return `<p class="legend__reference"><span aria-hidden="true">▲</span> ${escape(reference.name)} <strong>${escape(formatValue(reference.value, unit, decimals))}</strong></p>`;
}

const entry = (fill, label, count) => `<li>${swatch(fill)}<span>${escape(label)}</span><span class="legend__count">${formatNumber(count)}</span></li>`;

/** One line a class, from much to little. */
function classEntries(model, colours, counts) {
  const decimals = edgeDecimals(model.edges, model.decimals, model.centre !== null);
  const signed = model.centre === 0 || model.data.kind === "change";
  const edges = Math.max(0, model.edges.length - 1);
  const label = (k) => (model.data.named ? namedLabel(model.data, k) : classLabel(model.edges, k, decimals, signed));
  return colours.slice(0, edges).map((colour, k) => entry(colour, label(k), counts[k])).reverse();
}

/** One line a spatial pattern; the two that form quarters stand there even where there are none. */
function patternEntries(colours, counts) {
  const lines = PATTERNS.map((word, k) => (counts[k] || k < 2 ? entry(colours[k], t(`pattern_${word}`), counts[k]) : ""));
  return lines.filter(Boolean);
}

function entries(model, colours, counts) {
  if (model.clusters) return patternEntries(colours, counts);
  return model.trend ? trendEntries(entry, model.data, colours, counts) : classEntries(model, colours, counts);
}

/** Fill the legend; `about` is HTML that says where the classes come from. */
export function renderLegend(element, model, title, when, about = "") {
  const colours = coloursOf(model);
  const counts = countClasses(onMap(model, model.classes).map((k, i) => (model.states[i] === "ok" ? k : null)), colours.length);
  const shown = onMap(model, model.states);
  const states = statesPresent(model).filter((state) => shown.includes(state)).map((state) => entry(patternOf(state), t(model.trend && state === "not_applicable" ? "trend_unjudged" : `state_${state}`), shown.filter((own) => own === state).length));
  const unit = (model.data.named && t("named_unit")) || (model.clusters && t("panel_pattern")) || (model.trend && t("panel_trend")) || unitOf(model) || (model.show === "index" ? t("index_unit") : t("count_unit"));
  element.querySelector("[data-legend-body]").innerHTML = `
    <p class="legend__when">${escape(when)}</p>
    <p class="legend__unit">${escape(unit)} <span class="legend__count">${escape(t("legend_areas"))}</span></p>
    ${model.clusters || model.trend ? "" : bars(model, colours) + referenceLine(model)}
    <ul class="legend__classes">${entries(model, colours, counts).join("")}${states.join("")}</ul>
    ${(model.clusters && patternsAid(model)) || (model.trend && trendAid(model.data)) || about}`;
  element.querySelector("[data-legend-title]").textContent = title;
}
