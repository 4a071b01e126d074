// The page History: a year of one chair, from one answer of the desk, and two periods side by side.

import { ask } from "../api.js";
import { goalsOf } from "../goals.js";
import { t, tn } from "../language.js";
import { say } from "../svg.js";
import { minutes } from "../words.js";
import { Brush } from "./brush.js";
import { choices, select } from "./choices.js";
import { Compare } from "./compare.js";
import { CALENDAR, FIGURES, dates, iso, longDate, setGoals, range } from "./figures.js";
import { Lengths } from "./lengths.js";
import { lengthsTable, trendTable, weekTable, yearTable } from "./tables.js";
import { Trend } from "./trend.js";
import { Week } from "./week.js";
import { Year } from "./year.js";
import { YourData } from "./your_data.js";
import { turns, yearLegend, trendLegend, weekLegend } from "./around.js";

const EVERY_MS = 60_000; // so often a chair sends what it measured
const WINDOWS = [["28", t("4 weeks")], ["91", t("3 months")], ["371", t("Year")]];
const SHARES = {
    28: t("Share of the measured time, last 4 weeks"), 91: t("Share of the measured time, last 3 months"), 371: t("Share of the measured time, last year"),
};
const NO_BOUTS = { 28: t("No bouts in the last 4 weeks"), 91: t("No bouts in the last 3 months"), 371: t("No bouts in the last year") };
const HALF = {
    28: (span) => t("Half of your sitting is in bouts of {span} or more, last 4 weeks", { span }),
    91: (span) => t("Half of your sitting is in bouts of {span} or more, last 3 months", { span }),
    371: (span) => t("Half of your sitting is in bouts of {span} or more, last year", { span }),
};
const names = (keys) => keys.map((key) => [key, FIGURES[key].name]);

export class Page {
    #chair = null;
    #told = null;
    #asked = "";
    #goals = null; // they come once for each chair
    #figure = CALENDAR[0];
    #trend = "occupied_s";
    #window = "91";
    #shown = null; // the days of the trend, when they were chosen by hand

