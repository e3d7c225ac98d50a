// Everything on the page that shows the model: fills, legend, sentence, table, panel, lines beneath.
import { escape, t } from "../text.js";
import { formatDate, formatValue } from "../numbers.js";
import { periodLabel } from "../periods.js";
import { aboutClasses } from "./classing.js";
import { definitionLines } from "./definition.js";
import { fillsOf } from "./fills.js";
import { AreaKeys } from "./keyboard.js";
import { foldWhereNarrow, renderLegend } from "./legend.js";
import { Panel } from "./panel.js";
import { AreaSearch } from "./search.js";
import { shortSentence } from "./sentences.js";
import { afterPaint } from "./timing.js";
import { markRow, renderTable } from "./table.js";
import { variantAid } from "./trends.js";
import { get } from "../api.js";

const FINGERS = matchMedia("(pointer: coarse)").matches;

export class Display {
  constructor(root, canvas, on) {
    this.root = root;
    this.canvas = canvas;
    this.on = on;
    const find = (name) => root.querySelector(`[data-${name}]`);
    [this.sentence, this.live, this.legend, this.table, this.toggle, this.section] = ["sentence", "live", "legend", "table", "table-toggle", "table-section"].map(find);
    this.keys = new AreaKeys(canvas, {
      focus: (code, visible) => this.point(code, visible),
      leave: () => this.point(null),
      open: (code, focus) => this.choose(code, focus),
      point: (code) => this.point(code, false),
      unpoint: () => this.point(null),
    });
    foldWhereNarrow(root.querySelector(".legend"), root.querySelector("[data-stage]"));
    this.panel = new Panel(find("panel"), () => this.close());
    this.search = new AreaSearch(find("search"), (code) => {
      this.choose(code, true);
      this.canvas.reveal(code);
    });
    this.toggle.addEventListener("click", () => this.openTable(this.section.hidden));
    this.table.addEventListener("click", (event) => {
      const code = event.target.closest("[data-area]")?.dataset.area;
      if (code) this.choose(code, true);
    });
    find("copy").addEventListener("click", () => this.copy());
  }

  show(model, { view, indicator, levelName, place, drawn }) {
    Object.assign(this, { model, view, indicator, levelName, place });
    this.canvas.paint(model.data.codes, fillsOf(model));
    if (drawn) {
      const labelOf = (code) => model.data.names[model.positions.get(code)] ?? code;
      this.keys.adopt(model.data.codes, labelOf, t("map_areas", { level: levelName }));
      this.search.offer(model.data.codes.map((code, i) => ({ code, name: model.data.names[i] })).filter(({ code }) => this.canvas.layers.has(code)));
    }
    this.mark(view.area);
    this.openTable(view.table === "1", false);
    const later = () => this.model === model && this.rest(model);
    if (drawn) later();
    else afterPaint(later);
  }

  /** What may come after the picture. */
  rest(model) {
    this.renderLegend(model);
    this.lines();
    if (!this.section.hidden) this.refreshTable();
    if (this.view.area) this.openPanel(this.view.area, false);
    else this.panel.hide();
    this.point(this.pointed);
    document.title = `${this.title()} · Sozialraum-Monitor`;
  }

  repaint(model) {
    this.canvas.paint(model.data.codes, fillsOf(model));
    this.renderLegend(model);
    if (!this.section.hidden) this.refreshTable();
  }

  renderLegend(model) {
    renderLegend(this.legend, model, this.indicator.title, this.when(), aboutClasses(model, this.view));
  }

  title() {
    return `${this.indicator.title}, ${this.when()}`;
  }

  /** How the indicator is shown and for when: "Abstand zum Bezugsraum, 31.12.2018". */
  when() {
    const { period, variant } = this.model.data;
    const how = [this.view.show === "value" ? "" : t(`show_${this.view.show}`), variant === "none" ? "" : t(`variant_${variant}`)];
    return [...how.filter(Boolean), periodLabel(period)].join(", ");
  }

