// The office's pages: maps of changes and of problems, rows of a file, and a reason written once for many warnings.
import { OfficeMap } from "./office/map.js";

for (const element of document.querySelectorAll("[data-office-map]")) new OfficeMap(element).start();
