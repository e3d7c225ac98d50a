// A chart of series: ECharts drawn as SVG.
import { LineChart } from "echarts/charts";
import { GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { t } from "../text.js";
import { endLabels } from "./series-labels.js";
import { seriesOptions, targetsOf } from "./series-options.js";
import { Tip } from "./series-tip.js";

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent, GraphicComponent, SVGRenderer]);

/** Pixels from which on lines are named at their ends: half a sheet of A4 landscape has them. */
const ROOM_FOR_NAMES = 380;

export class SeriesPanel {
  constructor(element) {
    this.element = element;
    this.frame = element.querySelector("[data-chart]");
    this.data = JSON.parse(element.querySelector("script").textContent);
  }

  async draw() {
    this.chart = init(this.frame, null, { renderer: "svg" });
    const areas = this.data.lines.map(({ name }) => name).join(", ");
    this.frame.setAttribute("role", "img");
    this.frame.setAttribute("aria-label", t("chart_label", { title: this.data.title, areas }));
    this.tip = new Tip(this.frame);
    this.chart.on("updateAxisPointer", ({ axesInfo }) => this.point(axesInfo[0]?.value));
    this.chart.getZr().on("globalout", () => this.tip.hide());
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.frame);
    this.repaint();
  }

  /** Colours come from the style sheet of the theme that is on. */
  repaint() {
    const style = getComputedStyle(this.element);
    const ink = (name) => style.getPropertyValue(name).trim();
    const width = this.frame.clientWidth;
    const wide = width > ROOM_FOR_NAMES;
    const options = seriesOptions(this.data, { ink, width, wide });
    const colourOf = new Map(options.series.map(({ name, color }) => [name, color]));
    this.colours = this.data.lines.map(({ name }) => colourOf.get(name) ?? "none");
    this.chart.clear(); // names at the ends of lines outlive a new option
    this.chart.setOption(options);
    if (wide) this.chart.setOption({ graphic: endLabels(this.chart, options.series, targetsOf(this.data, ink), this.frame) });
  }

  point(at) {
    if (at === undefined || at === null) return this.tip.hide();
    const [x] = this.chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [at, 0]);
    return this.tip.show(this.data, at, this.colours, x);
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (!width || !height || (width === this.width && height === this.height)) return;
    Object.assign(this, { width, height });
    this.chart.resize();
    this.repaint();
  }

  dispose() {
    this.watch?.disconnect();
    this.chart?.dispose();
  }
}
