// What the map says about itself: loading, a wrong address, a failure with a way on, an empty portal.
import { escape, t } from "../text.js";

export class Notices {
  constructor(stage, list) {
    this.stage = stage;
    this.list = list;
    this.veil = stage.querySelector("[data-veil]");
  }

  /** Something is being fetched; shown only when it takes longer than a blink. */
  busy(on) {
    clearTimeout(this.timer);
    this.stage.setAttribute("aria-busy", String(on));
    if (on) this.timer = setTimeout(() => this.stage.classList.add("is-busy"), 150);
    else this.stage.classList.remove("is-busy");
  }

  /** Sentences about the address: what was not there, and what is shown instead. */
  hints(sentences) {
    this.list.innerHTML = sentences.map((sentence) => `<p>${escape(sentence)}</p>`).join("");
    this.list.hidden = !sentences.length;
  }

  /** Instead of a map: what happened and what to do. `retry` adds the button. */
  instead({ title, text, retry, link }) {
    this.veil.hidden = false;
    this.veil.innerHTML = `<div class="veil__box" role="alert"><h2>${escape(title)}</h2><p>${escape(text)}</p><p class="button-row">${retry ? `<button type="button" class="kern-btn kern-btn--primary"><span class="kern-label">${escape(t("retry"))}</span></button>` : ""}${link ? `<a class="kern-btn kern-btn--secondary" href="${escape(link.href)}"><span class="kern-label">${escape(link.label)}</span></a>` : ""}</p></div>`;
    if (retry) this.veil.querySelector("button").addEventListener("click", retry);
  }

  clear() {
    this.veil.hidden = true;
    this.veil.replaceChildren();
  }
}
