// What was typed while there was no connection stays on the device until it is sent: a closed window or a dead battery
// loses nothing. autosave.js says when something waits and when it was saved.
//
// It is about families: nothing is kept while saving works, nothing once it was sent, nothing of one person once another
// has signed in, nothing for longer than a day. Signing out clears the device (the server says so, too). A session that
// ran out does not: who comes back from the tunnel signs in and finds what they typed.

const PREFIX = "fortnight.kept ";
const A_DAY = 24 * 60 * 60 * 1000;
const NOT_TYPED = ["csrfmiddlewaretoken", "version", "seen"];

const person = document.body.dataset.person || "";

function nameOf(address) { return `${PREFIX}${person} ${address}`; }

function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

function forget(name) {
  try { localStorage.removeItem(name); } catch { /* a browser that keeps nothing has nothing to forget */ }
}

function names() {
  try { return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)); } catch { return []; }
}

function typedIn(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.includes(name));
}

function keep(form) {
  if (!person) return;
  const fields = typedIn(form);
  const [version, seen] = ["version", "seen"].map((name) => (form.elements[name] ? form.elements[name].value : null));
  try {
    localStorage.setItem(nameOf(form.dataset.autosave), JSON.stringify({ at: Date.now(), version, seen, fields }));
  } catch { /* full, or switched off: the page itself still holds it, and warns before it is closed */ }
}

// Rows that somebody added are added again.
function rowFor(form, name) {
  for (let tries = 0; tries < 30 && !form.elements[name]; tries += 1) {
    const box = [...form.querySelectorAll("[data-formset]")].find((one) => name.startsWith(`${one.dataset.formset}-`));
    const button = box && box.querySelector("[data-add-row]");
    if (!button) return;
    button.click();
  }
}

function fill(form, fields) {
  const typed = new Map();
  for (const [name, value] of fields) typed.set(name, [...(typed.get(name) || []), value]);
  for (const name of typed.keys()) if (!name.endsWith("_FORMS")) rowFor(form, name);
  for (const control of form.elements) {
    if (!control.name || NOT_TYPED.includes(control.name) || control.name.endsWith("_FORMS")) continue;
    const values = typed.get(control.name) || [];
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (control.tagName === "SELECT" && control.multiple) {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else if (values.length && !["submit", "button", "hidden"].includes(control.type)) control.value = values[0];
  }
}

// With the version it was typed on: if somebody else has saved since, the server says so and shows both. What the page
// shows already did reach the server, in parting or from another window: there is nothing to bring back.
function bringBack(form) {
  const found = read(nameOf(form.dataset.autosave));
  if (!found) return;
  const shown = JSON.stringify(typedIn(form));
  fill(form, found.fields);
  if (JSON.stringify(typedIn(form)) === shown) { forget(nameOf(form.dataset.autosave)); return; }
  for (const name of ["version", "seen"]) if (form.elements[name] && found[name] !== null) form.elements[name].value = found[name];
  const said = form.querySelector("[data-autosave-status] [role=status]");
  const at = new Date(found.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (said) said.textContent = `What you typed at ${at} without a connection is back, and is being saved.`;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function clear() {
  for (const name of names()) {
    const found = read(name);
    const anothers = person && !name.startsWith(`${PREFIX}${person} `);
    if (anothers || !found || Date.now() - found.at > A_DAY) forget(name);
  }
}

// What was typed on a page that was closed is sent from the next one. Where it can no longer be kept (the meeting is
// closed, the family is not for this person any more) it is shown a last time, to be copied, and leaves the device.
async function sendOthers() {
  const here = [...document.querySelectorAll("form[data-autosave]")].map((form) => nameOf(form.dataset.autosave));
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!person || !token) return;
  for (const name of names().filter((one) => !here.includes(one))) {
    const found = read(name);
    const body = new URLSearchParams(found.fields);
    for (const one of ["version", "seen"]) if (found[one] !== null) body.append(one, found[one]);
    try {
      const answer = await fetch(name.slice(nameOf("").length), {
        method: "POST", body, credentials: "same-origin", redirect: "manual",
        headers: { "X-CSRFToken": token.value, "X-Requested-With": "fetch", Accept: "application/json" },
      });
      if (answer.ok) forget(name);
      else if ([403, 404, 410].includes(answer.status)) { show(found); forget(name); }
    } catch { /* still no connection: it stays */ }
  }
}

function show(found) {
  const box = document.createElement("section");
  box.className = "fn-panel";
  box.setAttribute("aria-label", "Typed without a connection");
  const said = document.createElement("p");
  said.className = "govuk-body";
  said.textContent = "What you typed without a connection can no longer be saved where it belongs. Copy what you need: "
    + "it has been removed from this device.";
  const words = document.createElement("p");
  words.className = "govuk-body fn-kept";
  words.textContent = found.fields.map(([, value]) => value).filter((value) => /\s/.test(value)).join(" / ");
  box.append(said, words);
  document.querySelector("main").prepend(box);
}

clear();
document.addEventListener("autosavewaiting", (event) => keep(event.target));
document.addEventListener("autosaved", (event) => forget(nameOf(event.target.dataset.autosave)));
document.addEventListener("autosavegone", (event) => forget(nameOf(event.target.dataset.autosave)));
document.addEventListener("submit", (event) => {
  if (event.target.action && event.target.action.endsWith("/account/logout/")) names().forEach(forget);
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-autosave]").forEach(bringBack);
  sendOthers();
});
