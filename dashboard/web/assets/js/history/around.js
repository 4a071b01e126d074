// What stands around the pictures: legends, and the way from year to year.

import { FIGURES, iso } from "./figures.js";

const DAY_MS = 86_400_000;

/** Links to the year before and after, where there is one. */
export function turns(place, told) {
    const first = new Date(`${told.first}T00:00Z`).getTime();
    const length = told.figures.measured_s.length;
    const before = told.began && told.began < told.first ? `/history?to=${iso(new Date(first - DAY_MS))}` : null;
    const next = iso(new Date(first + (length - 1 + 371) * DAY_MS));
    const after = told.last < told.today ? (next >= told.today ? "/history" : `/history?to=${next}`) : null;
    place.hidden = !before && !after;
    place.replaceChildren(...[["Year before", before], ["Year after", after]].map(([text, address]) => {
        const link = document.createElement("a");
        link.className = "button button-plain";
        link.textContent = text;
        if (address) link.href = address;
        else {
            link.setAttribute("aria-disabled", "true");
            link.setAttribute("role", "link");
        }
        return link;
    }));
}

function legend(list, entries) {
    list.replaceChildren(...entries.map(([kind, text]) => {
        const item = document.createElement("li");
        const key = document.createElement("span");
        key.className = `swatch swatch-${kind}`;
        key.setAttribute("aria-hidden", "true");
        item.append(key, text);
        return item;
    }));
}

const UNMEASURED = ["none", "Not measured"];
const EMPTY = ["0", "Nobody sat"];

export function yearLegend(place, figure) {
    const { steps, axis } = FIGURES[figure];
    const shown = steps.map((step) => String(Math.round((10 * step) / axis.per) / 10));
    const { unit } = axis;
    const ranges = [`under ${shown[0]} ${unit}`, ...shown.slice(1).map((step, at) => `${shown[at]} to ${step}`), `${shown.at(-1)} ${unit} and more`];
    legend(place, [UNMEASURED, EMPTY, ...ranges.map((text, at) => [at + 1, text])]);
}

export function weekLegend(place) {
    legend(place, [UNMEASURED, EMPTY, [1, "under 20 %"], [2, "20 to 40"], [3, "40 to 60"], [4, "60 to 80"], [5, "80 % and more"]]);
}

export function trendLegend(place, { trends }, figure) {
    const { goalText } = FIGURES[figure];
    const entries = [["dot", "A day"], ["line", "Median of the week"]];
    entries.push(["band", trends[figure].baseline ? "Where you began" : "Where you began: after ten days with sitting"]);
    if (goalText) entries.push(["goal", goalText]);
    legend(place, entries);
}
