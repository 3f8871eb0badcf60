// Something that is being made on the server: <div data-poll="/where/it/will/be">…</div>
// 204: not ready yet. 202: how far it is, to be shown meanwhile. 200: the HTML that takes its place. Asks less and less
// often, but where there is something to be seen, at least every two seconds.

const FIRST_WAIT = 700;
const LONGEST_WAIT = 10000;
const LONGEST_WITH_PROGRESS = 2000;
const GIVE_UP_AFTER = 10 * 60 * 1000;

class Poll {
  constructor(place) {
    this.place = place;
    this.wait = FIRST_WAIT;
    this.started = Date.now();
    this.later();
  }

  later() {
    if (Date.now() - this.started > GIVE_UP_AFTER) return this.tell("This takes longer than it should. Load the page again in a while.");
    setTimeout(() => this.ask(), this.wait);
    this.wait = Math.min(this.wait * 1.4, LONGEST_WAIT);
  }

  async ask() {
    try {
      const answer = await fetch(this.place.dataset.poll, { credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "fetch" } });
      if (answer.status === 200) return this.show(await answer.text());
      if (answer.status === 202) {
        this.place.innerHTML = await answer.text();
        this.wait = Math.min(this.wait, LONGEST_WITH_PROGRESS);
      }
      if ([401, 403, 404, 410].includes(answer.status) || answer.type === "opaqueredirect") {
        return this.tell("This can no longer be shown here. Load the page again.");
      }
    } catch { /* no connection: ask again */ }
    this.later();
  }

  show(html) {
    this.place.innerHTML = html;
    this.place.removeAttribute("aria-busy");
    const next = this.place.querySelector("[data-poll]");
    if (next) new Poll(next);
  }

  tell(sentence) {
    const said = document.createElement("p");
    said.className = "govuk-body";
    said.textContent = sentence;
    this.place.replaceChildren(said);
    this.place.removeAttribute("aria-busy");
  }
}

document.querySelectorAll("[data-poll]").forEach((place) => new Poll(place));
