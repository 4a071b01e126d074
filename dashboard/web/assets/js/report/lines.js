// The figures of a period in words: what it is, how it differs from the period before, and the goal.

import { worded } from "../message.js";

/** A tile for each figure. Where nothing is compared, the notes of the period say why, once. */
export function lines(all, thenName) {
    return all.map((line) => {
        const tile = document.createElement("div");
        tile.className = "report-line";
        tile.append(made("h3", worded(line.title)), made("p", worded(line.value) || "–", "report-value"));
        tile.append(made("p", worded(line.difference), "report-difference"));
        if (line.before) {
            const rows = document.createElement("dl");
            rows.append(made("dt", thenName), made("dd", worded(line.before)));
            tile.append(rows);
        }
        if (line.goal) tile.append(made("p", worded(line.goal), "report-goal"));
        return tile;
    });
}

function made(kind, text, name = "") {
    const element = document.createElement(kind);
    element.className = name;
    element.textContent = text;
    return element;
}
