// Maps and charts are fetched when they come near the screen, or when the page has nothing else to do (so that a
// printed page has them), and never keep the table beside them waiting.
import { phrase } from "./phrases.js";

export const readPlan = (id) => JSON.parse(document.getElementById(id).textContent);

export async function settle(place, draw) {
  place.hidden = false;
  place.dataset.waiting = phrase("loading");
  try {
    await draw();
    for (const button of place.closest("figure").querySelectorAll("[data-svg-of]")) button.hidden = false;
  } catch (error) {
    place.replaceChildren(phrase("failed"));
    place.classList.add("failed");
    console.error(error);
  }
  delete place.dataset.waiting;
  place.dataset.drawn = "";
}

async function draw(place) {
  if (place.dataset.asked !== undefined) return;
  place.dataset.asked = "";
  if (place.dataset.map) (await import("../map/map.js")).drawMap(place);
  else (await import("../chart/chart.js")).drawChart(place);
}

export function drawWhenNear(root = document) {
  const places = root.querySelectorAll("[data-map], [data-chart]");
  const near = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => draw(entry.target)),
    { rootMargin: "400px" },
  );
  for (const place of places) {
    place.hidden = false;
    near.observe(place);
  }
  const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 1500));
  window.addEventListener("load", () => later(() => places.forEach(draw), { timeout: 4000 }));
}
