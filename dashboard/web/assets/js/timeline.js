// A day as one drawn picture. Pieces are told on hover and on focus; arrow keys go from piece to piece and lane to lane.

import { t } from "./language.js";
import { hatch, svg, widthOf } from "./svg.js";
import { postureName, postureShort, span, timeOfDay } from "./words.js";

const HEIGHT = 46;
const AXIS = 26;
const LABEL_PX = 52;
const INSET_PX = 7; // a bout that was too long is taller, for who sees no colours and on grey paper
const LEAST_PX = 2; // a short bout must not vanish
const ROW = 16;
const ROWS_FROM = HEIGHT + 14;
const GUTTER = 62; // for the names of postures
const POSTURES = ["centred", "left", "right", "forward", "back"];

let number = 0;

export class Timeline {
    #told = null;

    constructor(place, detail) {
        this.place = place;
        this.detail = detail;
        this.id = `timeline-${number += 1}`; // patterns need a name of their own in the document
        this.width = widthOf(place, () => this.#draw());
        place.addEventListener("keydown", (event) => this.#move(event));
        for (const begins of ["pointerover", "focusin"]) place.addEventListener(begins, (event) => this.#tell(event.target));
        for (const ends of ["pointerleave", "focusout"]) place.addEventListener(ends, () => this.#tell(document.activeElement));
    }

    /** Draw a day; `postures` adds a lane for each posture below, `zone` is the chair's. */
    show(day, postures = null, zone = "UTC") {
        this.#told = { day, postures, zone };
        this.#draw();
    }

    #draw() {
        const whole = this.width();
        if (!this.#told || !whole) return;
        const { day, postures, zone } = this.#told;
        const gutter = postures ? GUTTER : 0;
        const width = whole - gutter;
        const bottom = postures ? ROWS_FROM + POSTURES.length * ROW : HEIGHT;
        const x = (atMs) => ((atMs - day.from_ms) / (day.to_ms - day.from_ms)) * width;
        const active = this.place.contains(document.activeElement) ? document.activeElement.dataset : null;
        const pieces = day.segments.map((segment, at) => piece(segment, at, x, this.id));
        pieces.at(-1)?.setAttribute("tabindex", "0");
        const picture = svg("svg", { width: whole, height: bottom + AXIS, role: "group", "aria-label": t("{day}: {summary}", { day: day.title, summary: day.summary }) },
            hatch(`${this.id}-hatch`),
            svg("clipPath", { id: `${this.id}-clip` }, svg("rect", { width, height: HEIGHT, rx: 10 })),
            svg("g", { transform: `translate(${gutter} 0)` },
                svg("rect", { width, height: HEIGHT, rx: 10, class: "day-track" }),
                svg("g", { "clip-path": `url(#${this.id}-clip)`, class: "lane" }, ...pieces),
                ...(postures ? rows(postures, x, width, zone) : []),
                ...readable(day.ticks, x, width, bottom)),
            ...(postures ? names() : []));
        this.place.replaceChildren(picture);
        if (active?.at !== undefined) this.#lanes()[Number(active.lane)]?.[Number(active.at)]?.focus();
    }

    #tell(element) {
        const text = this.place.contains(element) ? element.closest?.(".piece")?.getAttribute("aria-label") : null;
        this.detail.textContent = text ?? "";
    }

    #lanes() {
        return [...this.place.querySelectorAll(".lane")].map((lane) => [...lane.querySelectorAll(".piece")]);
    }

    #move(event) {
        const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        const lanes = this.#lanes();
        const lane = lanes.findIndex((pieces) => pieces.includes(document.activeElement));
        if (lane < 0 || !(sideways || down)) return;
        const next = sideways
            ? lanes[lane][lanes[lane].indexOf(document.activeElement) + sideways]
            : nearest(lanes[lane + down] ?? [], document.activeElement);
        if (!next) return;
        event.preventDefault();
        for (const element of lanes.flat()) element.setAttribute("tabindex", element === next ? "0" : "-1");
        next.focus();
    }
}

const middle = (piece) => Number(piece.getAttribute("x")) + Number(piece.getAttribute("width")) / 2;

function nearest(pieces, to) {
    const away = (piece) => Math.abs(middle(piece) - middle(to));
    return pieces.reduce((best, piece) => (best && away(best) <= away(piece) ? best : piece), null);
}

/** The labels of the axis, every second or third where there is no room for all. */
function readable(ticks, x, width, bottom) {
    const every = Math.ceil((ticks.length * LABEL_PX) / width);
    return ticks.filter((_, at) => at % every === 0).map((tick) => {
        const at = x(tick.at_ms);
        const anchor = at < LABEL_PX / 2 ? "start" : at > width - LABEL_PX / 2 ? "end" : "middle";
        return svg("text", { x: at, y: bottom + 20, "text-anchor": anchor, class: "tick" }, tick.label);
    });
}

function piece(segment, at, x, id) {
    const left = x(segment.start_ms);
    const width = Math.max(LEAST_PX, x(segment.end_ms) - left);
    const kind = segment.over ? "over" : segment.kind;
    const inset = kind === "sitting" ? INSET_PX : 0;
    const box = svg("rect", {
        x: left, y: inset, width, height: HEIGHT - 2 * inset, class: `piece piece-${kind}`, "data-at": at, "data-lane": 0, "data-kind": kind,
        tabindex: "-1", role: "img", "aria-label": segment.title,
    });
    if (kind === "unmeasured") box.setAttribute("fill", `url(#${id}-hatch)`);
    return box;
}

/** A row for each posture, so that which one it was can be seen without colours. */
function rows(postures, x, width, zone) {
    const lines = POSTURES.map((_, row) => svg("line", {
        x1: 0, x2: width, y1: ROWS_FROM + (row + 0.5) * ROW, y2: ROWS_FROM + (row + 0.5) * ROW, class: "posture-row",
    }));
    const boxes = postures.map(({ start_ms: start, end_ms: end, posture }, at) => svg("rect", {
        x: x(start), width: Math.max(LEAST_PX, x(end) - x(start)), y: ROWS_FROM + POSTURES.indexOf(posture) * ROW + 3, height: ROW - 6, rx: 2.5,
        class: `piece piece-posture piece-${posture}`, "data-at": at, "data-lane": 1, "data-kind": posture, tabindex: "-1", role: "img",
        "aria-label": t("{start} to {end}: {what}, {span}", {
            start: timeOfDay(start, zone, start), end: timeOfDay(end, zone, end), what: postureName(posture), span: span((end - start) / 1000),
        }),
    }));
    return [...lines, svg("g", { class: "lane" }, ...boxes)];
}

function names() {
    const name = (text, y) => svg("text", { x: 0, y, class: "lane-name", "aria-hidden": "true" }, text);
    return [name(t("Seat"), HEIGHT / 2 + 4), ...POSTURES.map((posture, row) => name(postureShort(posture), ROWS_FROM + (row + 0.5) * ROW + 4))];
}
