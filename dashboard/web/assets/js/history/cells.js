// Pictures made of cells: each is told on hover and on focus, and arrow keys go from cell to cell.

import { say, svg } from "../svg.js";
import { WEEKDAYS } from "./figures.js";

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-1, 0, true], End: [1, 0, true] };

/** One cell at a column and a row; `kind` is its step of colour, or "none" for what was not measured. */
export function cell({ x, y, width, height, column, row, kind, text }) {
    const inset = kind === "none" ? 0.75 : 0; // a hollow cell is drawn by its border
    return svg("rect", {
        x: x + inset, y: y + inset, width: Math.max(1, width - 2 * inset), height: Math.max(1, height - 2 * inset),
        rx: Math.min(4, height / 4), class: `step step-${kind}`, role: "img", tabindex: "-1", "aria-label": text,
        "data-column": column, "data-row": row,
    });
}

/** The names of weekdays beside rows; with little room every second one. */
export function weekdayLabels(y, pitch) {
    return WEEKDAYS.flatMap((name, row) => (pitch < 17 && row % 2 ? []
        : [svg("text", { x: 0, y: y + row * pitch + pitch / 2 + 3.5, class: "tick" }, name)]));
}

/** Tells cells of `place` in `detail`, and lets keys walk from one to the next. */
export class Walk {
    constructor(place, detail) {
        this.place = place;
        this.detail = detail;
        for (const kind of ["pointerover", "focusin"]) place.addEventListener(kind, (event) => this.#tell(event.target));
        place.addEventListener("pointerleave", () => this.#tell(document.activeElement));
        place.addEventListener("focusout", () => this.#tell(null));
        place.addEventListener("keydown", (event) => this.#move(event));
    }

    /** The picture was drawn anew: the same cell keeps the focus, else the last one can be reached by Tab. */
    renew(picture) {
        const had = this.place.contains(document.activeElement) ? document.activeElement.dataset : null;
        this.place.replaceChildren(picture);
        const all = [...this.place.querySelectorAll("[data-column]")];
        const same = had && all.find(({ dataset: at }) => at.column === had.column && at.row === had.row);
        (same ?? all.at(-1))?.setAttribute("tabindex", "0");
        same?.focus();
    }

    #tell(element) {
        const told = this.place.contains(element) ? element?.closest("[data-column]") : null;
        say(this.detail, told?.getAttribute("aria-label") ?? "");
    }

    #move(event) {
        const step = KEYS[event.key];
        const from = event.target.dataset;
        if (!step || from.column === undefined) return;
        event.preventDefault();
        const ahead = ({ dataset: at }) => (step[0] ? (at.column - from.column) * step[0] > 0 && at.row === from.row
            : (at.row - from.row) * step[1] > 0 && at.column === from.column);
        const far = ({ dataset: at }) => Math.abs(at.column - from.column) + Math.abs(at.row - from.row);
        const found = [...this.place.querySelectorAll("[data-column]")].filter(ahead).sort((a, b) => far(a) - far(b));
        const next = step[2] ? found.at(-1) : found[0];
        if (!next) return;
        event.target.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
    }
}
