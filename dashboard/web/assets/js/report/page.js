// The page Report: a week or a month of one chair, by kind and day in the address; without a day the last one that is over.

import { ask } from "../api.js";
import { showFindings } from "../findings.js";
import { t } from "../language.js";
import { worded } from "../message.js";
import { say } from "../svg.js";
import { table } from "../today/tables.js";
import { minutes } from "../words.js";
import { Bars, dayName, periodName } from "./bars.js";
import { lines } from "./lines.js";
import { Mail } from "./mail.js";
import { Turns } from "./turns.js";

export class Page {
    #chair = null;
    #asked = "";

    constructor(find) {
        this.find = find;
        this.turns = new Turns(find("report-turns"));
        this.bars = new Bars(find("report-days"), find("report-detail"));
        this.mail = new Mail(find);
        find("report-print").addEventListener("click", () => window.print());
    }

    open(chair) {
        this.#chair = chair;
        return Promise.all([this.#fetch(), this.mail.open(chair)]);
    }

    close() {
        this.#chair = null;
        this.mail.open(null);
    }

    /** What is now, is on the other pages. */
    show() {}

    async #fetch() {
        if (!this.#chair) return;
        const asked = new URLSearchParams(location.search);
        const query = new URLSearchParams({ kind: asked.get("kind") ?? "week" });
        if (asked.has("on")) query.set("on", asked.get("on"));
        const address = `/api/v1/chairs/${encodeURIComponent(this.#chair)}/report?${query}`;
        this.#asked = address;
        try {
            const told = await ask(address);
            if (address !== this.#asked) return; // another period was chosen meanwhile
            say(this.find("report-note"), "");
            this.find("report-sheet").hidden = false;
            this.#draw(told);
        } catch (error) {
            if (address !== this.#asked) return;
            this.find("report-sheet").hidden = true; // nothing of another period beside these words
            say(this.find("report-note"), error.message);
        }
    }

    #draw(told) {
        const { find } = this;
        this.turns.show(told);
        say(find("period-title"), periodName(told));
        say(find("period-sub"), worded(told.summary));
        sentences(find("report-notes"), told.notes);
        const month = told.kind === "month";
        say(find("lines-sub"), month ? t("Medians of the days, beside the month before") : t("Medians of the days, beside the week before"));
        find("report-lines").replaceChildren(...lines(told.lines, month ? t("Month before") : t("Week before")));
        this.bars.show(told);
        find("report-noticed-place").hidden = showFindings(find("report-noticed-list"), told.findings) === 0;
        sentences(find("report-prompts"), told.prompts);
        find("asked-place").hidden = told.prompts.length === 0;
        find("report-table").replaceChildren(daysTable(told.days));
    }
}

function sentences(list, messages) {
    list.replaceChildren(...messages.map((message) => {
        const item = document.createElement("li");
        item.textContent = worded(message);
        return item;
    }));
}

function daysTable(days) {
    const rows = days.map((day) => (day.occupied_s === null
        ? [dayName(day.on), t("not measured"), "–", "–"]
        : [dayName(day.on), minutes(day.occupied_s), day.in_long_s === null ? "–" : minutes(day.in_long_s), breaks(day)]));
    return table(t("Each day"), [t("Day"), t("Sitting"), t("In bouts of 30 min and more"), t("Hours with a break")], rows);
}

const breaks = ({ hours_sat: sat, hours_with_break: done }) => (sat ? t("{done} of {all}", { done, all: sat }) : "–");
