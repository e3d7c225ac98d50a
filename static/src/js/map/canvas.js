// The Leaflet map: shapes as SVG paths (a city has some hundred areas; tiles come where thousands are drawn), fills set directly.
//
// django-leaflet gives LEAFLET_CONFIG; its {% leaflet_map %} tag writes inline script, which the content security policy forbids.
// So the settings arrive as JSON in the page and the map is made here.
import { Control, DomUtil, Map as LeafletMap, TileLayer, divIcon, geoJSON, marker, svg } from "leaflet";
import { config, t } from "../text.js";
import { declutter } from "./labels.js";
import { PaperPatterns } from "./paper.js";
import { borders, extentOf, labelPoint, outline } from "./shapes.js";

const NAMES_AT_MOST = 40;
const ROOM_AT_LEAST = 64;

export class Canvas {
  /** `still`: a picture in a page that scrolls. It neither moves nor zooms, and takes the whole frame. */
  constructor(element, { still: fixed = false } = {}) {
    const { leaflet, basemap } = config;
    this.fixed = fixed;
    const moves = Object.fromEntries(["dragging", "scrollWheelZoom", "doubleClickZoom", "boxZoom", "touchZoom", "keyboard"].map((way) => [way, !fixed]));
    this.map = new LeafletMap(element, {
      center: leaflet.DEFAULT_CENTER,
      zoom: leaflet.DEFAULT_ZOOM,
      zoomSnap: 0.1,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 120,
      zoomControl: false,
      attributionControl: false,
      trackResize: false, // the observer below knows the frame; Leaflet would move the view by half of what the window gained
      fadeAnimation: false,
      ...moves,
    });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) this.map.options.zoomAnimation = this.map.options.inertia = false;
    if (!fixed) new Control.Zoom({ position: "topright", zoomInTitle: t("zoom_in"), zoomOutTitle: t("zoom_out") }).addTo(this.map);
    if (basemap) {
      const { url, attribution, layers } = basemap;
      const tiles = layers ? new TileLayer.WMS(url, { layers, format: "image/png", attribution }) : new TileLayer(url, { attribution });
      tiles.setOpacity(0.9).addTo(this.map);
      new Control.Attribution({ prefix: false }).addTo(this.map);
      element.classList.add("has-base");
    }
    for (const [name, zIndex] of [["areas", 400], ["lines", 420], ["marks", 440], ["names", 460]]) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = zIndex;
      if (name !== "areas") pane.style.pointerEvents = "none";
    }
    this.renderers = Object.fromEntries(["areas", "lines", "marks"].map((pane) => [pane, svg({ pane, padding: 0.4 })]));
    this.paths = new Map();
    this.layers = new Map();
    this.fills = [];
    this.marks = new Map();
    this.paper = new PaperPatterns();
    addEventListener("beforeprint", () => this.onPaper(true));
    addEventListener("afterprint", () => this.onPaper(false));
    new ResizeObserver(() => this.resize()).observe(element);
    this.map.on("moveend zoomend", () => this.tidyNames());
    this.map.on("zoomend", () => DomUtil[this.map.getZoom() < this.bigZoom ? "addClass" : "removeClass"](element, "is-far"));
  }

  /** Draw the areas of a level; the view stays where it is unless there was none. */
  draw(shapes, { keepView }) {
    this.shown = shapes;
    this.areas?.remove();
    this.outline?.remove();
    this.marks.forEach((mark) => mark.forEach((layer) => layer.remove()));
    this.marks.clear();
    this.paths.clear();
    this.layers.clear();
    this.areas = geoJSON(shapes.areas, { renderer: this.renderers.areas, pane: "areas", style: { className: "area", weight: 0.7 } });
    this.extent = this.areas.getBounds();
    if (!keepView) this.fit();
    this.areas.addTo(this.map);
    this.outline = this.line(outline(shapes), "outline");
    this.areas.eachLayer((layer) => {
      const code = String(layer.feature.id);
      this.layers.set(code, layer);
      this.paths.set(code, layer.getElement());
    });
    this.fills = [];
  }

  line(geometry, className) {
    const style = { className, fill: false, interactive: false };
    return geoJSON(geometry, { renderer: this.renderers.lines, pane: "lines", interactive: false, style }).addTo(this.map);
  }

  /** Names and borders of a level above, to find one's way without a base map. */
  orient(shapes) {
    this.unorient();
    if (!shapes || shapes.areas.features.length > NAMES_AT_MOST) return;
    this.orientation = [this.line(borders(shapes), "border")];
    this.names = [];
    const biggestFirst = shapes.areas.features.toSorted((a, b) => extentOf(b) - extentOf(a));
    for (const area of biggestFirst) {
      const icon = divIcon({ className: "area-name", html: "", iconSize: null });
      const label = marker(labelPoint(area), { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.map);
      const span = label.getElement().appendChild(document.createElement("span"));
      span.textContent = area.properties.name;
      label.getElement().setAttribute("aria-hidden", "true");
      this.orientation.push(label);
      this.names.push(span);
    }
    this.tidyNames();
  }

  tidyNames() {
    if (this.names?.length) requestAnimationFrame(() => declutter(this.names, this.map.getContainer()));
  }

  unorient() {
    this.orientation?.forEach((layer) => layer.remove());
    this.orientation = null;
    this.names = [];
  }

  /** The whole city; from then on it stays whole when the window changes, until somebody moves the map. */
  fit() {
    if (!this.extent?.isValid()) return;
    this.whole = true;
    const { x, y } = this.map.getSize();
    if (Math.min(x, y) < ROOM_AT_LEAST) return; // nothing fits into a frame that is folded away; its next size fits it
    this.fitting = true;
    const onPaper = this.map.getContainer().closest(".for-paper");
    const wide = x > 700 && !onPaper;
    const [paddingTopLeft, paddingBottomRight] = wide && !this.fixed ? [[272, 44], [16, 8]] : [[8, 8], [8, 8]];
    this.map.fitBounds(this.extent, { animate: false, paddingTopLeft, paddingBottomRight });
    this.fitting = false;
    this.bigZoom = this.map.getZoom() + 0.75;
    this.map.getContainer().classList.toggle("is-small", !wide);
    this.map.getContainer().classList.add("is-far");
  }

  place({ centre, zoom }) {
    this.whole = false;
    this.map.setView(centre, zoom, { animate: false });
  }

  /** Before the browser takes its picture for paper, and after: the size has changed without a resize. */
  refit() {
    const kept = this.whole ? null : { centre: this.map.getCenter(), zoom: this.map.getZoom() };
    this.fitting = true;
    this.map.invalidateSize({ animate: false, pan: false });
    this.fitting = false;
    if (kept) this.fitting = true;
    if (kept) this.map.setView(kept.centre, kept.zoom, { animate: false });
    else this.fit();
    this.fitting = false;
    this.drawPatterns();
  }

  onPaper(on) {
    this.printing = on;
    this.drawPatterns();
  }

  /** On paper patterns are drawn; on screen the areas are filled with them. */
  drawPatterns() {
    if (this.printing) this.paper.draw(this.paths.values());
    else this.paper.clear();
  }

  resize() {
    this.fitting = true;
    this.map.invalidateSize({ animate: false, pan: false });
    this.fitting = false;
    if (this.whole) this.fit();
    this.drawPatterns();
  }

  /** One colour or pattern per area, in the order of the codes; only what differs is touched. */
  paint(codes, fills) {
    for (let i = 0; i < codes.length; i += 1) {
      if (this.fills[i] === fills[i] && this.fillCodes === codes) continue;
      this.paths.get(codes[i])?.setAttribute("fill", fills[i]);
    }
    this.fills = fills;
    this.fillCodes = codes;
    this.drawPatterns();
  }

  /** Outline an area ("chosen" twice, "pointed" once); null takes the mark away. */
  mark(kind, code) {
    this.marks.get(kind)?.forEach((layer) => layer.remove());
    this.marks.delete(kind);
    const layer = code && this.layers.get(code);
    if (!layer) return;
    const lines = kind === "chosen" ? ["chosen-outer", "chosen-inner"] : [kind];
    this.marks.set(kind, lines.map((className) => geoJSON(layer.feature, {
      renderer: this.renderers.marks,
      pane: "marks",
      interactive: false,
      style: { className: `mark mark--${className}`, fill: false },
    }).addTo(this.map)));
  }

  /** Bring an area into view if it is not. */
  reveal(code) {
    const layer = this.layers.get(code);
    if (layer && !this.fixed && !this.map.getBounds().contains(layer.getBounds())) this.map.panInside(layer.getBounds().getCenter(), { padding: [60, 60] });
  }
}
