// Light, dark or as the system: a cookie that the server reads for the first byte. Listeners hear "themechange" on document.
const YEAR = 365 * 24 * 3600;

export function currentTheme() {
  const chosen = document.documentElement.dataset.kernTheme;
  if (chosen) return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function announce() {
  document.dispatchEvent(new CustomEvent("themechange", { detail: currentTheme() }));
}

function choose(theme) {
  const root = document.documentElement;
  if (theme) root.dataset.kernTheme = theme;
  else delete root.dataset.kernTheme;
  document.cookie = `theme=${theme};path=/;max-age=${theme ? YEAR : 0};samesite=lax`;
  announce();
}

export function setUpTheme() {
  for (const form of document.querySelectorAll("form[data-theme]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = event.submitter?.value ?? "";
      choose(wanted);
      for (const button of document.querySelectorAll("form[data-theme] button")) {
        button.setAttribute("aria-pressed", String(button.value === wanted));
      }
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", announce);
}
