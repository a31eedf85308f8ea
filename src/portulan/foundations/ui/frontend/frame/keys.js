// Keys: g and a letter go to a page, / goes to the search, j and k move in the rows of a list, ? lists them.
const PATIENCE = 1200; // milliseconds between g and its letter

const writing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const ROWS = "table[data-rows] tbody tr, [data-rows]:not(table) > li";
const shortcut = (keys) => document.querySelector(`a[data-keys="${keys}"]`);

let first = "";
let forget;

function remember(key) {
  first = key;
  clearTimeout(forget);
  forget = setTimeout(() => (first = ""), PATIENCE);
}

function rows() {
  return [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent);
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

// The field where it is shown; on a narrow screen, the page that has one.
function search() {
  const fields = [...document.querySelectorAll("input[type=search][name=q]")].filter((field) => field.offsetParent);
  const field = fields.find((one) => one.closest("main")) ?? fields[0];
  if (field) field.select();
  else document.querySelector(".find-link")?.click();
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
  else if (event.key === "/") {
    event.preventDefault();
    search();
  }
}

const list = () => document.getElementById("keys")?.showModal();

export function startKeys() {
  document.addEventListener("keydown", press);
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", list);
  }
}
