// What takes a moment longer: correlations as a matrix, classes over time, and whether the classes hold.
import { formatNumber } from "../numbers.js";
import { periodLabel } from "../periods.js";
import { escape, t } from "../text.js";

const ALIKE = 0.9;

/** Components with each other and with the index; strong ones are marked by sign and word, not by colour alone. */
export function renderMatrix(table, { correlations }, titles, kind) {
  const names = [...titles, t("wb_index")];
  const heads = names.map((_, i) => `<th scope="col" class="num">${i < titles.length ? i + 1 : escape(t("wb_index"))}</th>`).join("");
  const rows = names.map((name, i) => {
    const cells = names.map((_, k) => {
      const r = correlations[kind][i][k];
      if (k > i) return "<td></td>";
      if (r === null) return `<td class="num muted">–</td>`;
      const alike = k !== i && i < titles.length && Math.abs(r) > ALIKE;
      return `<td class="num${alike ? " wb-alike" : ""}${k === i ? " muted" : ""}">${formatNumber(r, 2)}${alike ? `<span class="kern-sr-only"> ${escape(t("wb_alike"))}</span>` : ""}</td>`;
    });
    return `<tr><th scope="row">${i < titles.length ? `${i + 1} ` : ""}${escape(name)}</th>${cells.join("")}</tr>`;
  });
  table.innerHTML = `<caption>${escape(t("wb_matrix_caption", { areas: formatNumber(correlations.areas) }))}</caption><thead><tr><th scope="col">${escape(t("wb_component"))}</th>${heads}</tr></thead><tbody>${rows.join("")}</tbody>`;
}

const moved = (areas, model, from) => areas.map(([at, ...classes]) => {
  const [before, after] = classes.length === 2 ? classes : [from[at], classes[0]];
  return `<li>${escape(model.areas.names[at])}: ${escape(model.names[before])} → ${escape(model.names[after])}</li>`;
}).join("");

const list = (areas, model, from) => (areas.length ? `<details><summary>${escape(t("wb_which"))}</summary><ul class="plain-list small">${moved(areas, model, from)}</ul></details>` : "");

function what(row, model) {
  if (row.kind === "area_left_out") return t("wb_var_area_left_out", { area: model.areas.names[row.at] });
  return t(`wb_var_${row.kind}`, { component: model.titles[row.at] });
}

/** One row a variant: what was done, how many areas change class, and which. */
export function renderRobustness(table, answer, model) {
  const from = model.data.class;
  const share = (count, compared) => (compared ? `${formatNumber((100 * count) / compared, 1)} %` : "");
  const row = (text, areas, compared) => `<tr><th scope="row">${escape(text)}</th><td class="num"><strong>${formatNumber(areas.length)}</strong></td><td class="num muted">${share(areas.length, compared)}</td><td>${list(areas, model, from)}</td></tr>`;
  const rows = answer.robustness.map((one) => row(what(one, model), one.areas, one.compared));
  const earlier = answer.earlier ? row(t("wb_var_period_earlier", { period: periodLabel(answer.earlier.period) }), answer.earlier.areas, model.data.included) : `<tr><th scope="row">${escape(t("wb_earlier"))}</th><td class="muted" colspan="3">${escape(t("wb_not_compared"))}</td></tr>`;
  table.innerHTML = `<caption>${escape(t("wb_robustness_caption"))}</caption><thead><tr><th scope="col">${escape(t("wb_variant"))}</th><th scope="col" class="num">${escape(t("wb_changed"))}</th><th scope="col" class="num">${escape(t("wb_share"))}</th><th scope="col">${escape(t("wb_areas"))}</th></tr></thead><tbody>${rows.join("")}${earlier}</tbody>`;
}

const [WIDTH, HEIGHT] = [640, 150];

/** Classes over time: a column a period, stacked by class, and the same as a table. */
export function renderHistory(figure, table, { history }, model) {
  const wide = WIDTH / Math.max(1, history.length);
  const columns = history.map((one, i) => {
    let y = HEIGHT;
    const boxes = one.counts.map((count, k) => {
      const high = one.included ? (count / one.included) * HEIGHT : 0;
      y -= high;
      return `<rect x="${(i * wide + 1).toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(1, wide - 2).toFixed(1)}" height="${high.toFixed(1)}" fill="${model.colours[k]}" class="wb-bar__fill"/>`;
    });
    const parted = i > 0 && one.areas === null ? `<line x1="${(i * wide).toFixed(1)}" x2="${(i * wide).toFixed(1)}" y1="0" y2="${HEIGHT}" class="wb-break"/>` : "";
    return boxes.join("") + parted;
  });
  const ends = history.length ? `<figcaption><span>${escape(periodLabel(history[0].period))}</span><span>${escape(periodLabel(history.at(-1).period))}</span></figcaption>` : "";
  figure.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escape(t("wb_history_label"))}">${columns.join("")}</svg>${ends}`;
  const heads = model.names.map((name) => `<th scope="col" class="num">${escape(name)}</th>`).join("");
  const rows = history.toReversed().map((one, i) => {
    const isFirst = i === history.length - 1;
    const changed = one.areas === null ? `<span class="muted">${escape(isFirst ? "" : t("wb_not_compared"))}</span>` : formatNumber(one.areas.length);
    const which = one.areas && one.edition === model.edition ? list(one.areas, model) : "";
    return `<tr><th scope="row">${escape(periodLabel(one.period))}</th>${one.counts.map((count) => `<td class="num">${formatNumber(count)}</td>`).join("")}<td class="num">${changed}</td><td>${which}</td></tr>`;
  });
  table.innerHTML = `<caption>${escape(t("wb_history_caption"))}</caption><thead><tr><th scope="col">${escape(t("column_period"))}</th>${heads}<th scope="col" class="num">${escape(t("wb_changed"))}</th><th scope="col">${escape(t("wb_areas"))}</th></tr></thead><tbody>${rows.join("")}</tbody>`;
}
