// What is composed, with every step back and forth. A run of keystrokes in one field is one step.
const AT_MOST = 100;
const RUN = 900;

export class Store {
  /** @param told called with the definition and why it changed: "field", "parts" (lists and choices) or "all" */
  constructor(definition, told) {
    this.now = definition;
    this.told = told;
    [this.before, this.after] = [[], []];
    this.saved = JSON.stringify(definition);
    this.run = { key: "", at: 0 };
  }

  get isDirty() {
    return JSON.stringify(this.now) !== this.saved;
  }

  markSaved() {
    this.saved = JSON.stringify(this.now);
  }

  /** Change it; `key` names the field, so that typing on in it is no further step. */
  change(act, { key = "", extent = "parts" } = {}) {
    const next = structuredClone(this.now);
    act(next);
    if (JSON.stringify(next) === JSON.stringify(this.now)) return;
    const running = key && key === this.run.key && Date.now() - this.run.at < RUN;
    if (!running) this.before.push(this.now);
    if (this.before.length > AT_MOST) this.before.shift();
    this.after = [];
    this.now = next;
    this.run = { key, at: Date.now() };
    this.told(next, extent);
  }

  replace(definition) {
    this.change((next) => Object.assign(next, structuredClone(definition)), { extent: "all" });
  }

  undo() {
    this.step(this.before, this.after);
  }

  redo() {
    this.step(this.after, this.before);
  }

  step(from, to) {
    if (!from.length) return;
    to.push(this.now);
    this.now = from.pop();
    this.run = { key: "", at: 0 };
    this.told(this.now, "all");
  }
}
