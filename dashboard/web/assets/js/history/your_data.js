// What the desk keeps of this chair: files to take away, and the deletion of it all, which is asked for twice.

import { ask } from "../api.js";
import { list, t } from "../language.js";
import { say } from "../svg.js";
import { longDate } from "./figures.js";

const KIND = "delete_chair";
const FIRST_MS = 500;
const LONGEST_MS = 10_000;
const DELETING = t("The desk is deleting it …");
const LATER = t("Asked for. The part of the desk that stores has not done it yet; it will as soon as it runs. You need not stay.");

export class YourData {
    #chair = null;
    #name = "";
    #arrived = false;
    #followed = null; // the deletion that is waited for
    #sits = new Map(); // by chair, whether it is one's own

    /** `onGone()` when everything was deleted. */
    constructor(find, onGone) {
        Object.assign(this, { find, onGone });
        this.place = find("your-data");
        this.dialog = find("delete");
        this.typed = field();
        find("delete-label").after(this.typed);
        find("your-data-delete").addEventListener("click", () => this.#sure());
        find("delete-cancel").addEventListener("click", () => this.dialog.close());
        find("delete-form").addEventListener("submit", (event) => { event.preventDefault(); this.#delete(); });
    }

    /** Be about this chair from now on, and tell of a deletion that somebody asked for before. */
    async open(chair) {
        if (chair === this.#chair) return;
        this.close();
        this.#chair = chair;
        if (!chair) return;
        try {
            const { jobs } = await ask(`${this.#address()}/jobs`);
            const waiting = jobs.find(({ kind, state }) => kind === KIND && state === "waiting");
            if (waiting && chair === this.#chair) this.#follow(waiting);
        } catch {
            // The page says what is wrong with the desk, or with this chair.
        }
    }

    close() {
        this.#chair = this.#followed = null;
        this.#name = "";
        this.place.hidden = true;
        this.dialog.close();
        say(this.find("your-data-said"), "");
    }

    /** The chair's own name, once it is known. */
    call(name) {
        if (name !== this.#name && !this.dialog.open) this.#name = name;
    }

    /** Show since when something is kept: the first day as 2026-07-22, null when there is none. */
    show(began) {
        const since = began && longDate(new Date(`${began}T00:00Z`));
        say(this.find("your-data-sub"), since
            ? t("This desk keeps days and sitting bouts of this chair since {since}, minutes and events for as long as its settings say.", { since })
            : t("This desk keeps no day of this chair."));
        this.find("your-data-zip").href = `${this.#address()}/data`;
        this.find("your-data-days").href = `${this.#address()}/export?kind=days&format=csv`;
        this.place.hidden = false;
    }

    /** Go there if the address says so, once all that is above has its height. */
    arrive() {
        if (this.#arrived || location.hash !== "#your-data") return;
        this.#arrived = true;
        const title = this.find("your-data-title");
        title.tabIndex = -1;
        title.focus({ preventScroll: true });
        this.place.scrollIntoView();
    }

    #address() {
        return `/api/v1/chairs/${encodeURIComponent(this.#chair)}`;
    }

    /** What may be typed: the chair's name or its id. */
    #names() {
        return [...new Set([this.#name || this.#chair, this.#chair])];
    }

    #namesInWords() {
        return list(this.#names().map((name) => t("“{name}”", { name })), "disjunction");
    }

    #sure() {
        say(this.find("delete-title"), t("Delete everything of “{name}”?", { name: this.#names()[0] }));
        say(this.find("delete-label"), t("Type {names} if you mean it", { names: this.#namesInWords() }));
        this.typed.value = "";
        this.#wrong("");
        if (this.#sits.has(this.#chair)) this.#show();
        else this.#ask();
    }

    /** Whoever sits on this chair may let the own diary go with it; whoever only runs it has nothing of this chair's. */
    async #ask() {
        const chair = this.#chair;
        const { chairs } = await ask("/api/v1/me/back?days=7").catch(() => ({ chairs: [] }));
        this.#sits.set(chair, chairs.some(({ id }) => id === chair));
        if (chair === this.#chair && !this.dialog.open) this.#show();
    }

    #show() {
        const sits = this.#sits.get(this.#chair);
        this.find("delete-diary-label").hidden = !sits;
        this.find("delete-diary").checked = sits;
        this.dialog.showModal();
        this.typed.focus();
    }

    #wrong(why) {
        say(this.find("delete-wrong"), why);
        this.typed.setAttribute("aria-invalid", String(why !== ""));
    }

    async #delete() {
        const chair = this.#chair;
        if (!this.#names().some((name) => plain(name) === plain(this.typed.value))) {
            this.#wrong(t("Nothing was deleted: type {names}.", { names: this.#namesInWords() }));
            this.typed.focus();
            return;
        }
        try {
            const job = await ask(`${this.#address()}/data`, { confirm: chair, diary: this.find("delete-diary").checked }, "DELETE");
            if (chair !== this.#chair) return;
            this.dialog.close();
            this.#follow(job);
        } catch (error) {
            this.#wrong(t("Nothing was deleted: {why}", { why: error.message }));
        }
    }

    /** Ask what became of it, less and less often, until it is done or the page is left. */
    async #follow(asked) {
        const address = `${this.#address()}/jobs/${asked.id}`;
        const still = () => this.#followed === asked;
        this.#followed = asked;
        say(this.find("your-data-said"), DELETING);
        let job = asked;
        for (let waitMs = FIRST_MS; job.state === "waiting"; waitMs = Math.min(2 * waitMs, LONGEST_MS)) {
            await new Promise((done) => { setTimeout(done, waitMs); });
            if (!still()) return;
            job = await ask(address).catch(() => asked); // the desk may be starting anew
            if (!still()) return;
            if (waitMs === LONGEST_MS) say(this.find("your-data-said"), LATER);
        }
        this.#followed = null;
        const done = job.state === "done";
        say(this.find("your-data-said"), done ? t("Done: {what}. Delete the copies too that were made before.", { what: job.said }) : t("Not deleted: {why}.", { why: job.said }));
        if (done) this.onGone();
    }
}

const plain = (text) => text.trim().replace(/\s+/g, " ").toLowerCase();

function field() {
    const input = document.createElement("input");
    const told = { id: "delete-typed", className: "delete-typed", autocomplete: "off", autocapitalize: "none", spellcheck: false };
    Object.assign(input, told);
    input.setAttribute("aria-describedby", "delete-wrong");
    return input;
}
