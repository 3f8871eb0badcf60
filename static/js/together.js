// Two people type on one item. What somebody else saved comes into the fields one has not touched; where both wrote,
// both are shown and one chooses. The server does the joining (meetings/merging.py); it is told what this page began with.

const GROUP = /^(actions)-\d+-/; // the rows of actions are one thing
const NOT_TYPED = ["csrfmiddlewaretoken", "version", "seen"];

function groupOf(name) { return (GROUP.exec(name) || [null, name])[1]; }

function pairs(text) { return [...new URLSearchParams(text)].filter(([name]) => !NOT_TYPED.includes(name)); }

// What is typed in the rows of a group, as the server has them.
function rowsIn(list, group) {
  const rows = new Map();
  for (const [name, value] of list) {
    const [of, index, field] = name.split("-");
    if (of === group && field && value) rows.set(index, { ...rows.get(index), [field]: value });
  }
  return [...rows.values()].filter((row) => !row.DELETE);
}

function same(one, other, group) {
  const [left, right] = [one, other].map((list) => JSON.stringify(list.filter(([name, value]) => value && groupOf(name) === group)));
  return left === right;
}

function now(form) {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") found.append(name, value);
  return found.toString();
}

class Together {
  constructor(form, hidden) {
    this.form = form;
    this.hidden = hidden;
    hidden.disabled = false;
    this.set(pairs(now(form)));
    form.addEventListener("autosaved", (event) => this.join(event.detail));
  }

  seen() { return pairs(this.hidden.value); }

  set(list) { this.hidden.value = new URLSearchParams(list).toString(); }

  // From here on `list` is what this page began with in that group.
  saw(group, list) {
    this.set([...this.seen().filter(([name]) => groupOf(name) !== group), ...list.filter(([name]) => groupOf(name) === group)]);
  }

  join({ sent, news = {}, theirs = {}, who }) {
    const list = pairs(sent);
    for (const group of new Set([...list, ...this.seen()].map(([name]) => groupOf(name)))) {
      if (!(group in news) && !(group in theirs)) this.saw(group, list);
    }
    for (const box of this.form.querySelectorAll("[data-theirs]")) if (!(box.dataset.theirs in theirs)) box.remove();
    for (const [name, value] of Object.entries(news)) this.bring(name, value, who, list);
    for (const [name, value] of Object.entries(theirs)) this.ask(name, value, who);
  }

  controls(name) {
    const found = this.form.elements[name];
    return found ? (found instanceof RadioNodeList ? [...found] : [found]) : [];
  }

  rowsOf(name) { return this.form.querySelector(`[data-formset="${name}"]`); }

  // Somebody else changed what was not touched here. Where typing went on since it was sent, the next save asks.
  bring(name, value, who, sent) {
    if (!this.controls(name).length && !this.rowsOf(name)) { this.tell(`${who} changed the ${name}. Load the page again to see it.`); return; }
    if (!same(pairs(now(this.form)), sent, name)) return;
    this.put(name, value);
    this.saw(name, pairs(now(this.form)));
    this.tell(`${who} changed “${this.label(name)}”. You see it now.`);
  }

