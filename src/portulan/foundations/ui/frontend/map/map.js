// Entry of the map module: reads what the page declares and draws a world or a region.
import { readPlan, settle } from "../frame/drawings.js";
import { loadAtlas } from "./atlas.js";
import { drawRegion } from "./region.js";
import { drawWorld } from "./world.js";

const DRAW = { world: drawWorld, region: drawRegion };

export function drawMap(place) {
  const plan = readPlan(place.dataset.map);
  return settle(place, async () => DRAW[plan.mode](place, plan, await loadAtlas()));
}
