// Keys: g and a letter go to a page, j and k move in the rows of a table, ? lists them.
const PATIENCE = 1200; // milliseconds between g and its letter

const writing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const shortcut = (keys) => document.querySelector(`a[data-keys="${keys}"]`);

let first = "";
let forget;

function remember(key) {
  first = key;
  clearTimeout(forget);
  forget = setTimeout(() => (first = ""), PATIENCE);
}

function rows() {
  return [...document.querySelectorAll("table[data-rows] tbody tr")].filter((row) => row.offsetParent);
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const current = all.findIndex((row) => row.contains(document.activeElement));
  const visible = all.findIndex((row) => row.getBoundingClientRect().bottom > 0);
  const next = current < 0 ? Math.max(0, visible) : Math.max(0, Math.min(all.length - 1, current + by));
  const target = all[next].querySelector("a, button") ?? all[next];
  if (target === all[next]) target.tabIndex = -1;
  target.focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (first === "g" && shortcut(`g ${event.key}`)) {
    shortcut(`g ${event.key}`).click();
    remember("");
  } else if (event.key === "g") remember("g");
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "?") list();
}

const list = () => document.getElementById("keys")?.showModal();

export function startKeys() {
  document.addEventListener("keydown", press);
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", list);
  }
}
