// A year as a calendar: a column a week, a cell a day. On a narrow screen it is broken into two halves.

import { t, tn } from "../language.js";
import { svg, widthOf } from "../svg.js";
import { minutes } from "../words.js";
import { Walk, cell, weekdayLabels } from "./cells.js";
import { FIGURES, dates, level, longDate, monthName } from "./figures.js";

const LEFT = 38;
const TOP = 22;
const NARROW = 620;
const GAP = 0.16; // of a cell's place
const BETWEEN = 14; // the two halves

export class Year {
    #told = null;
    #figure = "occupied_s";

    constructor(place, detail) {
        this.place = place;
        this.walk = new Walk(place, detail);
        this.width = widthOf(place, () => this.#draw());
    }

    show(told, figure) {
        this.#told = told;
        this.#figure = figure;
        this.#draw();
    }

    #draw() {
        const width = this.width();
        if (!this.#told || !width) return;
        const { first, figures } = this.#told;
        const days = dates(first, figures.measured_s.length);
        const skip = (days[0].getUTCDay() + 6) % 7; // a week begins on Monday
        const weeks = Math.ceil((days.length + skip) / 7);
        const blocks = width < NARROW ? 2 : 1;
        const across = Math.ceil(weeks / blocks);
        const pitch = Math.min(26, (width - LEFT) / across);
        const high = TOP + 7 * pitch + BETWEEN;
        const parts = [];
        for (let block = 0; block < blocks; block += 1) parts.push(...weekdayLabels(block * high + TOP, pitch));
        let named = -1;
        days.forEach((day, at) => {
            const column = Math.floor((at + skip) / 7);
            const row = (at + skip) % 7;
            const block = Math.floor(column / across);
            const x = LEFT + (column % across) * pitch;
            const top = block * high;
            if (day.getUTCDate() <= 7 && row === 0 && day.getUTCMonth() !== named && (column % across) < across - 1) {
                named = day.getUTCMonth();
                parts.push(svg("text", { x, y: top + 13, class: "tick" }, monthName(day)));
            }
            const size = pitch * (1 - GAP);
            const made = cell({
                x, y: top + TOP + row * pitch, width: size, height: size, column, row, kind: this.#kind(at), text: describe(this.#told, this.#figure, day, at),
            });
            if (days.length - 1 === at && this.#told.last === this.#told.today) made.classList.add("step-today");
            parts.push(made);
        });
        const words = t("{figure}, a cell a day from {first} to {last}", { figure: FIGURES[this.#figure].name, first: longDate(days[0]), last: longDate(days.at(-1)) });
        this.walk.renew(svg("svg", { width, height: blocks * high - BETWEEN, role: "group", "aria-label": words }, ...parts));
    }

    #kind(at) {
        const { figures } = this.#told;
        if (!figures.measured_s[at]) return "none";
        return figures.occupied_s[at] ? level(figures[this.#figure][at], FIGURES[this.#figure].steps) : 0;
    }
}

/** A day in words: the chosen figure first, then how long somebody sat. */
export function describe({ figures }, figure, day, at) {
    const told = { day: longDate(day), span: minutes(figures.occupied_s[at]) };
    if (!figures.measured_s[at]) return t("{day}: not measured", told);
    if (!figures.occupied_s[at]) return t("{day}: nobody sat, measured for {measured}", { ...told, measured: minutes(figures.measured_s[at]) });
    const { name, say } = FIGURES[figure];
    const value = figures[figure][at];
    if (figure === "occupied_s") {
        return tn("{day}: sat {span}, {n} bout", "{day}: sat {span}, {n} bouts", figures.bouts[at] ?? 0, told);
    }
    if (figure === "break_share" && value !== null) {
        return t("{day}: a break in {part} of {whole} hours, sat {span}", { ...told, part: figures.hours_with_break[at], whole: figures.hours_sat[at] });
    }
    return t("{day}: {figure} {value}, sat {span}", { ...told, figure: name, value: value === null ? t("not known") : say(value) });
}
