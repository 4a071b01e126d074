// The page History: a year of one chair, from one answer of the desk, and two periods side by side.

import { ask } from "../api.js";
import { goalsOf } from "../goals.js";
import { say } from "../svg.js";
import { minutes } from "../words.js";
import { Brush } from "./brush.js";
import { choices, select } from "./choices.js";
import { Compare } from "./compare.js";
import { CALENDAR, FIGURES, dates, iso, longDate, setGoals, shortDate } from "./figures.js";
import { Lengths } from "./lengths.js";
import { lengthsTable, trendTable, weekTable, yearTable } from "./tables.js";
import { Trend } from "./trend.js";
import { Week } from "./week.js";
import { Year } from "./year.js";
import { YourData } from "./your_data.js";
import { turns, yearLegend, trendLegend, weekLegend } from "./around.js";

const EVERY_MS = 300_000; // the desk's own answer is kept for as long
const WINDOWS = [["28", "4 weeks"], ["91", "3 months"], ["371", "Year"]];
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
        this.windows = choices(find("history-window"), "Time shown", WINDOWS, (key) => {
            this.#window = key;
            this.#shown = null;
            this.#draw();
        });
        for (const name of ["year", "trend", "week", "lengths"]) {
            find(`${name}-table`).closest("details").addEventListener("toggle", () => this.#tables());
        }
        setInterval(() => { if (this.#chair && !document.hidden) this.#fetch(); }, EVERY_MS);
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
            if (address === this.#asked) say(this.find("history-note"), error.message);
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
        say(find("year-title"), told.last === told.today ? "Your year" : `The year up to ${longDate(days.at(-1))}`);
        say(find("year-sub"), total(told));
        this.year.show(told, this.#figure);
        yearLegend(find("year-legend"), this.#figure);
        say(find("trend-sub"), `${inUnit(this.#trend)}, ${shortDate(days[from])}${sameYear(days[from], days[to]) ? "" : ` ${days[from].getUTCFullYear()}`} to ${shortDate(days[to])} ${days[to].getUTCFullYear()}`);
        this.trend.show(told, this.#trend, from, to);
        trendLegend(find("trend-legend"), told, this.#trend);
        this.brush.show(days, from, to);
        const what = WINDOWS.find(([key]) => key === this.#window)[1].toLowerCase();
        say(find("week-sub"), `Share of the measured time, last ${what}`);
        this.week.show(week);
        weekLegend(find("week-legend"));
        say(find("lengths-sub"), lengths.usual_bout_s === null ? `No bouts in the last ${what}` : `Half of your sitting is in bouts of ${minutes(lengths.usual_bout_s)} or more, last ${what}`);
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

const sameYear = (a, b) => a.getUTCFullYear() === b.getUTCFullYear();

/** "Sitting in h", but "Postural shifts per hour". */
function inUnit(figure) {
    const { name, axis } = FIGURES[figure];
    return axis.unit.startsWith("per ") ? `${name} ${axis.unit}` : `${name} in ${axis.unit}`;
}

/** "1086 hours of sitting on 240 days, 4 h 31 min a day". */
function total({ figures }) {
    const sat = figures.occupied_s.filter((seconds) => seconds > 0);
    const sum = sat.reduce((a, b) => a + b, 0);
    if (!sat.length) return "No sitting measured";
    const all = sum < 36_000 ? minutes(sum) : `${Math.round(sum / 3600)} hours`;
    return `${all} of sitting on ${sat.length} ${sat.length === 1 ? "day" : "days"}${sat.length === 1 ? "" : `, ${minutes(sum / sat.length)} a day`}`;
}
