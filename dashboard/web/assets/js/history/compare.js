// Two periods side by side: each figure's median, and the difference in words.

import { ask } from "../api.js";
import { t, tn } from "../language.js";
import { say } from "../svg.js";
import { FIGURES, difference, iso } from "./figures.js";

const DAY_MS = 86_400_000;
const NAMES = {
    week: [t("This week"), t("Last week")], month: [t("This month"), t("Last month")], chosen: [t("Second period"), t("First period")],
};
const OVER = { week: [t("Last week"), t("The week before")], month: [t("Last month"), t("The month before")] };
const CHOICES = [["week", t("Weeks")], ["month", t("Months")], ["chosen", t("Chosen dates")]];

/** The days of [before, after] as [[first, last], [first, last]], for today as a date. `over`: the last two that are over. */
export function periods(kind, today, over = false) {
    const at = new Date(`${today}T00:00Z`);
    const back = over ? 1 : 0;
    if (kind === "week") {
        const monday = at.getTime() - (((at.getUTCDay() + 6) % 7) + 7 * back) * DAY_MS;
        return [[monday - 7 * DAY_MS, monday - DAY_MS], [monday, over ? monday + 6 * DAY_MS : at.getTime()]].map(days);
    }
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() - back];
    const last = over ? Date.UTC(year, month + 1, 0) : at.getTime();
    return [[Date.UTC(year, month - 1, 1), Date.UTC(year, month, 0)], [Date.UTC(year, month, 1), last]].map(days);
}

const days = (pair) => pair.map((ms) => iso(new Date(ms)));

export class Compare {
    #kind = "week";
    #asked = "";
    #dates = null;

    constructor(choice, result, note, buttons) {
        Object.assign(this, { result, note });
        this.inputs = document.createElement("div");
        this.inputs.className = "compare-dates";
        this.buttons = buttons(choice, t("Periods to compare"), CHOICES, (kind) => { this.#kind = kind; this.#fetch(); });
        choice.append(this.inputs);
    }

    open(chair, today) {
        if (chair !== this.chair) this.#dates = null;
        Object.assign(this, { chair, today });
        this.#dates ??= periods("week", today);
        return this.#fetch();
    }

    /** A week that has just begun says nothing: then the two that are over stand side by side. */
    async #fetch(over = false) {
        this.buttons.mark(this.#kind);
        const wanted = this.#kind === "chosen" ? this.#dates : periods(this.#kind, this.today, over);
        this.#showInputs();
        const [before, after] = wanted.map((pair) => pair.join(".."));
        const address = `/api/v1/chairs/${encodeURIComponent(this.chair)}/compare?before=${before}&after=${after}`;
        this.#asked = address;
        try {
            const told = await ask(address);
            if (address !== this.#asked) return;
            if (!over && this.#kind !== "chosen" && told.days_after < told.needed) await this.#fetch(true);
            else this.#draw(told, (over ? OVER : NAMES)[this.#kind]);
        } catch (error) {
            if (address === this.#asked) this.#tell(error.message);
        }
    }

    #showInputs() {
        this.inputs.hidden = this.#kind !== "chosen";
        if (this.inputs.hidden || this.inputs.childElementCount) return;
        NAMES.chosen.toReversed().forEach((name, period) => {
            const group = document.createElement("fieldset");
            const legend = document.createElement("legend");
            legend.textContent = name;
            group.append(legend, ...[t("{period}, from", { period: name }), t("{period}, to", { period: name })].map((label, at) => {
                const input = document.createElement("input");
                input.type = "date";
                input.className = "date-input";
                input.value = this.#dates[period][at];
                input.max = this.today;
                input.setAttribute("aria-label", label);
                input.addEventListener("change", () => {
                    if (!input.value) return;
                    this.#dates[period][at] = input.value;
                    this.#fetch();
                });
                return input;
            }));
            this.inputs.append(group);
        });
    }

    #tell(text) {
        say(this.note, t("Medians of the days with an hour of sitting or more"));
        const words = document.createElement("p");
        words.className = "compare-thin";
        words.textContent = text;
        this.result.replaceChildren(words);
    }

    #draw(told, [now, then]) {
        if (!told.enough) {
            this.#tell(t(
                "Too little measured to compare. {then}: {before}. {now}: {after}. Each needs {n} with an hour of sitting or more.",
                { then, now, before: count(told.days_before), after: count(told.days_after), n: told.needed }));
            return;
        }
        const tiles = Object.entries(told.figures).filter(([, pair]) => pair.every((each) => each !== null))
            .map(([name, pair]) => tile(name, pair, [then, now]));
        const list = document.createElement("div");
        list.className = "compare-tiles";
        list.append(...tiles);
        say(this.note, t(
            "Medians of the days with an hour of sitting or more. {then}: {before}. {now}: {after}.",
            { then, now, before: count(told.days_before), after: count(told.days_after) }));
        this.result.replaceChildren(list);
    }
}

const count = (n) => (n ? tn("{n} day", "{n} days", n) : t("no day"));

function tile(name, [before, after], [then, now]) {
    const { name: title, say: inWords } = FIGURES[name];
    const made = document.createElement("div");
    made.className = "compare-tile";
    const head = document.createElement("h3");
    head.textContent = title;
    const words = document.createElement("p");
    words.className = "compare-difference";
    words.textContent = difference(name, before, after);
    const rows = document.createElement("dl");
    for (const [label, value, kind] of [[now, after, "now"], [then, before, "then"]]) {
        const row = document.createElement("div");
        const term = document.createElement("dt");
        const told = document.createElement("dd");
        term.textContent = label;
        told.textContent = inWords(value);
        row.className = `compare-${kind}`;
        row.style.setProperty("--part", value / Math.max(before, after, 1e-9));
        row.append(term, told);
        rows.append(row);
    }
    made.append(head, words, rows);
    return made;
}
