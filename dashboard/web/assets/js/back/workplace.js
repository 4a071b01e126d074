// The list of one's workplace: a tick is sent at once, and remembered by the desk.

import { ask } from "../api.js";
import { locale, t } from "../language.js";
import { say } from "../svg.js";

const DONE = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });

export class Workplace {
    constructor(find) {
        this.find = find;
        this.boxes = [...find("workplace-card").querySelectorAll("input[name=workplace]")];
        for (const box of this.boxes) box.addEventListener("change", () => this.#check(box));
    }

    async open() {
        this.#show(await ask("/api/v1/me/workplace"));
    }

    async #check(box) {
        try {
            this.#show(await ask(`/api/v1/me/workplace/${box.value}`, { done: box.checked }, "PUT"));
        } catch (error) {
            box.checked = !box.checked;
            say(this.find("workplace-said"), t("Not remembered: {why}", { why: error.message }));
        }
    }

    #show({ items }) {
        const since = new Map(items.map(({ id, done_ms: at }) => [id, at]));
        for (const box of this.boxes) {
            const at = since.get(box.value) ?? null;
            box.checked = at !== null;
            say(box.labels[0].querySelector(".done-on"), at === null ? "" : t("Done on {day}", { day: DONE.format(at) }));
        }
        const done = this.boxes.filter(({ checked }) => checked).length;
        say(this.find("workplace-said"), t("{done} of {all} seen to", { done, all: this.boxes.length }));
    }
}
