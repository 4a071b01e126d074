// A ring that fills: how much of something is done.

import { svg } from "./svg.js";

const MIDDLE = 60;
const RADIUS = 52;
const LEAP = 1; // percent

/** A ring of one piece; `part` is 0..1. */
export class Ring {
    #percent = 0;

    constructor() {
        const circle = { cx: MIDDLE, cy: MIDDLE, r: RADIUS, pathLength: 100, transform: `rotate(-90 ${MIDDLE} ${MIDDLE})` };
        this.bar = svg("circle", { ...circle, class: "ring-bar", "stroke-dasharray": "0 100" });
        this.picture = svg("svg", { viewBox: "0 0 120 120", class: "ring", "aria-hidden": "true" },
            svg("circle", { cx: MIDDLE, cy: MIDDLE, r: RADIUS, class: "ring-track" }), this.bar);
    }

    show(part, level = "off") {
        const percent = Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10;
        this.bar.classList.toggle("leaps", Math.abs(percent - this.#percent) > LEAP); // time goes on in steps that nobody sees
        this.#percent = percent;
        this.bar.style.strokeDasharray = `${percent} 100`;
        this.bar.classList.toggle("nothing-yet", percent === 0);
        this.picture.dataset.level = level;
        return percent;
    }
}

/** A ring of `all` equal pieces of which `done` are filled; nothing of it while there are none. */
export function pieces(done, all) {
    const step = 100 / Math.max(1, all);
    const gap = all > 1 ? Math.min(2.4, step / 4) : 0;
    const parts = Array.from({ length: all }, (_, at) => svg("circle", {
        cx: MIDDLE, cy: MIDDLE, r: RADIUS, pathLength: 100, transform: `rotate(${-90 + 3.6 * (at * step + gap / 2)} ${MIDDLE} ${MIDDLE})`,
        class: at < done ? "ring-piece ring-done" : "ring-piece", "stroke-dasharray": `${step - gap} ${100 - step + gap}`,
    }));
    const track = all ? [] : [svg("circle", { cx: MIDDLE, cy: MIDDLE, r: RADIUS, class: "ring-track" })];
    return svg("svg", { viewBox: "0 0 120 120", class: "ring", "aria-hidden": "true" }, ...track, ...parts);
}
