// The entries, newest first; each can be changed, and deleted, which can be taken back while the page is open.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { ZONE, dayName, timeName } from "./words.js";

const AT_ONCE = 6;
const DIARY = "/api/v1/me/diary";

export class Entries {
    #next = null;
    #most = AT_ONCE; // as many as were looked at stay in sight

    /** `onChange()` when an entry went, or came back. */
    constructor(find, form, onChange) {
        Object.assign(this, { find, form, onChange });
        this.list = find("entries");
        find("entries-more").addEventListener("click", () => this.#more());
    }

    /** Read them anew. */
    async open() {
        const { rows, next } = await ask(`${DIARY}?limit=${this.#most}`);
        this.list.replaceChildren(...rows.map((entry) => this.#row(entry)));
        this.#after(next);
    }

    async #more() {
        const first = this.list.children.length;
        const { rows, next } = await ask(`${DIARY}?limit=${AT_ONCE}&cursor=${this.#next}`);
        this.#most += rows.length;
        this.list.append(...rows.map((entry) => this.#row(entry)));
        this.#after(next);
        this.list.children[first]?.querySelector("button").focus();
    }

    #after(next) {
        this.#next = next;
        this.find("entries-more").hidden = next === null;
        this.find("entries-none").hidden = this.list.children.length > 0;
    }

    #row(entry) {
        const row = document.createElement("li");
        row.className = "entry";
        const when = part("p", "entry-when", t("{day}, {time}", { day: dayName(entry.on), time: timeName(entry.at_ms) }));
        const pain = part("p", "entry-pain", entry.pain === null ? "–" : String(entry.pain));
        if (entry.pain !== null) pain.append(" ", part("span", "entry-of", t("of 10")));
        const words = document.createElement("div");
        words.append(when, part("p", "entry-places", this.form.placeNames(entry.places)), part("p", "entry-note", entry.note));
        const buttons = part("div", "entry-buttons", "");
        buttons.append(
            button(t("Change"), t("Change the entry of {day}", { day: when.textContent }), () => this.form.change(entry)),
            button(t("Delete"), t("Delete the entry of {day}", { day: when.textContent }), () => this.#remove(entry)));
        row.append(pain, words, buttons);
        return row;
    }

    async #remove(entry) {
        await this.#try(async () => {
            await ask(`${DIARY}/${entry.id}`, {}, "DELETE");
            this.form.forget(entry);
            await this.open();
            const said = this.find("entries-said");
            const back = button(t("Undo"), "", () => this.#back(entry));
            said.replaceChildren(t("The entry of {day} is deleted.", { day: dayName(entry.on) }), " ", back);
            back.focus();
        });
    }

    async #back({ at_ms, pain, places, note }) {
        await this.#try(async () => {
            await ask(DIARY, { zone: ZONE, at_ms, pain, places, note });
            await this.open();
            say(this.find("entries-said"), t("It is back."));
            this.list.querySelector("button")?.focus();
        });
    }

    async #try(work) {
        try {
            await work();
            await this.onChange();
        } catch (error) {
            say(this.find("entries-said"), error.message);
        }
    }
}

function part(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
}

function button(text, label, press) {
    const made = part("button", "button button-plain", text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", press);
    return made;
}
