// The days of a period as bars: a bar a day, and in it what was sat in long bouts. It is drawn anew for paper.

import { Walk } from "../history/cells.js";
import { locale, t } from "../language.js";
import { svg } from "../svg.js";
import { minutes } from "../words.js";

const LEFT = 40;
const TOP = 12;
const HIGH = 190;
const PAPER_HIGH = 130; // so that a week is one sheet
const HOUR = 3600;
const LEAST_H = 4;
const PAPER = 640; // CSS pixels across an A4 sheet within its margins, and within a card
const STUB = 18; // of a day that nobody measured

const format = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
const LONG = format({ weekday: "long", day: "numeric", month: "long" });
const SHORT = format({ weekday: "short" });
const SPAN = format({ day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "long", year: "numeric" });
const at = (on) => Date.parse(`${on}T00:00Z`);

export const dayName = (on) => LONG.format(at(on));

/** "July 2026", or "6–12 July 2026". */
export const periodName = ({ kind, first, last }) => (kind === "month" ? MONTH.format(at(first)) : SPAN.formatRange(at(first), at(last)));

export class Bars {
    #told = null;

    constructor(place, detail) {
        this.place = place;
        this.walk = new Walk(place, detail);
        new ResizeObserver(() => this.#draw(place.clientWidth)).observe(place);
        window.addEventListener("beforeprint", () => this.#draw(PAPER, PAPER_HIGH));
        window.addEventListener("afterprint", () => this.#draw(place.clientWidth));
    }

    show(told) {
        this.#told = told;
        this.#draw(this.place.clientWidth);
    }

    #draw(width, high = HIGH) {
        if (!this.#told || !width) return;
        const { days, first, last } = this.#told;
        const count = Math.round((at(last) - at(first)) / 86_400_000) + 1;
        const top = Math.max(LEAST_H, ...days.map((day) => Math.ceil((day.occupied_s ?? 0) / HOUR)));
        const y = (seconds) => TOP + high * (1 - seconds / HOUR / top);
        const pitch = (width - LEFT) / count;
        const step = top > 6 ? 2 : 1;
        const grid = Array.from({ length: Math.floor(top / step) + 1 }, (_, n) => n * step).flatMap((hour) => [
            svg("line", { x1: LEFT, x2: width, y1: y(hour * HOUR), y2: y(hour * HOUR), class: "report-grid" }),
            svg("text", { x: LEFT - 8, y: y(hour * HOUR) + 4, "text-anchor": "end", class: "tick" }, t("{n} h", { n: hour })),
        ]);
        const floor = TOP + high;
        const bars = days.map((day, n) => bar(day, n, { x: LEFT + n * pitch, pitch, y, floor }));
        const picture = { viewBox: `0 0 ${width} ${floor + 26}`, width, height: floor + 26, role: "group", "aria-label": t("Sitting each day") };
        this.walk.renew(svg("svg", picture, ...grid, ...bars, ...labels(first, count, pitch, floor)));
    }
}

function bar(day, column, { x, pitch, y, floor }) {
    const wide = Math.min(56, pitch * 0.72);
    const left = x + (pitch - wide) / 2;
    const group = svg("g", { class: "report-day", role: "img", tabindex: "-1", "aria-label": describe(day), "data-column": column, "data-row": 0 },
        svg("rect", { x, y: TOP, width: pitch, height: floor - TOP, class: "report-reach" }));
    const piece = (from, to, kind) => svg("rect", { x: left, y: from, width: wide, height: Math.max(0, to - from), rx: 3, class: `report-bar report-bar-${kind}` });
    if (day.occupied_s === null) group.append(piece(floor - STUB, floor - 1, "none"));
    else {
        const long = Math.min(day.occupied_s, day.in_long_s ?? 0);
        group.append(piece(y(day.occupied_s), y(long), "short"), piece(y(long), floor, "long"));
    }
    return group;
}

/** Under a week the weekdays, under a month every fifth day. */
function labels(first, count, pitch, floor) {
    const start = new Date(at(first));
    return Array.from({ length: count }, (_, n) => n).filter((n) => count <= 7 || n === 0 || (n + 1) % 5 === 0).map((n) => {
        const text = count <= 7 ? SHORT.format(at(first) + n * 86_400_000) : String(start.getUTCDate() + n);
        return svg("text", { x: LEFT + (n + 0.5) * pitch, y: floor + 18, "text-anchor": "middle", class: "tick" }, text);
    });
}

function describe(day) {
    const on = dayName(day.on);
    if (day.occupied_s === null) return t("{day}: not measured", { day: on });
    if (!day.occupied_s) return t("{day}: nobody sat", { day: on });
    const values = { day: on, sitting: minutes(day.occupied_s), long: minutes(day.in_long_s ?? 0) };
    return t("{day}: {sitting} of sitting, {long} of it in bouts of 30 min and more", values);
}
