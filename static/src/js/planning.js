// Pages of "Planning": each module starts where its root element stands.
import { AllocationEditor } from "./planning/allocation-editor.js";
import { AllocationMap } from "./planning/allocation-map.js";
import { AttentionMap } from "./planning/attention-map.js";

const picture = document.querySelector("[data-allocation-map]");
const variant = document.querySelector("[data-variant-form]");
if (picture || variant) {
  const map = new AllocationMap();
  map.show(picture);
  if (variant) new AllocationEditor(variant, map).start();
}

const attention = document.querySelector("[data-attention]");
if (attention) new AttentionMap(attention).start();
