// The office's pages: maps of changes and of problems, and rows of a file with the marked cell in view.
import { OfficeMap } from "./office/map.js";
import { showMarkedCells } from "./office/rows.js";

for (const element of document.querySelectorAll("[data-office-map]")) new OfficeMap(element).start();
showMarkedCells();
