// A figure over days: a dot a day, the running median as a line, where this person began as a band, and the goal.

import { t } from "../language.js";
import { dated, say, svg, widthOf } from "../svg.js";
import { FIGURES, dates, longDate, shortDate } from "./figures.js";

const HEIGHT = 220;
const LEFT = 44;
const RIGHT = 8;
const TOP = 12;
const LABEL_PX = 92; // the last one ends at its day: it needs half as much again
const DRAG_PX = 8; // a hand that trembles chooses nothing

export class Trend {
    #told = null;
    #figure = "";
    #from = 0;
    #to = 0;
    #at = 0;
    #began = null; // where a drag began

    /** `onZoom(from, to)`: days were chosen by dragging over the picture. */
    constructor(place, detail, onZoom) {
        this.place = place;
        this.detail = detail;
        this.onZoom = onZoom;
        this.width = widthOf(place, () => this.#draw());
        place.addEventListener("pointerdown", (event) => this.#press(event));
        place.addEventListener("pointermove", (event) => this.#hover(event));
        place.addEventListener("pointerup", (event) => this.#release(event));
        place.addEventListener("pointercancel", () => this.#let());
        place.addEventListener("pointerleave", () => { if (!this.place.contains(document.activeElement)) this.#point(null); });
        place.addEventListener("keydown", (event) => this.#key(event));
        place.addEventListener("focusin", () => this.#point(this.#at));
        place.addEventListener("focusout", () => this.#point(null));
    }

    show(told, figure, from, to) {
        this.#told = told;
        this.#figure = figure;
        this.#from = from;
        this.#to = Math.max(to, from);
        this.#at = this.#to;
        this.#draw();
    }

    #draw() {
        const width = this.width();
        if (!this.#told || !width) return;
        const figure = FIGURES[this.#figure];
        const { first, figures, trends } = this.#told;
        const { median, baseline } = trends[this.#figure];
        const values = figures[this.#figure].map((value, at) => (figures.occupied_s[at] ? value : null)); // of days with sitting
        const [from, to] = [this.#from, this.#to];
        this.days = dates(first, values.length);
        this.values = values;
        const seen = values.slice(from, to + 1).filter((value) => value !== null);
        const ticks = scale(Math.max(figure.axis.least, figure.goal ?? 0, baseline?.[2] ?? 0, ...seen), figure.axis);
        const x = (at) => LEFT + 6 + ((at - from) / Math.max(1, to - from)) * (width - LEFT - RIGHT - 12);
        const y = (value) => TOP + (1 - value / ticks.at(-1)) * HEIGHT;
        this.x = x;
        const parts = [];
        if (baseline) {
            parts.push(svg("rect", { x: LEFT, width: width - LEFT - RIGHT, y: y(baseline[2]), height: Math.max(2, y(baseline[0]) - y(baseline[2])), class: "band" }));
        }
        for (const value of ticks) {
            parts.push(svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), class: value ? "rule" : "base" }));
            parts.push(svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end", class: "tick" }, `${Math.round(value / figure.axis.per)}`));
        }
        if (figure.goal) parts.push(svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(figure.goal), y2: y(figure.goal), class: "goal" }));
        parts.push(...this.#labels(x, width));
        for (let at = from; at <= to; at += 1) {
            if (values[at] !== null) parts.push(svg("circle", { cx: x(at), cy: y(values[at]), r: to - from > 120 ? 2 : 3, class: "day-dot" }));
        }
        parts.push(...lines(median, from, to, x, y));
        if (!seen.length) parts.push(svg("text", { x: LEFT + (width - LEFT) / 2, y: TOP + HEIGHT / 2, "text-anchor": "middle", class: "no-data" }, t("Nothing measured in these days")));
        this.hair = svg("line", { y1: TOP, y2: TOP + HEIGHT, class: "hair", visibility: "hidden" });
        this.mark = svg("circle", { r: 5, class: "hair-dot", visibility: "hidden" });
        this.drag = svg("rect", { y: TOP, height: HEIGHT, class: "drag", visibility: "hidden" });
        this.y = y;
        const had = this.place.contains(document.activeElement);
        this.picture = svg("svg", {
            width, height: TOP + HEIGHT + 30, role: "slider", tabindex: "0", "aria-label": t("{figure}, day by day", { figure: figure.name }),
            "aria-valuemin": from, "aria-valuemax": to, "aria-orientation": "horizontal", class: "trend",
        }, ...parts, this.drag, this.hair, this.mark);
        this.place.replaceChildren(this.picture);
        this.#value();
        if (had) this.picture.focus();
    }

    #labels(x, width) {
        const [from, to] = [this.#from, this.#to];
        return dated(to - from + 1, width - LEFT - RIGHT, LABEL_PX).map((day) => {
            const at = from + day;
            const anchor = at === to ? "end" : "middle";
            return svg("text", { x: x(at), y: TOP + HEIGHT + 22, "text-anchor": anchor, class: "tick" }, shortDate(this.days[at]));
        });
    }

    words(at) {
        const value = this.values[at];
        const { figures } = this.#told;
        const why = !figures.measured_s[at] ? t("not measured") : !figures.occupied_s[at] ? t("nobody sat") : t("not known");
        const middle = this.#told.trends[this.#figure].median[at];
        const { say: told } = FIGURES[this.#figure];
        const values = { day: longDate(this.days[at]), value: value === null ? why : told(value) };
        return middle === null ? t("{day}: {value}", values) : t("{day}: {value}; median of the week {median}", { ...values, median: told(middle) });
    }

    #value() {
        this.picture.setAttribute("aria-valuenow", this.#at);
        this.picture.setAttribute("aria-valuetext", this.words(this.#at));
    }

    #point(at) {
        if (!this.picture) return;
        for (const part of [this.hair, this.mark]) part.setAttribute("visibility", at === null ? "hidden" : "visible");
        say(this.detail, at === null ? "" : this.words(at));
        if (at === null) return;
        this.#at = at;
        this.#value();
        for (const name of ["x1", "x2"]) this.hair.setAttribute(name, this.x(at));
        if (this.values[at] === null) this.mark.setAttribute("visibility", "hidden");
        else {
            this.mark.setAttribute("cx", this.x(at));
            this.mark.setAttribute("cy", this.y(this.values[at]));
        }
    }

    #day(event) {
        const width = this.place.clientWidth - LEFT - RIGHT - 12;
        const part = (event.clientX - this.place.getBoundingClientRect().left - LEFT - 6) / width;
        return Math.round(this.#from + Math.min(1, Math.max(0, part)) * (this.#to - this.#from));
    }

    #press(event) {
        if (event.button || event.pointerType === "touch") return; // a finger scrolls; it has the brush below
        this.place.setPointerCapture(event.pointerId); // a hand that goes past the last day still lets go here
        this.#began = event.clientX;
        this.start = this.#day(event);
    }

    #hover(event) {
        if (!this.picture) return;
        const at = this.#day(event);
        this.#point(at);
        if (this.#began === null || Math.abs(event.clientX - this.#began) < DRAG_PX) return;
        const [low, high] = [Math.min(at, this.start), Math.max(at, this.start)];
        this.drag.setAttribute("visibility", "visible");
        this.drag.setAttribute("x", this.x(low));
        this.drag.setAttribute("width", this.x(high) - this.x(low));
    }

    #release(event) {
        if (this.#began === null) return;
        const moved = Math.abs(event.clientX - this.#began) >= DRAG_PX;
        this.#let();
        const at = this.#day(event);
        if (moved && at !== this.start) this.onZoom(Math.min(at, this.start), Math.max(at, this.start));
    }

    #let() {
        this.#began = null;
        this.drag?.setAttribute("visibility", "hidden");
    }

    #key(event) {
        const at = {
            ArrowLeft: this.#at - 1, ArrowDown: this.#at - 1, ArrowRight: this.#at + 1, ArrowUp: this.#at + 1,
            PageDown: this.#at - 7, PageUp: this.#at + 7, Home: this.#from, End: this.#to,
        }[event.key];
        if (at === undefined) return;
        event.preventDefault();
        this.#point(Math.min(this.#to, Math.max(this.#from, at)));
    }
}

/** Round values from 0 to at least `most`, four to six of them. */
export function scale(most, { per, step, most: limit }) {
    const size = step.find((each) => most / (each * per) <= 5.001) ?? Math.ceil(most / per / 5);
    const top = limit ?? Math.max(1, Math.ceil(most / (size * per) - 1e-9)) * size * per;
    const count = Math.round(top / (size * per));
    return Array.from({ length: count + 1 }, (_, at) => at * size * per);
}

/** The running median, broken where it is not known. */
function lines(median, from, to, x, y) {
    const runs = [];
    let open = null;
    for (let at = from; at <= to; at += 1) {
        if (median[at] === null) open = null;
        else if (open) open.push(at);
        else runs.push(open = [at]);
    }
    return runs.map((run) => svg("path", { class: "median", d: `M${run.map((at) => `${x(at).toFixed(1)} ${y(median[at]).toFixed(1)}`).join("L")}` }));
}
