// The same day as tables, for whoever reads better than looks.

import { number, t } from "../language.js";
import { postureName, span, timeOfDay } from "../words.js";

const KINDS = { sitting: t("Sitting"), break: t("Break"), unmeasured: t("Not measured") };

export function fillTables(find, { day, postures, balance, zone }) {
    const when = ({ start_ms: start, end_ms: end }) => [timeOfDay(start, zone, start), timeOfDay(end, zone, end)];
    const long = ({ start_ms: start, end_ms: end }) => span((end - start) / 1000);
    find("today-table").replaceChildren(
        table(t("What was on the seat"), [t("From"), t("To"), t("What"), t("How long")], day.segments.map((each) =>
            [when(each)[0], each.goes_on ? t("now") : when(each)[1], each.over ? t("Sitting, over the limit") : KINDS[each.kind], long(each)])),
        table(t("Which posture was held"), [t("From"), t("To"), t("Posture"), t("How long")],
            postures.map((each) => [...when(each), postureName(each.posture), long(each)])));
    find("balance-table").replaceChildren(table(t("Share of the load on the left"), [t("From"), t("To"), t("Left"), t("Right")],
        balance.map((each) => [...when(each), `${number(each.left_pct)} %`, `${number(100 - each.left_pct)} %`])));
}

export function table(caption, heads, rows) {
    const made = document.createElement("table");
    made.createCaption().textContent = caption;
    const head = made.createTHead().insertRow();
    for (const text of heads) {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = text;
        head.append(cell);
    }
    const body = made.createTBody();
    for (const row of rows.length ? rows : [["–", "–", t("nothing was measured"), "–"]]) {
        const line = body.insertRow();
        for (const text of row) line.insertCell().textContent = text;
    }
    return made;
}
