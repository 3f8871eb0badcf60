// The chair's screen: a clock for the item, and keys. Without this file everything still works.

const SECOND = 1000;
const SWITCH = "fortnight.keys";
const PLACES = { v: "#views", d: "#decision", l: "#lead", a: "#actions", m: "#more" };

function runClock(clock) {
  const started = Date.parse(clock.dataset.clock);
  const planned = Number(clock.dataset.slot);
  const spoken = document.createElement("span");
  spoken.className = "govuk-visually-hidden";
  spoken.textContent = clock.textContent.trim();
  const shown = document.createElement("span");
  shown.setAttribute("aria-hidden", "true");
  clock.replaceChildren(spoken, shown);
  const tick = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - started) / SECOND));
    const minutes = Math.floor(seconds / 60);
    shown.textContent = `${minutes}:${String(seconds % 60).padStart(2, "0")} of ${planned} min`;
    clock.classList.toggle("fn-clock--over", minutes >= planned);
  };
  tick();
  setInterval(tick, SECOND);
}

function keysAreOn() {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

function remember(on) {
  try { localStorage.setItem(SWITCH, on ? "on" : "off"); } catch { /* a browser that keeps nothing: on for this page */ }
}

function isTyping(element) {
  return element instanceof Element && element.closest("input, textarea, select, [contenteditable]") !== null;
}

function goTo(selector) {
  const place = document.querySelector(selector);
  if (!place) return false;
  if (place instanceof HTMLDetailsElement) place.open = true;
  const control = place.querySelector("input:not([type=hidden]):not([disabled]), select, textarea");
  const chosen = place.querySelector("input[type=radio]:checked");
  place.scrollIntoView({ block: "start" });
  (chosen || (selector === PLACES.d && place.querySelector("input[name=kind]")) || control || place).focus();
  return true;
}

// A digit chooses that decision, and goes to where its reason is typed.
function choose(digit) {
  const kinds = document.querySelectorAll("#decision input[type=radio][name=kind]");
  const kind = kinds[Number(digit) - 1];
  if (!kind) return false;
  kind.click();
  (document.querySelector("#decision textarea[name=reason]") || kind).focus();
  return true;
}

function press(event, on) {
  if (event.key === "Escape" && isTyping(event.target)) { event.target.blur(); return; }
  if (event.key === "Enter" && event.ctrlKey) {
    const record = document.querySelector("#record");
    if (record) { event.preventDefault(); record.click(); }
    return;
  }
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
  if (link) { event.preventDefault(); link.click(); return; }
  if (PLACES[event.key] ? goTo(PLACES[event.key]) : /^[1-9]$/.test(event.key) && choose(event.key)) event.preventDefault();
}

document.querySelectorAll("[data-clock]").forEach(runClock);

let on = keysAreOn();
const keySwitch = document.querySelector("[data-keys-switch]");
if (keySwitch) {
  keySwitch.checked = on;
  keySwitch.addEventListener("change", () => { on = keySwitch.checked; remember(on); });
}
document.addEventListener("keydown", (event) => press(event, () => on));
