// Every page: the search, menus that close, the theme without a reload, forms that keep the address the map has written.
import { setUpCopying } from "./copy.js";
import { setUpFinders } from "./finder.js";
import { setUpHow } from "./how.js";
import { setUpMenus } from "./menus.js";
import { setUpSuggestions } from "./suggest.js";
import { setUpTheme } from "./theme.js";
import { setUpWatching } from "./watching.js";

setUpCopying();
setUpFinders();
setUpHow();
setUpMenus();
setUpSuggestions();
setUpTheme();
setUpWatching();

for (const form of document.querySelectorAll("form[data-language]")) {
  form.addEventListener("submit", () => {
    form.elements.next.value = location.pathname + location.search;
  });
}

for (const link of document.querySelectorAll("a[data-sign-in]")) {
  link.addEventListener("click", () => {
    const url = new URL(link.href);
    if (url.searchParams.has("next")) url.searchParams.set("next", location.pathname + location.search);
    link.href = url.href;
  });
}
