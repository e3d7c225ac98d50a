// Pages of "Analysis": each module starts where its root element stands.
import { Workbench } from "./workbench/page.js";

const workbench = document.querySelector("[data-workbench]");
if (workbench) new Workbench(workbench).start();
