// Scatter, map and table of the same areas: what is marked in one is marked in all.
import { Canvas } from "../map/canvas.js";
import { patternOf } from "../map/fills.js";
import { loadShapes } from "../map/shapes.js";
import { formatNumber, formatValue } from "../numbers.js";
import { config, t } from "../text.js";
import { Scatter } from "./scatter.js";

export class Relations {
  constructor(root) {
    this.root = root;
    this.line = root.querySelector("[data-line]");
    this.count = root.querySelector("[data-count]");
    this.rows = new Map([...root.querySelectorAll("[data-row]")].map((row) => [Number(row.dataset.row), row]));
    this.idle = this.line.textContent;
    this.marked = new Set();
    this.pointed = null;
    this.scatter = new Scatter(root.querySelector("[data-scatter]"), config, {
      point: (at) => this.point(at),
      choose: (found, more) => this.choose(found, more),
    });
    this.canvas = new Canvas(root.querySelector("[data-map]"), { still: true });
    this.clear = root.querySelector("[data-clear]");
    this.clear.addEventListener("click", () => {
      this.choose([], false);
      this.scatter.svg.focus({ preventScroll: true }); // the button is gone with what it took away
    });
  }

  async start() {
    this.show();
    if (!config.shapes) return;
    this.canvas.draw(await loadShapes(config.shapes), { keepView: false });
    config.codes.forEach((code, at) => this.listen(code, at));
    this.show();
    matchMedia("print").addEventListener("change", () => this.canvas.refit());
  }

  listen(code, at) {
    const path = this.canvas.paths.get(code);
    path?.addEventListener("pointerenter", () => this.point(at));
    path?.addEventListener("pointerleave", () => this.point(null));
    path?.addEventListener("click", (event) => this.choose([at], event.shiftKey));
  }

  point(at) {
    this.pointed = at;
    this.line.textContent = at === null ? this.idle : this.sentence(at);
    this.canvas.mark("pointed", at === null ? null : config.codes[at]);
    this.scatter.show(this.pointed, this.marked);
  }

  sentence(at) {
    const [x, y] = [config.x, config.y].map((side) => `${side.title} ${side.value[at] === null ? "–" : formatValue(side.value[at], side.unit, side.decimals)}`);
    return t("point", { area: config.names[at], x, y });
  }

  choose(found, more) {
    this.marked = new Set(more ? [...this.marked].filter((at) => !found.includes(at)).concat(found.filter((at) => !this.marked.has(at))) : found);
    this.show();
  }

  show() {
    this.scatter.show(this.pointed, this.marked);
    this.count.textContent = this.marked.size ? t("marked", { number: formatNumber(this.marked.size) }) : t("nothing");
    this.clear.hidden = !this.marked.size;
    if (this.canvas.shown) this.canvas.paint(config.codes, config.codes.map((_, at) => this.fill(at)));
    for (const [at, row] of this.rows) row.classList.toggle("is-marked", this.marked.has(at));
  }

  fill(at) {
    if (config.x.value[at] === null || config.y.value[at] === null) return patternOf("not_applicable");
    return this.marked.has(at) ? "var(--relation-marked)" : "var(--relation-area)";
  }
}
