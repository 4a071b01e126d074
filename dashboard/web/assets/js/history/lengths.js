// How long somebody sits at a time: how many bouts of each length, and how much of the sitting time they are.

import { number, t, tn } from "../language.js";
import { svg, widthOf } from "../svg.js";
import { minutes } from "../words.js";
import { Walk } from "./cells.js";

const LEFT = 64;
const TOP = 40;
const HIGH = 90;
const BETWEEN = 16;
const MARKS = [30, 60];
const MARK_PX = 26; // half of what is written above a mark

/** "30 to 45 min", and the last: "120 min and more". */
export function binName(bins, at) {
    return at + 1 < bins.length ? t("{from} to {to} min", { from: bins[at], to: bins[at + 1] }) : t("{value} and more", { value: t("{n} min", { n: bins[at] }) });
}

export function describe(bins, { count, sitting_s: sittingS }, at) {
    const total = sittingS.reduce((a, b) => a + b, 0);
    const told = { bin: binName(bins, at), bouts: tn("{n} bout", "{n} bouts", count[at]), span: minutes(sittingS[at]) };
    if (!total) return t("{bin}: {bouts}, {span}", told);
    return t("{bin}: {bouts}, {span}, {share} % of the sitting time", { ...told, share: Math.round((100 * sittingS[at]) / total) });
}

export class Lengths {
    #told = null;

    constructor(place, detail) {
        this.place = place;
        this.walk = new Walk(place, detail);
        this.width = widthOf(place, () => this.#draw());
    }

    show(bins, lengths) {
        this.#told = { bins, lengths };
        this.#draw();
    }

    #draw() {
        const width = this.width();
        if (!this.#told || !width) return;
        const { bins, lengths } = this.#told;
        const pitch = (width - LEFT) / bins.length;
        const x = (min) => {
            const at = bins.findLastIndex((bin) => bin <= min);
            const high = bins[at + 1] ?? bins[at] * 1.5;
            return LEFT + (at + Math.min(1, (min - bins[at]) / (high - bins[at]))) * pitch;
        };
        const floor = TOP + 2 * HIGH + BETWEEN;
        const rows = [["bouts", lengths.count, TOP], ["time", lengths.sitting_s, TOP + HIGH + BETWEEN]];
        const names = rows.flatMap(([name, values, top]) => [
            svg("text", { x: 0, y: top + HIGH - 22, class: "tick lane" }, LANES[name]),
            svg("text", { x: 0, y: top + HIGH - 6, class: "tick" }, name === "bouts" ? number(sum(values)) : t("{n} h", { n: number(sum(values) / 3600) })),
            svg("line", { x1: LEFT, x2: width, y1: top + HIGH, y2: top + HIGH, class: "base" }),
        ]);
        const bars = bins.map((_, at) => {
            const group = svg("g", { class: "length", role: "img", tabindex: "-1", "aria-label": describe(bins, lengths, at), "data-column": at, "data-row": 0 },
                svg("rect", { x: LEFT + at * pitch, y: TOP, width: pitch, height: floor - TOP, class: "reach" }));
            for (const [name, values, top] of rows) {
                const high = (HIGH * values[at]) / Math.max(1, ...values);
                group.append(svg("rect", { x: LEFT + at * pitch + pitch * 0.12, y: top + HIGH - high, width: pitch * 0.76, height: high, rx: Math.min(3, high / 2), class: `length-${name}` }));
            }
            return group;
        });
        const every = pitch < 34 ? 2 : 1;
        const ticks = bins.flatMap((bin, at) => (at % every || (every > 1 && at === bins.length - 1) ? [] : [svg("text", { x: LEFT + at * pitch, y: floor + 18, "text-anchor": at ? "middle" : "start", class: "tick" }, `${bin}`)]));
        const unit = svg("text", { x: width, y: floor + 18, "text-anchor": "end", class: "tick" }, t("min"));
        const usual = lengths.usual_bout_s;
        const marks = MARKS.flatMap((min) => mark(x(min), floor, t("{n} min", { n: min }), "mark", TOP - 8, side(x(min), usual === null ? null : x(usual / 60))));
        const half = usual === null ? [] : mark(x(usual / 60), floor, t("Usual {span}", { span: minutes(usual) }), "mark mark-usual", TOP - 26);
        this.walk.renew(svg("svg", { width, height: floor + 28, role: "group", "aria-label": title(sum(lengths.count), usual) },
            ...names, ...bars, ...ticks, unit, ...marks, ...half));
    }
}

const LANES = { bouts: t("Bouts"), time: t("Time") };

const title = (bouts, usual) => (usual === null
    ? tn("Lengths of {n} bout", "Lengths of {n} bouts", bouts)
    : tn("Lengths of {n} bout, usually {span}", "Lengths of {n} bouts, usually {span}", bouts, { span: minutes(usual) }));

const sum = (values) => values.reduce((a, b) => a + b, 0);

/** On which side of its mark a text stands, so that the line of "usual" does not go through it. */
function side(x, usual) {
    if (usual === null || Math.abs(x - usual) > MARK_PX) return "middle";
    return usual < x ? "start" : "end";
}

function mark(x, floor, text, kind, y, anchor = "middle") {
    return [
        svg("line", { x1: x, x2: x, y1: y + 4, y2: floor, class: kind }),
        svg("text", { x, y, "text-anchor": anchor, class: `tick ${kind.split(" ").at(-1)}-text` }, text),
    ];
}
