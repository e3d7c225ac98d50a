// The map and its classes. Shapes are fetched once per level; a changed index changes fills and nothing else.
import { Canvas } from "../map/canvas.js";
import { patternOf, swatch } from "../map/fills.js";
import { AreaKeys } from "../map/keyboard.js";
import { sequential } from "../map/palettes.js";
import { loadShapes } from "../map/shapes.js";
import { whenIdle } from "../map/timing.js";
import { formatNumber } from "../numbers.js";
import { config, escape, t } from "../text.js";
import { currentTheme } from "../theme.js";

export const STATES = ["ok", "missing", "pending", "not_applicable", "unreliable", "suppressed"];
export const reasonOf = (code) => t(`wb_out_${config.reasons[code]}`);

export class Picture {
  constructor(root, choose) {
    this.root = root;
    this.choose = choose;
    this.canvas = new Canvas(root.querySelector("[data-map]"));
    this.sentence = root.querySelector("[data-sentence]");
    this.legend = root.querySelector("[data-classes]");
    this.veil = root.querySelector("[data-veil]");
    this.keys = new AreaKeys(this.canvas, {
      focus: (code) => this.point(code),
      leave: () => this.point(null),
      open: (code) => this.choose(code === this.chosen ? "" : code),
      point: (code) => this.point(code),
      unpoint: () => this.point(null),
    });
    root.querySelector("[data-fit]").addEventListener("click", () => this.canvas.fit());
  }

  /** Take over the areas of another level. */
  async adopt(areas) {
    this.areas = areas;
    this.at = new Map(areas.codes.map((code, i) => [code, i]));
    const shapes = areas.shapes_url ? await loadShapes(areas.shapes_url) : null;
    if (this.areas !== areas || !shapes) return;
    this.canvas.draw(shapes, { keepView: false });
    this.keys.adopt(areas.codes, (code) => areas.names[this.at.get(code)], t("wb_map"));
    if (areas.borders_url) whenIdle(async () => {
      const borders = await loadShapes(areas.borders_url).catch(() => null);
      if (this.areas === areas) this.canvas.orient(borders);
    });
  }

  coloursFor(count) {
    return sequential(Math.max(1, count), currentTheme());
  }

  /** Nothing here but what the browser must do to show the new picture. */
  paint(data, names) {
    [this.data, this.names] = [data, names];
    const colours = (this.colours = this.coloursFor(names.length));
    const fills = data.class.map((k, i) => (k < 0 ? patternOf(STATES[data.status[i]] === "ok" ? "not_applicable" : STATES[data.status[i]]) : colours[k]));
    this.canvas.paint(this.areas.codes, fills);
    this.hide("");
  }

  /** Why there is no picture; the one before stays beneath. */
  hide(text) {
    this.veil.hidden = text === "";
    this.veil.querySelector("p").textContent = text;
  }

  mark(code) {
    this.chosen = code;
    this.canvas.mark("chosen", code || null);
    this.point(null);
  }

  point(code) {
    this.canvas.mark("pointed", code === this.chosen ? null : code);
    const text = this.said(code || this.chosen);
    this.sentence.textContent = text || t("wb_hint");
    this.sentence.classList.toggle("is-idle", !text);
  }

  said(code) {
    const i = code ? this.at?.get(code) : undefined;
    if (i === undefined || !this.data?.value) return "";
    const area = this.areas.names[i];
    if (this.data.class[i] < 0) return t("wb_left_out_sentence", { area, reason: reasonOf(this.data.left_out[i]) });
    const next = this.data.distance[i] === null ? "" : t("wb_to_next", { distance: formatNumber(this.data.distance[i], 2), name: this.names[this.data.beyond[i]] });
    return t("wb_sentence", { area, value: formatNumber(this.data.value[i], 2), name: this.names[this.data.class[i]], next });
  }

  /** How many areas are in each class, as legend and as bars. */
  classes(data, names, edges) {
    const most = Math.max(1, ...data.counts);
    const rows = names.map((name, k) => `<tr><th scope="row">${swatch(this.colours[k])}${escape(name || t("wb_class", { number: k + 1 }))}</th><td class="num muted">${escape(edges[k])}</td><td class="num">${formatNumber(data.counts[k])}</td><td class="wb-bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="10" aria-hidden="true"><rect width="${((100 * data.counts[k]) / most).toFixed(1)}" height="10" fill="${this.colours[k]}" class="wb-bar__fill"/></svg></td></tr>`);
    const out = Object.entries(data.left_out_counts).filter(([, count]) => count).map(([reason, count]) => `<tr class="muted"><th scope="row" colspan="2">${escape(t(`wb_out_${reason}`))}</th><td class="num">${formatNumber(count)}</td><td></td></tr>`);
    this.legend.innerHTML = `<caption>${escape(t("wb_classes_caption", { areas: formatNumber(data.included) }))}</caption><thead class="kern-sr-only"><tr><th scope="col">${escape(t("wb_class_head"))}</th><th scope="col">${escape(t("wb_index"))}</th><th scope="col">${escape(t("wb_areas"))}</th><td></td></tr></thead><tbody>${rows.reverse().join("")}${out.join("")}</tbody>`;
  }
}
