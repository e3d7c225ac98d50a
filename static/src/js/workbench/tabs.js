// Tabs of the page (WAI-ARIA): arrows walk, the panel follows.
export const closestTab = (root) => root.querySelector('[role=tab][aria-selected="true"]').dataset.tab;

export function setUpTabs(root, shown) {
  const tabs = [...root.querySelectorAll("[role=tab]")];
  const show = (tab) => {
    for (const one of tabs) {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      root.querySelector(`#${one.getAttribute("aria-controls")}`).hidden = !on;
    }
    shown(tab.dataset.tab);
  };
  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener("click", () => show(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step ? tabs[(i + step + tabs.length) % tabs.length] : { Home: tabs[0], End: tabs.at(-1) }[event.key];
      if (!next) return;
      event.preventDefault();
      show(next);
      next.focus();
    });
  }
}
