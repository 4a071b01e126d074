// From one period to the next: a link that is an arrow, and that leads nowhere at the end.

import { svg } from "./svg.js";

export const BACK = "M15 5l-7 7 7 7";
export const ON = "M9 5l7 7-7 7";

/** A link with an arrow, to what lies before or after; `label` says what that is. */
export function step(label, path) {
    const link = document.createElement("a");
    link.className = "button button-plain button-square";
    link.setAttribute("aria-label", label);
    link.setAttribute("role", "link");
    lead(link, null); // until it is known whether there is such a period
    const line = { d: path, fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
    link.append(svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" }, svg("path", line)));
    return link;
}

/** Give a link its address, or none where there is nothing to go to. */
export function lead(link, address) {
    if (address) {
        link.href = address;
        link.removeAttribute("aria-disabled");
    } else {
        link.removeAttribute("href");
        link.setAttribute("aria-disabled", "true");
    }
}
