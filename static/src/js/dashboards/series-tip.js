// What stands at a period of a chart: every line in its fixed order, with its key. ECharts' own HTML tooltip writes inline
// styles, which the content security policy forbids, and its drawn one knows neither fonts nor themes.
import { formatValue } from "../numbers.js";
import { periodLabel } from "../periods.js";
import { escape, t } from "../text.js";

const AWAY = 14;

function row(line, at, colour, { unit, decimals }) {
  const value = line.value[at] === null ? t(`state_${line.status[at]}`) : formatValue(line.value[at], unit, decimals);
  const key = `<svg class="tip__key" viewBox="0 0 16 4" aria-hidden="true"><path d="M0 2h16" stroke="${colour}"${line.is_reference ? ' stroke-dasharray="5 3"' : ""}/></svg>`;
  return `<tr><td>${key}</td><th scope="row">${escape(line.name)}</th><td class="num">${escape(value)}</td></tr>`;
}

export class Tip {
  constructor(frame) {
    this.frame = frame;
    this.box = frame.parentElement.appendChild(document.createElement("div"));
    this.box.className = "tip";
    this.box.setAttribute("aria-hidden", "true");
    this.box.hidden = true;
  }

  /** @param colours of the lines, in their order; @param x where the period stands in the frame */
  show(data, at, colours, x) {
    const rows = data.lines.map((line, i) => row(line, at, colours[i], data)).join("");
    this.box.innerHTML = `<p>${escape(periodLabel(data.periods[at]))}</p><table><tbody>${rows}</tbody></table>`;
    this.box.hidden = false;
    const room = this.frame.clientWidth - x;
    const left = room > this.box.offsetWidth + AWAY ? x + AWAY : x - AWAY - this.box.offsetWidth;
    this.box.style.left = `${Math.max(0, left)}px`;
  }

  hide() {
    this.box.hidden = true;
  }
}
