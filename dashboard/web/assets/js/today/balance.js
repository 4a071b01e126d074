// The share of the load on the left through the day: a line with gaps where it was not known.

import { number, t } from "../language.js";
import { svg, widthOf } from "../svg.js";
import { timeOfDay } from "../words.js";

const HEIGHT = 170;
const LEFT = 38;
const TOP = 8;
const LEAST = 10; // percent points above and below 50 that are always shown
const STEP = 10;
const GAP_MS = 16 * 60_000; // quarters of an hour further apart than this do not belong to one line

export class Balance {
    #told = null;

    constructor(place) {
        this.place = place;
        this.width = widthOf(place, () => this.#draw());
    }

    show(told) {
        this.#told = told;
        this.#draw();
    }

    #draw() {
        const width = this.width();
        if (!this.#told || !width) return;
        const { balance, day, figures, zone } = this.#told;
        const reach = Math.min(50, Math.max(LEAST, ...balance.map(({ left_pct: at }) => Math.ceil(Math.abs(at - 50) / STEP) * STEP)));
        const x = (atMs) => LEFT + ((atMs - day.from_ms) / (day.to_ms - day.from_ms)) * (width - LEFT - 6);
        const y = (percent) => TOP + ((50 + reach - percent) / (2 * reach)) * HEIGHT;
        const points = balance.map((point) => ({ ...point, x: x((point.start_ms + point.end_ms) / 2), y: y(point.left_pct) }));
        const grid = [50 + reach, 50 + reach / 2, 50, 50 - reach / 2, 50 - reach].flatMap((percent) => [
            svg("line", { x1: LEFT, x2: width, y1: y(percent), y2: y(percent), class: percent === 50 ? "grid grid-even" : "grid" }),
            svg("text", { x: LEFT - 8, y: y(percent) + 4, "text-anchor": "end", class: "tick" }, `${percent}`),
        ]);
        const every = Math.ceil((day.ticks.length * 56) / (width - LEFT));
        const labels = day.ticks.filter((_, at) => at % every === 0).map((tick) => {
            const at = x(tick.at_ms);
            return svg("text", { x: at, y: TOP + HEIGHT + 22, "text-anchor": at > width - 30 ? "end" : "middle", class: "tick" }, tick.label);
        });
        const lines = runs(points).map((run) => svg("path", { class: "line", d: `M${run.map((each) => `${each.x.toFixed(1)} ${each.y.toFixed(1)}`).join("L")}` }));
        const dots = points.map((point) => svg("circle", { cx: point.x, cy: point.y, r: 3.2, class: "line-dot" },
            svg("title", {}, t("{at}: {n} % on the left", { at: timeOfDay(point.start_ms, zone, point.start_ms), n: number(point.left_pct) }))));
        const nothing = balance.length ? [] : [svg("text", { x: LEFT + (width - LEFT) / 2, y: TOP + HEIGHT / 2 - 14, "text-anchor": "middle", class: "no-line" }, t("No balance known on this day"))];
        this.place.replaceChildren(svg("svg", { width, height: TOP + HEIGHT + 30, role: "img", "aria-label": describe(balance, figures) },
            ...grid, ...labels, ...lines, ...dots, ...nothing));
    }
}

/** The points that follow each other without a gap. */
function runs(points) {
    const found = [];
    for (const point of points) {
        const last = found.at(-1);
        if (last && point.start_ms - last.at(-1).end_ms < GAP_MS) last.push(point);
        else found.push([point]);
    }
    return found;
}

function describe(balance, figures) {
    if (!balance.length) return t("Share of the load on the left: not known on this day");
    const all = balance.map(({ left_pct: at }) => at);
    const reach = { least: number(Math.min(...all)), most: number(Math.max(...all)) };
    if (figures.left_pct === null) return t("Share of the load on the left: from {least} to {most} %", reach);
    return t("Share of the load on the left: from {least} to {most} %, {mean} % in the mean", { ...reach, mean: number(figures.left_pct) });
}
