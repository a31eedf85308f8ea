// The year slider: recolours at once, then asks the page for the same year's table.
import htmx from "htmx.org";

const PAUSE = 350; // milliseconds after the last move

export function followYear(figure, plan, recolour) {
  const controls = figure.querySelector("[data-map-controls]");
  const slider = controls?.querySelector("[data-map-slider]");
  controls?.querySelector("[data-map-choice]")?.addEventListener("change", () => controls.requestSubmit());
  if (controls) controls.querySelector("[data-map-submit]").hidden = true;
  if (!slider) return;
  let waiting;
  slider.addEventListener("input", () => {
    const year = Number(slider.value);
    slider.parentElement.querySelector("output").textContent = year;
    for (const shown of figure.querySelectorAll("[data-map-year]")) shown.textContent = year;
    recolour(year);
    clearTimeout(waiting);
    waiting = setTimeout(() => askTable(plan, year), PAUSE);
  });
}

function askTable(plan, year) {
  const address = new URL(window.location.href);
  address.searchParams.set("year", year);
  history.replaceState(null, "", address);
  const target = `#table-${plan.table}`;
  if (!plan.table || !document.querySelector(target)) return;
  htmx.ajax("GET", address.pathname + address.search, { target, select: target, swap: "outerHTML show:none" });
}
