// A figure as an SVG file that stands alone: its colours written in, its title and source under it.
const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "paint-order", "text-anchor", "display"];
const FOOT = 44;

export function startDownloads() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-svg-of]");
    if (button) save(document.getElementById(button.dataset.svgOf), button.dataset.svgOf);
  });
}

function save(figure, name) {
  const drawing = figure.querySelector("[data-map] svg, [data-chart] svg");
  if (!drawing) return;
  const text = new XMLSerializer().serializeToString(alone(figure, drawing));
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  Object.assign(document.createElement("a"), { href: address, download: `${name}.svg` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function alone(figure, drawing) {
  const copy = drawing.cloneNode(true);
  const [, , width, height] = drawing.getAttribute("viewBox")?.split(/\s+/).map(Number) ?? [0, 0, drawing.clientWidth, drawing.clientHeight];
  writeStyles(drawing, copy);
  const outer = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  outer.setAttribute("viewBox", `0 0 ${width} ${height + FOOT}`);
  outer.setAttribute("width", width);
  outer.setAttribute("height", height + FOOT);
  copy.removeAttribute("style");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const style = getComputedStyle(document.documentElement);
  outer.append(ground(style, width, height + FOOT), copy);
  const title = figure.querySelector("figcaption").innerText.replace(/\s+/g, " ").trim();
  const source = figure.querySelector("[data-svg-source]")?.innerText.replace(/\s+/g, " ").trim() ?? "";
  outer.append(line(title, height + 18, 13, style.getPropertyValue("--ink")));
  outer.append(line(source, height + 36, 11, style.getPropertyValue("--muted")));
  return outer;
}

function writeStyles(from, to) {
  const style = getComputedStyle(from);
  for (const name of KEPT) to.setAttribute(name, ownFill(name, from) ?? style.getPropertyValue(name));
  for (const name of ["class", "tabindex"]) to.removeAttribute(name);
  [...from.children].forEach((child, place) => writeStyles(child, to.children[place]));
}

// The hatch is referred to by name: the computed value would carry the address of the page.
const ownFill = (name, element) => (name === "fill" ? element.getAttribute("fill")?.match(/^url\(#.*\)$/)?.[0] : null);

function ground(style, width, height) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  Object.entries({ width, height, fill: style.getPropertyValue("--paper") }).forEach(([key, value]) => rect.setAttribute(key, value));
  return rect;
}

function line(text, y, size, fill) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "text");
  const attributes = { x: 8, y, fill, "font-size": size, "font-family": "Inter, system-ui, sans-serif" };
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
}