    constructor(find) {
        this.find = find;
        const pair = (name) => [find(`${name}-picture`), find(`${name}-detail`)];
        this.year = new Year(...pair("year"));
        this.week = new Week(...pair("week"));
        this.lengths = new Lengths(...pair("lengths"));
        this.trend = new Trend(...pair("trend"), (from, to) => this.#zoom(from, to));
        this.brush = new Brush(find("trend-brush"), (from, to) => this.#zoom(from, to));
        this.compare = new Compare(find("compare-choice"), find("compare-result"), find("compare-sub"), choices);
        this.data = new YourData(find, () => this.#fetch());
        select(find("year-figure"), names(CALENDAR), (key) => { this.#figure = key; this.#draw(); });
        select(find("trend-figure"), names(Object.keys(FIGURES)), (key) => { this.#trend = key; this.#draw(); });
        this.windows = choices(find("history-window"), t("Time shown"), WINDOWS, (key) => {
            this.#window = key;
            this.#shown = null;
            this.#draw();
        });
        for (const name of ["year", "trend", "week", "lengths"]) {
            find(`${name}-table`).closest("details").addEventListener("toggle", () => this.#tables());
        }
        setInterval(() => this.#again(), EVERY_MS);
    }

    open(chair) {
        if (chair !== this.#chair) this.#told = null;
        this.#chair = chair;
        this.#shown = null;
        this.#goals = goalsOf(chair);
        this.data.open(chair);
        return this.#fetch();
    }

    close() {
        this.#chair = null;
        this.data.close();
    }

    /** What is now, is on the other pages; but a chair says its name. */
    show({ meta }) {
        this.data.call(meta?.name ?? "");
    }

    /** What is read with the keyboard is not drawn anew under the reader. */
    #again() {
        const read = this.find("history-cards").contains(document.activeElement);
        if (this.#chair && !document.hidden && !read) this.#fetch();
    }

    async #fetch() {
        if (!this.#chair) return;
        const to = new URLSearchParams(location.search).get("to");
        const address = `/api/v1/chairs/${encodeURIComponent(this.#chair)}/history${to ? `?to=${encodeURIComponent(to)}` : ""}`;
        this.#asked = address;
        try {
            const [told, goals] = await Promise.all([ask(address), this.#goals]);
            if (address !== this.#asked) return; // another chair or year was chosen meanwhile
            setGoals(goals);
            this.#told = told;
            say(this.find("history-note"), "");
            this.#draw();
            if (told.began) await this.compare.open(told.chair, told.today);
            if (address === this.#asked) this.data.arrive();
        } catch (error) {
            if (address !== this.#asked) return;
            if (!this.#told) this.find("history-cards").hidden = this.find("history-nothing").hidden = true; // of another chair, or empty
            say(this.find("history-note"), error.message);
        }
    }

    /** The days of the trend: those chosen by hand, else the last ones, from the first with a record on, and a week at least. */
    #range() {
        const { first, began, figures } = this.#told;
        const last = figures.measured_s.length - 1;
        const start = began ? Math.max(0, dates(first, last + 1).findIndex((day) => iso(day) >= began)) : 0;
        return this.#shown ?? [Math.max(0, Math.min(last - 6, Math.max(start, last + 1 - Number(this.#window)))), last];
    }

    #zoom(from, to) {
        this.#shown = [from, to];
        this.#draw();
    }

    #draw() {
        const told = this.#told;
        if (!told) return;
        const { find } = this;
        const none = told.began === null;
        find("history-nothing").hidden = !none;
        find("history-cards").hidden = none;
        turns(find("history-turns"), told);
        this.data.show(told.began);
        if (none) return;
        const [from, to] = this.#range();
        const days = dates(told.first, told.figures.measured_s.length);
        const { week, lengths } = told.windows.find((each) => each.days === Number(this.#window));
        this.windows.mark(this.#shown ? null : this.#window);
        say(find("year-title"), told.last === told.today ? t("Your year") : t("The year up to {day}", { day: longDate(days.at(-1)) }));
        say(find("year-sub"), total(told));
        this.year.show(told, this.#figure);
        yearLegend(find("year-legend"), this.#figure);
        say(find("trend-sub"), t("{figure}, {days}", { figure: inUnit(this.#trend), days: range(days[from], days[to]) }));
        this.trend.show(told, this.#trend, from, to);
        trendLegend(find("trend-legend"), told, this.#trend);
        this.brush.show(days, from, to);
        say(find("week-sub"), SHARES[this.#window]);
        this.week.show(week);
        weekLegend(find("week-legend"));
        say(find("lengths-sub"), lengths.usual_bout_s === null ? NO_BOUTS[this.#window] : HALF[this.#window](minutes(lengths.usual_bout_s)));
        this.lengths.show(told.bins_min, lengths);
        this.#tables();
    }

    /** Fill the tables that are open: nobody waits for rows that nobody reads. */
    #tables() {
        if (!this.#told || this.#told.began === null) return;
        const { find } = this;
        const { week, lengths } = this.#told.windows.find((each) => each.days === Number(this.#window));
        const make = {
            year: () => yearTable(this.#told, CALENDAR),
            trend: () => trendTable(this.#told, this.#trend, ...this.#range()),
            week: () => weekTable(week),
            lengths: () => lengthsTable(this.#told.bins_min, lengths),
        };
        for (const [name, made] of Object.entries(make)) {
            const place = find(`${name}-table`);
            if (place.closest("details").open) place.replaceChildren(made());
        }
    }
}

/** "Sitting in hours", "Postural shifts per hour". */
const inUnit = (figure) => FIGURES[figure].axis.of(FIGURES[figure].name);

/** "1086 hours of sitting on 240 days, 4 h 31 min a day". */
function total({ figures }) {
    const sat = figures.occupied_s.filter((seconds) => seconds > 0);
    const sum = sat.reduce((a, b) => a + b, 0);
    if (!sat.length) return t("No sitting measured");
    const all = sum < 36_000 ? minutes(sum) : tn("{n} hour", "{n} hours", Math.round(sum / 3600));
    return tn("{all} of sitting on one day", "{all} of sitting on {n} days, {mean} a day", sat.length, { all, mean: minutes(sum / sat.length) });
}
