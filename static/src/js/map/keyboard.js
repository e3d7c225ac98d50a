// Areas by keyboard: one of them is in the tab order (roving tabindex), arrows walk in the order of the codes, Enter opens.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

export class AreaKeys {
  /** @param on {{focus, leave, open, point, unpoint}} callbacks with an area's code */
  constructor(canvas, on) {
    this.canvas = canvas;
    this.on = on;
    this.order = [];
    this.tabbed = null;
  }

  /** Take over freshly drawn areas. */
  adopt(codes, labelOf, groupLabel) {
    this.order = codes.filter((code) => this.canvas.paths.has(code));
    this.at = new Map(this.order.map((code, i) => [code, i]));
    const group = this.canvas.paths.get(this.order[0])?.closest("svg");
    group?.setAttribute("role", "group");
    group?.setAttribute("aria-label", groupLabel);
    for (const code of this.order) {
      const path = this.canvas.paths.get(code);
      path.setAttribute("role", "button");
      path.setAttribute("tabindex", "-1");
      path.setAttribute("aria-label", labelOf(code));
      path.dataset.code = code;
    }
    this.tabbed = null;
    this.rove(this.order[0]);
    const pane = group?.parentElement; // an SVG that listens for focus would be a stop of its own
    if (pane && !pane.dataset.keys) this.listen(pane);
  }

  listen(pane) {
    pane.dataset.keys = "on";
    const codeOf = (event) => event.target.dataset?.code;
    pane.addEventListener("keydown", (event) => this.press(event, codeOf(event)));
    pane.addEventListener("click", (event) => codeOf(event) && this.on.open(codeOf(event), false));
    pane.addEventListener("focusin", (event) => {
      const code = codeOf(event);
      if (!code) return;
      this.rove(code);
      this.on.focus(code, event.target.matches(":focus-visible"));
    });
    pane.addEventListener("focusout", () => this.on.leave());
    pane.addEventListener("pointerover", (event) => codeOf(event) && event.pointerType !== "touch" && this.on.point(codeOf(event)));
    pane.addEventListener("pointerout", (event) => codeOf(event) && this.on.unpoint());
  }

  press(event, code) {
    if (!code || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.on.open(code, true);
    else if (event.key in STEPS) this.focus(this.order[this.clamp(this.at.get(code) + STEPS[event.key])]);
    else if (event.key === "Home") this.focus(this.order[0]);
    else if (event.key === "End") this.focus(this.order.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  clamp(index) {
    return Math.max(0, Math.min(this.order.length - 1, index));
  }

  /** Make one area the one that Tab reaches. */
  rove(code) {
    if (!code || code === this.tabbed) return;
    if (this.tabbed) this.canvas.paths.get(this.tabbed)?.setAttribute("tabindex", "-1");
    this.canvas.paths.get(code)?.setAttribute("tabindex", "0");
    this.tabbed = code;
  }

  focus(code) {
    this.rove(code);
    this.canvas.reveal(code);
    this.canvas.paths.get(code)?.focus({ preventScroll: true });
  }
}
