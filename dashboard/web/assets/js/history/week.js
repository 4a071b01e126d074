// The usual week: for each hour and weekday the share of the measured time that was sat.

import { t } from "../language.js";
import { svg, widthOf } from "../svg.js";
import { hourName, hourOnly } from "../units.js";
import { Walk, cell, weekdayLabels } from "./cells.js";
import { LONG_WEEKDAYS, level } from "./figures.js";

const LEFT = 42;
const TOP = 22;
const HIGH = 30;
export const STEPS = [0.2, 0.4, 0.6, 0.8];
const OFFICE = [7, 18]; // hours that are always shown

/** The hours in which anybody ever sat, and those of an office. */
export function hoursOf(week) {
    const sat = week.flatMap((hours) => hours.flatMap((share, hour) => (share >= 0.01 ? [hour] : [])));
    return [Math.min(OFFICE[0], ...sat), Math.max(OFFICE[1], ...sat)];
}

export function describe(share, weekday, hour) {
    const when = { day: LONG_WEEKDAYS[weekday], from: hourName(hour), to: hourName(hour + 1) };
    if (share === null) return t("{day} {from} to {to}: never measured", when);
    return t("{day} {from} to {to}: sat {share} % of the time measured", { ...when, share: Math.round(share * 100) });
}

export class Week {
    #week = null;

    constructor(place, detail) {
        this.place = place;
        this.walk = new Walk(place, detail);
        this.width = widthOf(place, () => this.#draw());
    }

    show(week) {
        this.#week = week;
        this.#draw();
    }

    #draw() {
        const width = this.width();
        if (!this.#week || !width) return;
        const [from, to] = hoursOf(this.#week);
        const pitch = (width - LEFT) / (to - from + 1);
        const every = Math.ceil(24 / pitch);
        const labels = [];
        for (let hour = from; hour <= to; hour += every) {
            labels.push(svg("text", { x: LEFT + (hour - from + 0.45) * pitch, y: 13, "text-anchor": "middle", class: "tick" }, hourOnly(hour)));
        }
        const cells = this.#week.flatMap((hours, row) => hours.slice(from, to + 1).map((share, column) => cell({
            x: LEFT + column * pitch, y: TOP + row * HIGH, width: pitch - Math.max(2, pitch * 0.1), height: HIGH - 4, column, row,
            kind: share === null ? "none" : share < 0.01 ? 0 : level(share, STEPS), text: describe(share, row, from + column),
        })));
        this.walk.renew(svg("svg", { width, height: TOP + 7 * HIGH, role: "group", "aria-label": t("Share of the measured time sat, by hour and weekday") },
            ...weekdayLabels(TOP - 2, HIGH), ...labels, ...cells));
    }
}