  put(name, value) {
    const rows = this.rowsOf(name);
    if (rows) { rows.dispatchEvent(new CustomEvent("putrows", { detail: value || [] })); return; }
    const values = [].concat(value === null || value === undefined ? [] : value).map(String);
    for (const control of this.controls(name)) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] || "";
    }
  }

  // Both changed it: theirs is saved, mine stands in the field, until one of the two is chosen. It is said with every
  // save until then, for mine is not among what is saved.
  ask(name, value, who) {
    const [control] = this.controls(name);
    const place = control ? control.closest(".govuk-form-group") : this.rowsOf(name);
    if (!place) return;
    this.tell(`${who} wrote in “${this.label(name)}” at the same time. Choose below it.`);
    const asked = place.querySelector("[data-theirs]");
    const box = this.box(name, value, who);
    if (!asked) place.append(box);
    else if (asked.textContent !== box.textContent) asked.replaceWith(box);
  }

  box(name, value, who) {
    const box = document.createElement("div");
    box.className = "govuk-inset-text";
    box.dataset.theirs = name;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${this.label(name)}: two people wrote here`);
    box.append(...this.said(name, value, `${who} wrote here at the same time:`));
    box.append(this.button("Keep mine", () => this.keepMine(name, value, box)), " ");
    box.append(this.button("Use theirs", () => this.useTheirs(name, value, box)));
    if (this.rowsOf(name)) box.append(" ", this.button("Keep both", () => this.keepBoth(name, value || [], box)));
    return box;
  }

  // What they wrote, in words: in a line, or the rows as a list.
  said(name, value, before) {
    const said = document.createElement("p");
    said.className = "govuk-body";
    const rows = this.rowsOf(name) ? value || [] : [];
    if (!rows.length) { said.textContent = `${before} ${this.words(name, value) || "nothing"}`; return [said]; }
    said.textContent = before;
    const list = document.createElement("ul");
    list.className = "govuk-list govuk-list--bullet";
    for (const row of rows) list.append(this.line(this.rowsOf(name), row));
    return [said, list];
  }

  line(rows, row) {
    const { content } = rows.querySelector("template[data-empty-row]");
    const words = Object.entries(row).map(([field, value]) => {
      const control = content.querySelector(`[name$="-${field}"]`);
      const option = control.options && [...control.options].find((one) => one.value === value);
      const label = content.querySelector(`label[for="${control.id}"]`).textContent.replace("(optional)", "").trim();
      return `${field === "what" ? "" : `${label}: `}${option ? option.textContent.trim() : value}`;
    });
    const line = document.createElement("li");
    line.textContent = words.join("; ");
    return line;
  }

  button(text, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary fn-button--small";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  }

  // Having seen theirs, mine goes over it.
  keepMine(name, value, box) {
    this.saw(name, this.asPairs(name, value));
    this.done(name, box);
    this.form.dispatchEvent(new CustomEvent("savenow"));
  }

  useTheirs(name, value, box) {
    this.put(name, value);
    this.saw(name, pairs(now(this.form)));
    this.done(name, box);
    this.form.dispatchEvent(new CustomEvent("savenow"));
  }

  // Theirs, and after them the rows that I have written since.
  keepBoth(name, theirs, box) {
    const alike = (row) => JSON.stringify(Object.entries(row).sort());
    const known = [...theirs, ...rowsIn(this.seen(), name)].map(alike);
    const mine = rowsIn(pairs(now(this.form)), name).filter((row) => !known.includes(alike(row)));
    this.saw(name, this.asPairs(name, theirs));
    this.put(name, [...theirs, ...mine]);
    this.done(name, box);
    this.form.dispatchEvent(new CustomEvent("savenow"));
  }

  done(name, box) {
    const [control] = this.controls(name);
    box.remove();
    (control || this.rowsOf(name).querySelector("[data-row]:not([hidden]) [data-row-title], [data-add-row]")).focus();
  }

  asPairs(name, value) {
    if (!this.rowsOf(name)) return [].concat(value === null ? [] : value).map((one) => [name, String(one)]);
    return (value || []).flatMap((row, index) => Object.entries(row).map(([field, one]) => [`${name}-${index}-${field}`, one]));
  }

  words(name, value) {
    const [control] = this.controls(name);
    const chosen = [].concat(value === null ? [] : value).map(String);
    const options = control && control.options ? [...control.options] : [];
    return chosen.map((one) => {
      const option = options.find((each) => each.value === one);
      const radio = this.controls(name).find((each) => ["radio", "checkbox"].includes(each.type) && each.value === one);
      return option ? option.textContent.trim() : radio && radio.labels[0] ? radio.labels[0].textContent.trim() : `“${one}”`;
    }).join(", ");
  }

  label(name) {
    const [control] = this.controls(name);
    const group = control && control.closest(".govuk-form-group");
    const found = group && group.querySelector("legend, label");
    return found ? found.textContent.trim() : name[0].toUpperCase() + name.slice(1);
  }

  tell(sentence) {
    const said = this.form.querySelector("[data-autosave-status] [role=status]");
    if (said) said.textContent = sentence;
  }
}

// Before kept.js brings back what was typed without a connection.
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const hidden = form.querySelector("[data-seen]");
  if (hidden) new Together(form, hidden);
});
