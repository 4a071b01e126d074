// The page Back: a diary, what it says beside the sitting on one's own chairs, and lists that remember.
//
// It is about a person and not about the chair that is chosen above.

import { ask } from "../api.js";
import { choices } from "../history/choices.js";
import { t } from "../language.js";
import { worded } from "../message.js";
import { say } from "../svg.js";
import { Beside } from "./beside.js";
import { Entries } from "./entries.js";
import { Form } from "./form.js";
import { OwnWords } from "./own_words.js";
import { Signs } from "./signs.js";
import { Workplace } from "./workplace.js";
import { ZONE, dayName } from "./words.js";

const WINDOWS = [["28", t("4 weeks")], ["91", t("3 months")], ["371", t("Year")]];

export class Page {
    #days = "91";
    #asked = null;

    constructor(find) {
        this.find = find;
        this.form = new Form(find, () => this.#written());
        this.entries = new Entries(find, this.form, () => this.#beside());
        this.beside = new Beside(find);
        this.workplace = new Workplace(find);
        this.words = new OwnWords(find, () => this.open());
        this.signs = new Signs(find);
        this.windows = choices(find("back-window"), t("Time shown"), WINDOWS, (days) => { this.#days = days; this.#beside(); });
    }

    async open() {
        const asked = await Promise.allSettled([this.entries.open(), this.workplace.open(), this.#beside()]);
        const failed = asked.find(({ status }) => status === "rejected");
        say(this.find("back-note"), failed ? failed.reason.message : "");
    }

    /** Whoever lent this computer to somebody else leaves no answers behind. */
    close() {
        this.signs.clear();
    }

    /** Nothing here is about what is now. */
    show() {}

    async #written() {
        await Promise.all([this.entries.open(), this.#beside()]);
    }

    async #beside() {
        const address = `/api/v1/me/back?zone=${encodeURIComponent(ZONE)}&days=${this.#days}`;
        this.#asked = address;
        const told = await ask(address);
        if (address !== this.#asked) return; // another time was chosen meanwhile
        this.windows.mark(this.#days);
        this.beside.show(told);
        this.#lasting(told);
    }

    #lasting({ lasting_says: says, since }) {
        const place = this.find("back-lasting");
        place.hidden = !says;
        if (!says) return place.replaceChildren();
        const title = document.createElement("h3");
        title.className = "advice-title";
        say(title, t("{title}, since {day} by your entries", { title: worded(says.title), day: dayName(since) }));
        return place.replaceChildren(title, ...says.says.map((each) => {
            const line = document.createElement("p");
            say(line, worded(each));
            return line;
        }));
    }
}
