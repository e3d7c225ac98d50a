// The map page: the address says what is wanted, the API what there is, and everything on the page follows from the two.
import { MapPage } from "./map/page.js";

new MapPage(document.querySelector("[data-map-page]")).start();
