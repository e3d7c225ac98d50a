// The table twin: the same rows, the same marks, in the order of the codes. Built when it is opened, refreshed while it is open.
import { formatChange, formatDifference, formatNumber, formatValue } from "../numbers.js";
import { periodLabel } from "../periods.js";
import { escape, t } from "../text.js";
import { coloursOf, fillsOf, patternOf, swatch } from "./fills.js";
import { howLink } from "./how-link.js";
import { namedCell, namedColumns, namedHead } from "./indices.js";
import { waysFor } from "./model.js";
import { referenceName, shareOf } from "./sentences.js";
import { trendWord } from "./trends.js";

function numberCell(text) {
  return `<td class="num">${text}</td>`;
}

const writtenValue = (data, i) => escape(formatValue(data.value[i], data.unit, data.decimals));

function cells(model, i, fill) {
  const { data, clusters, trend } = model;
  const columns = columnsOf(model);
  if (data.status[i] !== "ok") {
    const why = data.named?.reasons[i] ?? t(`state_${data.status[i]}`);
    const mark = `<span class="state">${swatch(patternOf(data.status[i]))}${escape(why)}</span>`;
    if (data.named) return `<td colspan="${columns.length}">${mark}</td>`;
    return `<td class="num">${mark}</td>${'<td class="num"></td>'.repeat(columns.length - 1)}`;
  }
  if (data.named) return columns.map((column, k) => numberCell((k ? "" : swatch(fill)) + escape(namedCell(column, data, i)))).join("");
  const difference = (n) => (n === null || n === undefined ? "" : escape(formatDifference(n, data.unit, data.decimals)));
  const written = {
    value: `${swatch(fill)}${howLink(data, i, writtenValue(data, i), "how-value") || writtenValue(data, i)}`,
    share: escape(shareOf(data, i)),
    difference: difference(data.difference[i]),
    index: data.index[i] === null ? "" : escape(formatNumber(data.index[i])),
    trend: trend && escape(trendWord(data, i)),
    pattern: clusters && escape(t(`pattern_${clusters.pattern[i]}`)),
    neighbours_mean: clusters && clusters.neighbours_mean[i] !== null ? escape(formatValue(clusters.neighbours_mean[i], data.unit, data.decimals)) : "",
    change: data.change[i] === null ? "" : escape(formatChange(data.change[i], data)),
  };
  return columns.map((column) => numberCell(written[column])).join("");
}

function columnsOf({ data, clusters, trend }) {
  if (data.named) return namedColumns(data);
  if (trend) return ["value", "change", "trend"];
  if (data.kind === "count") return ["value", "share", "change"];
  if (clusters) return ["value", "pattern", "neighbours_mean"];
  return [...waysFor(data.kind).filter((way) => way !== "clusters" && way !== "trend"), "change"];
}

function row(model, i, fills, chosen) {
  const { data } = model;
  const code = data.codes[i];
  const name = i === model.residual
    ? escape(data.names[i])
    : `<button type="button" class="link" data-area="${escape(code)}">${escape(data.names[i])}</button>`;
  const current = code === chosen ? ' aria-current="true"' : "";
  return `<tr data-row="${escape(code)}"${current}><td>${escape(code)}</td><th scope="row">${name}</th>${cells(model, i, fills[i])}</tr>`;
}

function referenceRow(model, columns) {
  const { reference, unit, decimals } = model.data;
  if (!reference || reference.value === null || reference.value === undefined) return "";
  const change = reference.change === null || reference.change === undefined ? "" : formatChange(reference.change, model.data);
  const written = { value: formatValue(reference.value, unit, decimals), share: "", difference: "", index: "100", pattern: "", neighbours_mean: "", trend: "", change };
  return `<tr class="reference"><td>${escape(reference.code)}</td><th scope="row">${escape(reference.name)}</th>${columns.map((c) => numberCell(escape(written[c]))).join("")}</tr>`;
}

/** Fill the table with what the map shows. */
export function renderTable(table, model, { title, chosen }) {
  const { data } = model;
  const columns = columnsOf(model);
  const fills = fillsOf(model, coloursOf(model));
  const head = (column) => (data.named ? namedHead(column, data) : t(`column_${column}`));
  const heads = columns.map((column) => `<th scope="col" class="num">${escape(head(column))}</th>`).join("");
  const params = { title, period: periodLabel(data.period), reference: referenceName(data.reference) };
  const caption = data.named ? t("table_caption_index", params) : t("table_caption", params);
  const rows = data.codes.map((_, i) => row(model, i, fills, chosen));
  table.innerHTML = `<caption>${escape(caption)}</caption>
    <thead><tr><th scope="col">${escape(t("column_code"))}</th><th scope="col">${escape(t("column_area"))}</th>${heads}</tr></thead>
    <tbody>${referenceRow(model, columns)}${rows.join("")}</tbody>`;
}

/** Mark the chosen row without building anything anew. */
export function markRow(table, code) {
  for (const current of table.querySelectorAll('tr[aria-current="true"]')) current.removeAttribute("aria-current");
  if (code) table.querySelector(`tr[data-row="${CSS.escape(code)}"]`)?.setAttribute("aria-current", "true");
}
