// The seat from above, as the sitter sees it: front at the top, left on the left.

import { CORNERS, works } from "../cells.js";
import { t } from "../language.js";
import { hatch, say, svg } from "../svg.js";
import { cornerName, percents } from "../words.js";

const MIDDLE = { x: 160, y: 172 };
const REACH = { x: 70, y: 70 }; // from the middle to the cells, where the centre of pressure is 1
const DEEPEST = 0.45; // the share from which on the colour is at its deepest
const DOT = 28; // the dot's size, its halo included; figures.css has it too
const CELL = { width: 108, height: 88, rx: 24 };

export class Seat {
    constructor(place) {
        this.cells = Object.fromEntries(CORNERS.map((corner) => [corner, drawCell(corner)]));
        // A picture of its own, so that the browser can move it without laying out or painting anything.
        this.dot = svg("svg", { viewBox: "-14 -14 28 28", class: "cop", "aria-hidden": "true", "data-testid": "cop-dot" },
            svg("circle", { r: 14, class: "cop-halo" }), svg("circle", { r: 9.5, class: "cop-dot" }));
        this.picture = svg("svg", { viewBox: "0 0 320 348", role: "img", class: "seat-picture" },
            hatch("hatch-seat"),
            svg("text", { x: 160, y: 14, class: "seat-front" }, t("FRONT")),
            svg("path", { class: "seat-back", d: "M78 331 Q160 345 242 331" }),
            svg("path", { class: "seat-shape", d: SHAPE }),
            ...CORNERS.map((corner) => this.cells[corner].group),
            svg("path", { class: "seat-cross", d: `M160 42V302M30 172H290` }),
            svg("circle", { cx: MIDDLE.x, cy: MIDDLE.y, r: 39, class: "seat-middle" }));
        place.replaceChildren(this.picture, this.dot);
    }

    /** Show one frame: corners, dot and balance are all computed from it. Returns [left, right] in percent. */
    show(view) {
        const frame = view.live ? view.frame : null;
        const shares = frame?.shares ? CORNERS.map((corner) => frame.shares[corner]) : null;
        const whole = shares ? percents(shares) : null;
        CORNERS.forEach((corner, at) => {
            const { group, value } = this.cells[corner];
            const failed = view.live && !works(view.state?.cells?.[corner]);
            group.classList.toggle("failed", failed);
            group.style.setProperty("--share", shares ? Math.min(1, Math.max(0, shares[at] / DEEPEST)).toFixed(2) : "0");
            say(value, failed ? t("no reading") : whole ? `${whole[at]} %` : "–");
        });
        this.picture.classList.toggle("unknown", !frame);
        this.dot.classList.toggle("shown", shares !== null);
        if (shares) {
            const x = MIDDLE.x + limit(frame.cop_lateral) * REACH.x;
            const y = MIDDLE.y - limit(frame.cop_fore_aft) * REACH.y;
            this.dot.style.transform = `translate(${percent(x)}%, ${percent(y)}%)`;
        }
        if (frame) this.picture.dataset.atMs = frame.at_ms; // which frame this is, for who measures how late it is
        this.picture.setAttribute("aria-label", describe(whole, frame));
        return whole && [whole[0] + whole[2], whole[1] + whole[3]];
    }
}

const SHAPE = "M66 34 Q160 18 254 34 Q292 41 299 80 Q311 172 299 264 Q292 303 254 310 Q160 326 66 310 Q28 303 21 264 Q9 172 21 80 Q28 41 66 34Z";

/** A way in the picture as a part of the dot's own size. */
const percent = (way) => ((100 * way) / DOT).toFixed(1);

const limit = (value) => Math.min(1.25, Math.max(-1.25, value));

function drawCell(corner) {
    const x = MIDDLE.x + (corner.endsWith("left") ? -1 : 1) * REACH.x;
    const y = MIDDLE.y + (corner.startsWith("front") ? -1 : 1) * REACH.y;
    const box = { x: x - CELL.width / 2, y: y - CELL.height / 2, ...CELL };
    const value = svg("text", { x, y: y - 2, class: "cell-value" }, "–");
    const name = svg("text", { x, y: y + 19, class: "cell-name" }, cornerName(corner));
    const group = svg("g", { class: "cell", "data-corner": corner },
        svg("rect", { ...box, class: "cell-box" }),
        svg("rect", { ...box, class: "cell-hatch", fill: "url(#hatch-seat)" }), value, name);
    return { group, value };
}

function describe(whole, frame) {
    if (!frame) return t("The seat from above: not measured now");
    if (!whole) return frame.presence === "vacant" ? t("The seat from above: empty") : t("The seat from above: shares not known");
    return t("The seat from above: {shares}", { shares: CORNERS.map((corner, at) => `${cornerName(corner)} ${whole[at]} %`).join(", ") });
}
