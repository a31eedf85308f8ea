// A long form: what is typed is kept on the server as one types, and on this device while the line is cut.
import { phrase } from "./phrases.js";

const PATIENCE = 1500; // milliseconds after the last key
const AGAIN = 8000; // before another try when the line is cut
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "key"]);

export function startDrafts(part = document) {
  for (const form of part.querySelectorAll("form[data-draft]:not([data-drafting])")) start(form);
}

function start(form) {
  form.dataset.drafting = "";
  const status = form.querySelector("[data-draft-status]");
  const known = form.querySelector("[data-known-here]");
  const place = `portulan-draft:${location.pathname}`;
  let timer;
  let sent = false;
  let kept = snapshot(form);

  form.querySelector("[data-draft-button]")?.setAttribute("hidden", "");
  restore(form, place, status);

  const later = (wait = PATIENCE) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    const now = snapshot(form);
    if (sent || now === kept || !worth(form)) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error ?? String(answer.status));
      form.elements.draft.value = said.draft;
      kept = now;
      localStorage.removeItem(place);
      status.textContent = said.saved;
    } catch (error) {
      localStorage.setItem(place, JSON.stringify({ at: Date.now(), values: [...new FormData(form)].filter(text) }));
      status.textContent = phrase("keptHere");
      later(AGAIN);
    }
  }

  async function learn(event) {
    if (!known) return;
    const asked = new URLSearchParams([...new FormData(form)].filter(text).filter(([name]) => !LEFT_OUT.has(name)));
    if (event.target.querySelector("[name=unit]")) asked.delete("fields_seen"); // the fields of a new laboratory come checked
    try {
      const answer = await fetch(`${form.dataset.known}?${asked}`);
      if (answer.ok) known.innerHTML = await answer.text();
    } catch {
      // The line is cut: what the data know is shown when the form is sent.
    }
  }

  form.addEventListener("input", () => later());
  form.addEventListener("change", () => later());
  for (const name of ["typed:chosen", "typed:removed"]) {
    form.addEventListener(name, (event) => {
      later();
      learn(event);
    });
  }
  addEventListener("online", () => later(0));
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
    localStorage.removeItem(place);
  });
}

const text = ([name, value]) => typeof value === "string" && !LEFT_OUT.has(name);
const snapshot = (form) => JSON.stringify([...new FormData(form)].filter(text).filter(([name]) => name !== "draft"));
const worth = (form) => ["title", "summary", "partner", "partner_key"].some((name) => new FormData(form).getAll(name).some(Boolean));

// What this device kept while the line was cut comes back into an empty form.
function restore(form, place, status) {
  const found = localStorage.getItem(place);
  if (!found || form.elements.title?.value) return;
  try {
    for (const [name, value] of JSON.parse(found).values) {
      const field = form.elements[name];
      if (field && "value" in field && field.type !== "checkbox" && field.type !== "radio" && !field.value) field.value = value;
    }
    status.textContent = phrase("broughtBack");
  } catch {
    localStorage.removeItem(place);
  }
}
