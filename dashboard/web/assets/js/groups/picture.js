// A figure of a group over days: a dot a day, the mean of the week as a line, a ring below where nothing may be told.

import { dated, svg, widthOf } from "../svg.js";
import { scale, shortDate } from "./figures.js";

const HEIGHT = 150;
const LEFT = 56;
const RIGHT = 10;
const TOP = 8;
const LABEL_PX = 92;

export class Picture {
    #told = null;

    constructor(place, name, figure) {
        Object.assign(this, { place, name, figure });
        this.width = widthOf(place, () => this.#draw());
    }

    /** `label` says in words what is to be seen. */
    show(told, label) {
        this.#told = told;
        this.label = label;
        this.#draw();
    }

    /** A value of the axis; the topmost bears the unit, where that is short. */
    #count(value, top) {
        const count = String(value / this.figure.per);
        return top && this.figure.short ? `${count} ${this.figure.short}` : count;
    }

    #draw() {
        const width = this.width();
        if (!this.#told || !width) return;
        const { days, trend } = this.#told;
        const values = days.map((day) => day[this.name]);
        const ticks = scale(Math.max(0, ...values.filter((value) => value !== null)), this.figure);
        const begin = Date.parse(days[0].on);
        const length = Math.max(1, Date.parse(days.at(-1).on) - begin);
        const x = (at) => LEFT + 8 + ((Date.parse(days[at].on) - begin) / length) * (width - LEFT - RIGHT - 16);
        const y = (value) => TOP + (1 - value / ticks.at(-1)) * HEIGHT;
        const parts = ticks.flatMap((tick) => [
            svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: tick ? "group-rule" : "group-base" }),
            svg("text", { x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end", class: "group-tick" }, this.#count(tick, tick === ticks.at(-1))),
        ]);
        for (const at of dated(days.length, width - LEFT - RIGHT, LABEL_PX)) {
            const anchor = at === days.length - 1 ? "end" : "middle";
            parts.push(svg("text", { x: x(at), y: TOP + HEIGHT + 34, "text-anchor": anchor, class: "group-tick" }, shortDate(days[at].on)));
        }
        values.forEach((value, at) => {
            if (value === null) parts.push(svg("circle", { cx: x(at), cy: TOP + HEIGHT + 12, r: 2.5, class: "group-few" }));
            else parts.push(svg("circle", { cx: x(at), cy: y(value), r: 3.5, class: "group-dot" }));
        });
        parts.push(...lines(trend.map((day) => day[this.name]), x, y));
        const size = { width, height: TOP + HEIGHT + 42, role: "img", "aria-label": this.label };
        this.place.replaceChildren(svg("svg", size, ...parts));
    }
}

/** The line, broken where a week has no value at all. */
function lines(values, x, y) {
    const runs = [];
    let open = null;
    values.forEach((value, at) => {
        if (value === null) open = null;
        else if (open) open.push(at);
        else runs.push(open = [at]);
    });
    return runs.map((run) => svg("path", { class: "group-trend", d: `M${run.map((at) => `${x(at).toFixed(1)} ${y(values[at]).toFixed(1)}`).join("L")}` }));
}
