// What stands around the pictures: legends, and the way from year to year.

import { number, t } from "../language.js";
import { FIGURES, iso } from "./figures.js";

const DAY_MS = 86_400_000;
const inTenths = (value) => number(value, Number.isInteger(Math.round(value * 10) / 10) ? 0 : 1);

/** Links to the year before and after, where there is one. */
export function turns(place, told) {
    const first = new Date(`${told.first}T00:00Z`).getTime();
    const length = told.figures.measured_s.length;
    const before = told.began && told.began < told.first ? `/history?to=${iso(new Date(first - DAY_MS))}` : null;
    const next = iso(new Date(first + (length - 1 + 371) * DAY_MS));
    const after = told.last < told.today ? (next >= told.today ? "/history" : `/history?to=${next}`) : null;
    place.hidden = !before && !after;
    place.replaceChildren(...[[t("Year before"), before], [t("Year after"), after]].map(([text, address]) => {
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

const UNMEASURED = ["none", t("Not measured")];
const EMPTY = ["0", t("Nobody sat")];

export function yearLegend(place, figure) {
    const { steps, axis } = FIGURES[figure];
    const shown = steps.map((step) => inTenths(step / axis.per));
    const ranges = [
        t("under {value}", { value: axis.unit(shown[0]) }),
        ...shown.slice(1).map((to, at) => t("{from} to {to}", { from: shown[at], to })),
        t("{value} and more", { value: axis.unit(shown.at(-1)) }),
    ];
    legend(place, [UNMEASURED, EMPTY, ...ranges.map((text, at) => [at + 1, text])]);
}

export function weekLegend(place) {
    legend(place, [UNMEASURED, EMPTY, [1, t("under {value}", { value: "20 %" })], ...[20, 40, 60].map((from, at) => [at + 2, t("{from} to {to}", { from, to: from + 20 })]), [5, t("{value} and more", { value: "80 %" })]]);
}

export function trendLegend(place, { trends }, figure) {
    const { goalText } = FIGURES[figure];
    const entries = [["dot", t("A day")], ["line", t("Median of the week")]];
    entries.push(["band", trends[figure].baseline ? t("Where you began") : t("Where you began: after ten days with sitting")]);
    if (goalText) entries.push(["goal", goalText]);
    legend(place, entries);
}
