// A map in a panel: the modules of the map page, without moving or zooming; an area that is chosen filters the dashboard.
import { Canvas } from "../map/canvas.js";
import { fillsOf } from "../map/fills.js";
import { AreaKeys } from "../map/keyboard.js";
import { renderLegend } from "../map/legend.js";
import { viewModel } from "../map/model.js";
import { shortSentence } from "../map/sentences.js";
import { loadShapes } from "../map/shapes.js";
import { renderTable } from "../map/table.js";
import { whenIdle } from "../map/timing.js";
import { periodLabel } from "../periods.js";
import { t } from "../text.js";

const FINGERS = matchMedia("(pointer: coarse)").matches;

export class MapPanel {
  constructor(element, choose) {
    this.element = element;
    this.choose = choose;
    this.data = JSON.parse(element.querySelector("script").textContent);
    [this.frame, this.sentence, this.legend] = ["map", "sentence", "legend"].map((name) => element.querySelector(`[data-${name}]`));
  }

  async draw() {
    const { data } = this;
    data.reference.is_whole = data.reference.code === data.city.code;
    this.model = viewModel(data, data.show);
    this.element.setAttribute("aria-busy", "true");
    try {
      const shapes = await loadShapes(data.shapes_url);
      if (this.gone) return;
      this.canvas = new Canvas(this.frame, { still: true });
      this.canvas.draw(shapes, { keepView: false });
    } catch {
      this.sentence.textContent = t("board_map_failed");
      return;
    } finally {
      this.element.removeAttribute("aria-busy");
    }
    this.keys = new AreaKeys(this.canvas, {
      focus: (code) => this.point(code),
      leave: () => this.point(null),
      open: (code) => this.choose(code === data.area ? "" : code),
      point: (code) => this.point(code),
      unpoint: () => this.point(null),
    });
    const nameOf = (code) => data.names[this.model.positions.get(code)] ?? code;
    this.keys.adopt(data.codes, nameOf, data.title);
    this.canvas.mark("chosen", data.area);
    this.repaint();
    this.point(null);
    this.twin();
    if (data.borders_url) whenIdle(async () => {
      const borders = await loadShapes(data.borders_url).catch(() => null);
      if (!this.gone) this.canvas.orient(borders);
    });
  }

  /** The same as a table, built when it is opened; a name in it leads where the area on the map does. */
  twin() {
    const details = this.element.parentElement.querySelector("[data-map-table]");
    const table = details.querySelector("table");
    details.addEventListener("toggle", () => {
      if (details.open) renderTable(table, this.model, { title: this.data.title, chosen: this.data.area });
    });
    table.addEventListener("click", (event) => {
      const code = event.target.closest("[data-area]")?.dataset.area;
      if (code) this.choose(code);
    });
  }

  point(code) {
    this.canvas.mark("pointed", code === this.data.area ? null : code);
    const i = code ? this.model.positions.get(code) : undefined;
    const text = i === undefined ? "" : shortSentence(this.model, i);
    this.sentence.textContent = text || t(FINGERS ? "board_map_hint_touch" : "board_map_hint");
    this.sentence.classList.toggle("is-idle", !text);
  }

  repaint() {
    if (!this.canvas) return;
    this.canvas.paint(this.data.codes, fillsOf(this.model));
    const way = this.data.show === "value" ? "" : `${t(`show_${this.data.show}`)}, `;
    renderLegend(this.legend, this.model, "", way + periodLabel(this.data.period));
  }

  resize() {
    this.canvas?.refit();
  }

  dispose() {
    this.gone = true;
    this.canvas?.map.remove();
  }
}
