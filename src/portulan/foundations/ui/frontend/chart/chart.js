// Entry of the chart module: reads what the page declares, draws it as SVG, draws again when the width changes.
import { readPlan, settle } from "../frame/drawings.js";
import { tipIn } from "../frame/tip.js";
import { drawBars } from "./bars.js";
import { drawLine } from "./line.js";
import { drawMirrored } from "./mirrored.js";
import { drawMultiples } from "./multiples.js";
import { drawStacked } from "./stacked.js";
import { follow } from "./pointer.js";

const DRAW = { line: drawLine, stacked: drawStacked, bars: drawBars, mirrored: drawMirrored, multiples: drawMultiples };
const PRINTED = 620; // pixels: the width of a chart that is not on screen

export function drawChart(place) {
  const plan = readPlan(place.dataset.chart);
  return settle(place, async () => {
    await document.fonts.ready; // labels are measured
    let drawn = place.clientWidth || PRINTED;
    draw(place, plan, drawn);
    new ResizeObserver(() => {
      if (!place.clientWidth || Math.abs(place.clientWidth - drawn) < 2) return;
      drawn = place.clientWidth;
      draw(place, plan, drawn);
    }).observe(place);
  });
}

function draw(place, plan, width) {
  const { root, spots } = DRAW[plan.kind](plan, width);
  root.setAttribute("aria-label", plan.summary || plan.title);
  place.replaceChildren(root);
  follow(place, root, spots, plan, tipIn(place));
}
