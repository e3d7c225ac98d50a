// Dashboards: panels come with their numbers from the server; maps and charts are drawn here, and filters change in place.
import { Board } from "./dashboards/board.js";

new Board(document.querySelector("[data-board]")).start();
