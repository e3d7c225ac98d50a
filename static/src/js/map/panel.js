// The area beside the map: level and trend in two statements, the series against the reference, the way to the whole sheet.
import { get } from "../api.js";
import { config, escape, t } from "../text.js";
import { howLink } from "./how-link.js";
import { goalLines } from "./goals.js";
import { asSeries, historyQuery, partsTable } from "./indices.js";
import { sparkline } from "./sparkline.js";
import { levelSentences, shortSentence, trendSentences } from "./sentences.js";

export class Panel {
  constructor(element, close) {
    this.element = element;
    this.body = element.querySelector("[data-panel-body]");
    this.heading = element.querySelector("h2");
    this.ticket = 0;
    element.querySelector("[data-panel-close]").addEventListener("click", close);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
  }

  /** Show an area of the model; with `focus` the heading takes the keyboard. */
  show(model, code, { indicator, breadcrumb, focus }) {
    const i = model.positions.get(code);
    const { data } = model;
    this.element.hidden = false;
    this.heading.textContent = data.names[i];
    this.element.querySelector("[data-panel-parent]").textContent = breadcrumb;
    const paragraphs = (sentences) => sentences.map((sentence) => `<p>${escape(sentence)}</p>`).join("");
    const trend = trendSentences(model, i);
    this.body.innerHTML = `
      <section><h3>${escape(t("panel_level"))}</h3>${paragraphs(levelSentences(model, i, indicator.title))}${howLink(data, i, escape(t("how_asked")), "how-link")}</section>
      ${trend.length ? `<section><h3>${escape(t("panel_trend"))}</h3>${paragraphs(trend)}</section>` : ""}
      ${model.clusters && data.status[i] === "ok" ? `<section><h3>${escape(t("panel_pattern"))}</h3>${paragraphs([shortSentence(model, i)])}</section>` : ""}
      ${data.named ? partsTable(model, i) : ""}
      <section data-panel-series aria-live="off"></section>`;
    const sheet = config.urls.sheet.replace("EDITION", data.edition).replace("AREA", encodeURIComponent(code));
    this.element.querySelector("[data-panel-sheet]").href = sheet;
    this.series(model, code, indicator);
    if (focus) this.heading.focus();
  }

  async series(model, code, indicator) {
    const { data } = model;
    this.ticket += 1;
    const own = this.ticket;
    const place = this.body.querySelector("[data-panel-series]");
    try {
      const series = data.named ? asSeries(await get(...historyQuery(data, code)), data.names[model.positions.get(code)]) : await get(config.urls.series, seriesQuery(data, indicator, code));
      if (own !== this.ticket) return;
      place.innerHTML = sparkline(series, { unit: data.unit, decimals: data.decimals, kind: data.kind, period: data.period }) + (data.named ? "" : goalLines(series, indicator.code, code));
    } catch (problem) {
      if (own === this.ticket) place.innerHTML = `<p class="muted small">${escape(problem.message)}</p>`;
    }
  }

  hide() {
    this.ticket += 1;
    this.element.hidden = true;
  }
}

function seriesQuery(data, indicator, area) {
  const reference = data.reference.is_whole ? "" : data.reference.code;
  return { indicator: indicator.code, area, edition: data.edition, reference, variant: data.variant === "none" ? "" : data.variant };
}
