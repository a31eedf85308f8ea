// A field in which one types a name and chooses what is meant: the combobox of the ARIA practices, list autocomplete.
import { phrase } from "./phrases.js";

const PATIENCE = 120; // milliseconds after the last key before asking
const SLOW = 400; // after which the reader is told that we wait
const SHORTEST = 2;
const NEW = "new";

export function startTyped(part = document) {
  for (const place of part.querySelectorAll("[data-typed]:not([data-started])")) start(place);
}

function start(place) {
  place.dataset.started = "";
  const input = place.querySelector("input[type=text]");
  const list = place.querySelector("[data-typed-list]");
  const chosen = place.querySelector("[data-typed-chosen]");
  const status = place.querySelector("[data-typed-status]");
  const described = place.querySelector("[data-typed-new]");
  const several = "several" in place.dataset;
  const name = `${input.name}_key`;
  const required = input.required;
  let options = [];
  let active = -1;
  let timer;
  let asked;

  Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-haspopup": "listbox",
  }).forEach(([key, value]) => input.setAttribute(key, value));
  for (const one of chosen.children) addRemoval(one, one.querySelector("span").textContent);
  if (!several && chosen.children.length) {
    input.value ||= chosen.querySelector("span").textContent;
    chosen.hidden = true;
  }

  const say = (text) => (status.textContent = text);

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    const all = [...list.children];
    if (!all.length) return;
    active = (to + all.length) % all.length;
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function show(choices) {
    options = [...choices];
    if (described && input.value.trim()) options.push({ key: NEW, name: phrase("describe").replace("%s", input.value.trim()) });
    list.replaceChildren(...options.map((one, number) => drawn(one, `${list.id}_${number}`)));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const found = choices.length;
    say(!found ? phrase("nothingFound") : found === 1 ? phrase("oneFound") : phrase("manyFound").replace("%n", found));
    active = -1;
    if (found) move(0);
  }

  function drawn(one, id) {
    const option = Object.assign(document.createElement("li"), { id });
    option.setAttribute("role", "option");
    option.append(span(one.name, one.key === NEW ? "typed-none" : "typed-name"));
    if (one.detail) option.append(span(one.detail, "muted"));
    if (one.note) option.append(span(one.note, "typed-note"));
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => choose(one));
    return option;
  }

  function choose(one) {
    close();
    asked?.abort();
    place.querySelector("[data-typed-offered]")?.remove();
    if (one.key === NEW) return describe();
    if (described) forget();
    if (!several) chosen.replaceChildren();
    if (![...chosen.querySelectorAll("input")].some((held) => held.value === one.key)) chosen.append(tag(one));
    input.value = several ? "" : one.name;
    input.required = required && !chosen.children.length;
    chosen.hidden = !several;
    say(phrase("chosen").replace("%s", [one.name, one.detail].filter(Boolean).join(", ")));
    place.dispatchEvent(new CustomEvent("typed:chosen", { bubbles: true, detail: one }));
  }

  function describe() {
    described.open = true;
    described.querySelector("select")?.focus();
  }

  function forget() {
    described.open = false;
    for (const field of described.querySelectorAll("select, input")) field.value = "";
  }

  function tag(one) {
    const item = Object.assign(document.createElement("li"), { className: "tag" });
    item.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: one.key }), span(one.name));
    if (one.detail) item.append(span(one.detail, "muted"));
    addRemoval(item, one.name);
    return item;
  }

  function addRemoval(item, label) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "tag-off", textContent: "×" });
    button.setAttribute("aria-label", phrase("remove").replace("%s", label));
    button.addEventListener("click", () => {
      item.remove();
      input.required = required && !chosen.children.length;
      input.focus();
      place.dispatchEvent(new CustomEvent("typed:removed", { bubbles: true }));
    });
    item.append(button);
  }

  async function ask() {
    const text = input.value.trim();
    asked?.abort();
    if ([...text].length < SHORTEST) return close();
    const mine = (asked = new AbortController());
    const waiting = setTimeout(() => say(phrase("searching")), SLOW);
    try {
      const answer = await fetch(`${place.dataset.url}?q=${encodeURIComponent(text.slice(0, 300))}`, {
        signal: mine.signal,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { choices } = await answer.json();
      if (!mine.signal.aborted && document.activeElement === input) show(choices);
    } catch (error) {
      if (error.name === "AbortError") return;
      close();
      say(phrase("unreachable"));
    } finally {
      clearTimeout(waiting);
    }
  }

  input.addEventListener("input", () => {
    if (!several) chosen.replaceChildren();
    clearTimeout(timer);
    timer = setTimeout(ask, PATIENCE);
  });
  input.addEventListener("blur", () => {
    asked?.abort();
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return ask();
      move(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && several && !input.value && chosen.lastElementChild) {
      chosen.lastElementChild.querySelector("button").click();
    }
  });
}

function span(textContent, className = "") {
  return Object.assign(document.createElement("span"), { textContent, className });
}