  /** The area under the pointer or the keyboard, in one sentence. */
  point(code, announce = false) {
    this.pointed = code;
    this.canvas.mark("pointed", code === this.view?.area ? null : code);
    const i = code ? this.model.positions.get(code) : undefined;
    const text = i === undefined ? "" : shortSentence(this.model, i);
    this.sentence.textContent = text || t(FINGERS ? "map_hint_touch" : "map_hint");
    this.sentence.classList.toggle("is-idle", !text);
    if (announce) this.live.textContent = text;
  }

  choose(code, focus) {
    this.focusPanel = focus;
    if (code === this.view.area) this.openPanel(code, focus);
    else this.on.choose(code);
  }

  close() {
    const code = this.view.area;
    this.on.choose("");
    if (code) this.keys.focus(code);
  }

  mark(code) {
    this.canvas.mark("chosen", code);
    markRow(this.table, code);
  }

  openPanel(code, focus) {
    const breadcrumb = `${this.levelName} · ${code}`;
    this.panel.show(this.model, code, { indicator: this.indicator, breadcrumb, focus: focus || this.focusPanel });
    this.focusPanel = false;
  }

  openTable(open, tell = true) {
    this.section.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (!tell) return;
    if (open) {
      this.refreshTable();
      this.section.scrollIntoView({ block: "start" });
    }
    this.on.openTable(open);
  }

  refreshTable() {
    const { variant } = this.model.data;
    const title = variant === "none" ? this.indicator.title : `${this.indicator.title} (${t(`variant_${variant}`)})`;
    renderTable(this.table, this.model, { title, chosen: this.view.area });
  }

  /** Reading aid, source and release of what is shown. */
  async lines() {
    const { data } = this.model;
    const own = this.indicator;
    const write = (name, html) => (this.root.querySelector(`[data-${name}]`).innerHTML = html);
    const said = (data.notes ?? []).map((own) => `<br>${escape(own.text)}`).join("");
    write("release", escape(this.releaseLine(data)) + definitionLines(data) + said);
    write("residual", this.residualLine());
    write("variant-aid", escape(variantAid(data)));
    const detail = await get(own.about).catch(() => null);
    if (own !== this.indicator || !detail) return;
    write("aid", `<strong>${escape(t("reading_aid"))}</strong> ${escape(detail.sheet?.reading_aid ?? (data.named ? t("index_aid") : ""))}`);
    write("source", `${detail.parts ? composedOf(detail) : sourceOf(detail)} · <a href="${escape(own.sheet)}">${escape(t(data.named ? "to_index" : "to_indicator"))}</a>`);
  }

  releaseLine({ release, audited, data_status: status }) {
    if (!release) return t("release_none");
    const parts = [t("release_line", { number: release.cited ?? release.number, date: formatDate(release.activated_at) })];
    if (status !== "final") parts.push(t(`release_${status}`));
    if (release.demo) parts.push(t("release_demo"));
    else if (audited !== "passed") parts.push(t("release_not_audited"));
    if (this.place) parts.push(this.place);
    return parts.join(" · ");
  }

  residualLine() {
    const { residual, data } = this.model;
    const share = data.residual?.share;
    if (residual === -1 || !share) return "";
    return escape(t("residual_line", { name: data.names[residual], share: formatValue(share, "%", share < 1 ? 2 : 1) }));
  }

  async copy() {
    const status = this.root.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = t("copied");
    } catch {
      status.textContent = t("copy_failed");
    }
    setTimeout(() => (status.textContent = ""), 4000);
  }
}

/** Who published the counts, and under which licence; HTML. */
function sourceOf({ source }) {
  const [publishers, licences] = ["publisher", "licence"].map((key) => [...new Set(source.map((own) => own[key]))].join("; "));
  return `<strong>${escape(t("source"))}</strong> ${escape(publishers)} · ${escape(t("licence", { licence: licences }))}`;
}

/** What an index is made of; HTML. */
const composedOf = ({ parts }) => `<strong>${escape(t("index_parts"))}</strong> ${parts.map(({ title }) => escape(title)).join(" · ")}`;
