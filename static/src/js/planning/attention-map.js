// The map of a rule's list: which areas are on it, which came in or went out within a year.
import { Canvas } from "../map/canvas.js";
import { patternOf } from "../map/fills.js";
import { loadShapes } from "../map/shapes.js";
import { config, t } from "../text.js";

const FILLS = { listed: "var(--attention-listed)", new: "var(--attention-new)", gone: "var(--attention-gone)", other: "var(--attention-other)" };

export class AttentionMap {
  constructor(root) {
    this.root = root;
    this.line = root.querySelector("[data-line]");
  }

  async start() {
    if (!config.shapes) return;
    const shapes = await loadShapes(config.shapes);
    this.canvas = new Canvas(this.root.querySelector("[data-map]"), { still: true });
    this.canvas.draw(shapes, { keepView: false });
    this.canvas.paint(config.codes, config.states.map((state) => FILLS[state] ?? patternOf("not_applicable")));
    config.codes.forEach((code, at) => this.listen(code, at));
    matchMedia("print").addEventListener("change", () => this.canvas.refit());
    this.root.dataset.ready = "true";
  }

  listen(code, at) {
    const path = this.canvas.paths.get(code);
    path?.addEventListener("pointerenter", () => this.point(code, t(config.states[at], { area: config.names[at] })));
    path?.addEventListener("pointerleave", () => this.point(null, ""));
  }

  point(code, text) {
    this.canvas.mark("pointed", code);
    this.line.textContent = text;
  }
}
