// The series of an area against its reference, as a small SVG with a sentence and a table behind it for those who cannot see it.
import { formatValue } from "../numbers.js";
import { periodLabel } from "../periods.js";
import { escape, t } from "../text.js";

const [WIDTH, HEIGHT, PAD] = [288, 88, 6];

function line(values, x, y) {
  let path = "";
  let open = false;
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      open = false;
      return;
    }
    path += `${open ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
  });
  return path;
}

/** Runs of periods with an interval, as closed shapes. */
function ribbon(low, high, x, y) {
  const shapes = [];
  let run = [];
  const close = () => {
    if (run.length > 1) {
      const up = run.map((i) => `${x(i).toFixed(1)} ${y(high[i]).toFixed(1)}`);
      const down = run.toReversed().map((i) => `${x(i).toFixed(1)} ${y(low[i]).toFixed(1)}`);
      shapes.push(`M${[...up, ...down].join("L")}Z`);
    }
    run = [];
  };
  low.forEach((value, i) => {
    if (value === null || value === undefined || high[i] === null) close();
    else run.push(i);
  });
  close();
  return shapes.join("");
}

function rows(series, unit, decimals) {
  return series.periods.map((period, i) => {
    const own = series.status[i] === "ok" ? formatValue(series.value[i], unit, decimals) : t(`state_${series.status[i]}`);
    const reference = series.beside?.cells[i] ?? (series.reference_value[i] === null ? "" : formatValue(series.reference_value[i], unit, decimals));
    return `<tr><th scope="row">${escape(periodLabel(period))}</th><td class="num">${escape(own)}</td><td class="num">${escape(reference)}</td></tr>`;
  }).join("");
}

function table(series, unit, decimals) {
  return `<details class="series-table"><summary>${escape(t("series_as_table"))}</summary><div class="table-frame" tabindex="0" role="group" aria-label="${escape(t("series_as_table"))}"><table class="table">
    <thead><tr><th scope="col">${escape(t("column_period"))}</th><th scope="col" class="num">${escape(series.area.name)}</th><th scope="col" class="num">${escape(series.beside?.title ?? series.reference.name)}</th></tr></thead>
    <tbody>${rows(series, unit, decimals)}</tbody></table></div></details>`;
}

/** Changes of definition and spans that were not usual, in words: what the marks in the picture stand for. */
function notes(series) {
  const breaks = (series.breaks ?? []).filter((own) => own.at > 0).map((own) => `<li><strong>${escape(t("series_from", { period: periodLabel(own.period) }))}</strong> ${escape(own.text)}</li>`);
  const spans = (series.exceptional ?? []).filter((own) => own.first_at !== null).map((own) => `<li><strong>${escape(own.first === own.last ? `${periodLabel(own.first)}:` : t("series_span", { first: periodLabel(own.first), last: periodLabel(own.last) }))}</strong> ${escape(own.text)}</li>`);
  const plain = (series.notes ?? []).map((own) => `<li>${escape(own.text)}</li>`);
  return breaks.length + spans.length + plain.length ? `<ul class="series__notes plain-list small muted">${[...spans, ...breaks, ...plain].join("")}</ul>` : "";
}

/** HTML of the series; nothing where there is no series. Counts stand alone, a city's stock has another scale; so do indices. */
export function sparkline(series, { unit, decimals, kind, period }) {
  const count = series.periods.length;
  const alone = kind === "count" || kind === "index";
  const references = alone ? series.periods.map(() => null) : series.reference_value;
  const targets = (series.goals ?? []).map(({ target }) => target);
  const known = [...series.value, ...references, ...targets, ...(series.low ?? []), ...(series.high ?? [])].filter((v) => v !== null && v !== undefined);
  if (count < 2 || !known.length) return `<p class="muted small">${escape(t("series_none"))}</p>`;
  let [least, most] = [Math.min(...known), Math.max(...known)];
  if (most - least < 1e-9) [least, most] = [least - 1, most + 1];
  const x = (i) => PAD + (i * (WIDTH - 2 * PAD)) / (count - 1);
  const y = (v) => HEIGHT - PAD - ((v - least) / (most - least)) * (HEIGHT - 2 * PAD);
  const breaks = [...new Set((series.breaks ?? []).map((own) => own.at).filter((i) => i > 0))];
  const spans = (series.exceptional ?? []).filter((own) => own.first_at !== null);
  const now = series.periods.indexOf(period);
  const dots = series.value.map((v, i) => (v === null ? "" : `<circle class="series__dot${i === now ? " series__dot--now" : ""}" cx="${x(i).toFixed(1)}" cy="${y(v).toFixed(1)}" r="${i === now ? 4 : 1.75}"/>`));
  return `<figure class="series">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escape(series.label ?? t("series_label", { area: series.area.name, reference: series.reference.name }))}">
      ${spans.map((own) => `<rect class="series__exceptional" x="${Math.max(0, x(own.first_at - 0.5)).toFixed(1)}" y="0" width="${(x(own.last_at + 0.5) - Math.max(0, x(own.first_at - 0.5))).toFixed(1)}" height="${HEIGHT}"/>`).join("")}
      <path class="series__range" d="${ribbon(series.low ?? [], series.high ?? [], x, y)}"/>
      ${breaks.map((i) => `<line class="series__break" x1="${x(i - 0.5).toFixed(1)}" x2="${x(i - 0.5).toFixed(1)}" y1="0" y2="${HEIGHT}"/>`).join("")}
      ${targets.map((target) => `<line class="series__target" x1="0" x2="${WIDTH}" y1="${y(target).toFixed(1)}" y2="${y(target).toFixed(1)}"/>`).join("")}
      <path class="series__reference" d="${line(references, x, y)}"/><path class="series__area" d="${line(series.value, x, y)}"/>${dots.join("")}
    </svg>
    <figcaption><span>${escape(periodLabel(series.periods[0]))}</span><span class="series__keys"><span class="key key--area">${escape(series.area.name)}</span>${alone ? "" : `<span class="key key--reference">${escape(series.reference.name)}</span>`}${targets.length ? `<span class="key key--target">${escape(t("series_target"))}</span>` : ""}${spans.length ? `<span class="key key--exceptional">${escape(t("series_exceptional"))}</span>` : ""}${breaks.length ? `<span class="key key--break">${escape(t("series_break"))}</span>` : ""}</span><span>${escape(periodLabel(series.periods.at(-1)))}</span></figcaption>
  </figure>${notes(series)}${table(series, unit, decimals)}`;
}
