// The map of a typology: one colour and pattern per type, the name of the area that is pointed at, a click opens its sheet.
import { Canvas } from "../map/canvas.js";
import { patternOf } from "../map/fills.js";
import { loadShapes } from "../map/shapes.js";
import { config, t } from "../text.js";

const fillOf = (number) => (number === null ? patternOf("not_applicable") : `url(#type-${number})`);

export class TypesMap {
  constructor(root) {
    this.line = root.querySelector("[data-line]");
    this.idle = this.line.textContent;
    this.canvas = new Canvas(root.querySelector("[data-map]"), { still: true });
  }

  async start() {
    if (!config.shapes) return;
    const shapes = await loadShapes(config.shapes);
    this.canvas.draw(shapes, { keepView: false });
    this.canvas.paint(config.codes, config.types.map(fillOf));
    config.codes.forEach((code, at) => this.listen(code, at));
    const print = matchMedia("print");
    print.addEventListener("change", () => this.canvas.refit());
  }

  listen(code, at) {
    const path = this.canvas.paths.get(code);
    if (!path) return;
    const type = config.types[at] === null ? t("type_none") : config.labels[config.types[at]];
    path.addEventListener("pointerenter", () => {
      this.line.textContent = t("type_of", { area: config.names[at], type });
      this.canvas.mark("pointed", code);
    });
    path.addEventListener("pointerleave", () => {
      this.line.textContent = this.idle;
      this.canvas.mark("pointed", null);
    });
    path.addEventListener("click", () => location.assign(config.sheet.replace("AREA", encodeURIComponent(code))));
  }
}
