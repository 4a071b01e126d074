// The day as one drawn picture. Pieces are told on hover and on focus; arrow keys go from piece to piece.

import { hatch, svg } from "./svg.js";

const HEIGHT = 46;
const AXIS = 26;
const LABEL_PX = 52;
const LEAST_PX = 2; // a short bout must not vanish

export class Timeline {
    #day = null;

    constructor(place, detail) {
        this.place = place;
        this.detail = detail;
        new ResizeObserver(() => this.#draw()).observe(place);
        place.addEventListener("keydown", (event) => this.#move(event));
    }

    show(day) {
        this.#day = day;
        this.#draw();
    }

    #draw() {
        const width = this.place.clientWidth;
        if (!this.#day || !width) return;
        const { from_ms: from, to_ms: to, segments, ticks, title, summary } = this.#day;
        const x = (atMs) => ((atMs - from) / (to - from)) * width;
        const focused = this.place.contains(document.activeElement) ? document.activeElement.dataset.at : null;
        const clip = svg("clipPath", { id: "timeline-clip" }, svg("rect", { width, height: HEIGHT, rx: 10 }));
        const pieces = segments.map((segment, at) => piece(segment, at, x));
        const last = pieces.at(-1);
        if (last) last.setAttribute("tabindex", "0");
        const labels = readable(ticks, x, width);
        const picture = svg("svg", { width, height: HEIGHT + AXIS, role: "group", "aria-label": `${title}: ${summary}` },
            hatch("hatch-day"), clip,
            svg("rect", { width, height: HEIGHT, rx: 10, class: "day-track" }),
            svg("g", { "clip-path": "url(#timeline-clip)" }, ...pieces), ...labels);
        this.place.replaceChildren(picture);
        for (const element of pieces) this.#tell(element);
        if (focused !== null) pieces[Math.min(Number(focused), pieces.length - 1)]?.focus();
    }

    #tell(element) {
        const text = element.getAttribute("aria-label");
        const show = () => { this.detail.textContent = text; };
        const hide = () => { this.detail.textContent = ""; };
        element.addEventListener("pointerenter", show);
        element.addEventListener("pointerleave", hide);
        element.addEventListener("focus", show);
        element.addEventListener("blur", hide);
    }

    #move(event) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step) return;
        const pieces = [...this.place.querySelectorAll("[data-at]")];
        const next = pieces[pieces.indexOf(document.activeElement) + step];
        if (!next) return;
        event.preventDefault();
        for (const element of pieces) element.setAttribute("tabindex", element === next ? "0" : "-1");
        next.focus();
    }
}

/** The labels of the axis, every second or third where there is no room for all. */
function readable(ticks, x, width) {
    const every = Math.ceil((ticks.length * LABEL_PX) / width);
    return ticks.filter((_, at) => at % every === 0).map((tick) => {
        const at = x(tick.at_ms);
        const anchor = at < LABEL_PX / 2 ? "start" : at > width - LABEL_PX / 2 ? "end" : "middle";
        return svg("text", { x: at, y: HEIGHT + 20, "text-anchor": anchor, class: "tick" }, tick.label);
    });
}

function piece(segment, at, x) {
    const left = x(segment.start_ms);
    const width = Math.max(LEAST_PX, x(segment.end_ms) - left);
    const kind = segment.over ? "over" : segment.kind;
    const box = svg("rect", {
        x: left, width, height: HEIGHT, class: `piece piece-${kind}`, "data-at": at, "data-kind": kind,
        tabindex: "-1", role: "img", "aria-label": segment.title,
    });
    if (kind === "unmeasured") box.setAttribute("fill", "url(#hatch-day)");
    return box;
}
