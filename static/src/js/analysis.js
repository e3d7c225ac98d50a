// Pages of "Analysis": each module starts where its root element stands.
import { Matrix } from "./matrix/page.js";
import { Relations } from "./relations/page.js";
import { TypesMap } from "./types/map.js";
import { Workbench } from "./workbench/page.js";

const workbench = document.querySelector("[data-workbench]");
if (workbench) new Workbench(workbench).start();

const types = document.querySelector("[data-types]");
if (types) new TypesMap(types).start();

const matrix = document.querySelector("[data-matrix]");
if (matrix) new Matrix(matrix).start();

const relations = document.querySelector("[data-relations]");
if (relations) new Relations(relations).start();
