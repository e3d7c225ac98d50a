// The office's pages: maps of changes and of problems, rows of a file with the marked cell in view, reasons of last time.
import { OfficeMap } from "./office/map.js";
import { offerEarlierReasons } from "./office/reasons.js";
import { showMarkedCells } from "./office/rows.js";

for (const element of document.querySelectorAll("[data-office-map]")) new OfficeMap(element).start();
showMarkedCells();
offerEarlierReasons();
