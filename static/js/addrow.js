// Repeated rows of a form (a Django formset): one blank row and a button that adds the next.
// Without JavaScript the server's spare rows are simply all there.

class Rows {
  constructor(box) {
    this.box = box;
    this.list = box.querySelector("[data-rows]");
    this.blank = box.querySelector("template[data-empty-row]");
    this.total = box.querySelector(`[name="${box.dataset.formset}-TOTAL_FORMS"]`);
    this.hideSpareRows();
    box.querySelectorAll("[data-row]").forEach((row) => this.prepare(row));
    box.querySelector("[data-add-row]").addEventListener("click", () => this.add());
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-remove-row]");
      if (button) this.remove(button.closest("[data-row]"));
    });
    box.addEventListener("putrows", (event) => this.put(event.detail));
    this.number();
  }

  rows() { return [...this.list.querySelectorAll("[data-row]")]; }
  shown() { return this.rows().filter((row) => !row.hidden); }

  // Spare blank rows at the end go, but for one if there is nothing else.
  hideSpareRows() {
    for (const row of this.rows().reverse()) {
      if (!row.hasAttribute("data-new") || this.isFilled(row) || row.querySelector(".govuk-error-message") || this.rows().length === 1) break;
      row.remove();
      this.total.value = Number(this.total.value) - 1;
    }
  }

  isFilled(row) {
    return [...row.querySelectorAll("input:not([type=hidden]), textarea, select")].some((control) =>
      control.type === "checkbox" || control.type === "radio"
        ? control.checked !== control.defaultChecked || control.checked
        : control.tagName === "SELECT" ? control.selectedIndex > 0 : control.value.trim() !== "");
  }

  prepare(row) {
    const erase = row.querySelector("[data-row-delete]");
    if (!erase) return;
    erase.hidden = true;
    if (erase.querySelector("input").checked) row.hidden = true;
  }

  add() {
    const row = this.append();
    this.number();
    const first = row.querySelector("input:not([type=hidden]), textarea, select");
    if (first) first.focus();
    this.changed();
  }

  append() {
    const index = Number(this.total.value);
    const holder = document.createElement("template");
    holder.innerHTML = this.blank.innerHTML.replaceAll("__prefix__", String(index));
    const row = holder.content.querySelector("[data-row]");
    this.list.append(holder.content);
    this.total.value = index + 1;
    this.prepare(row);
    return row;
  }

  // Other rows take the place of those that are shown. Of each, its values by the names of its fields.
  put(rows) {
    while (this.shown().length < rows.length) this.append();
    this.shown().forEach((row, index) => { if (rows[index]) this.fill(row, rows[index]); else this.erase(row); });
    this.number();
    this.changed();
  }

  fill(row, values) {
    this.empty(row);
    row.querySelectorAll("input:not([type=hidden]), textarea, select").forEach((control) => {
      const value = values[control.name.split("-").pop()];
      if (!value) return;
      control.value = value;
      const folded = control.closest("details");
      if (folded) folded.open = true;
    });
  }

  // A row keeps its place in the numbering of the form; it is marked as deleted or left empty, and hidden.
  remove(row) {
    const before = this.shown();
    const place = before.indexOf(row);
    this.erase(row);
    this.number();
    const rest = this.shown();
    const next = rest[Math.min(place, rest.length - 1)];
    (next ? next.querySelector("[data-row-title]") : this.box.querySelector("[data-add-row]")).focus();
    this.changed();
  }

  erase(row) {
    const mark = row.querySelector("[data-row-delete] input");
    if (mark) mark.checked = true;
    else this.empty(row);
    row.hidden = true;
  }

  empty(row) {
    row.querySelectorAll("input:not([type=hidden]), textarea, select").forEach((control) => {
      if (control.type === "checkbox" || control.type === "radio") control.checked = false;
      else if (control.tagName === "SELECT") control.selectedIndex = 0;
      else control.value = "";
    });
  }

  number() {
    this.shown().forEach((row, index) => {
      row.querySelector("[data-row-title]").textContent = `${this.box.dataset.one} ${index + 1}`;
      const spoken = row.querySelector("[data-row-number]");
      if (spoken) spoken.textContent = index + 1;
    });
  }

  changed() { this.box.dispatchEvent(new CustomEvent("rowschanged", { bubbles: true })); }
}

document.querySelectorAll("[data-formset]").forEach((box) => new Rows(box));
