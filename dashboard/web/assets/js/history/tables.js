// The pictures of the history as tables, for whoever reads better than looks. Filled when they are opened.

import { number, t } from "../language.js";
import { table } from "../today/tables.js";
import { hourName } from "../units.js";
import { FIGURES, LONG_WEEKDAYS, dates, longDate } from "./figures.js";
import { binName } from "./lengths.js";
import { hoursOf } from "./week.js";
import { minutes } from "../words.js";

const value = (name, figures, at) => {
    if (!figures.measured_s[at]) return t("not measured");
    if (!figures.occupied_s[at]) return t("nobody sat");
    return figures[name][at] === null ? t("not known") : FIGURES[name].say(figures[name][at]);
};

export function yearTable({ first, figures }, names) {
    const days = dates(first, figures.measured_s.length).map((day, at) => [longDate(day), ...names.map((name) => value(name, figures, at))]);
    return table(t("Each day, the last one first"), [t("Day"), ...names.map((name) => FIGURES[name].name)], days.reverse());
}

export function trendTable({ first, figures, trends }, name, from, to) {
    const { say } = FIGURES[name];
    const rows = dates(first, to + 1).slice(from).map((day, n) => {
        const middle = trends[name].median[from + n];
        return [longDate(day), value(name, figures, from + n), middle === null ? t("not known") : say(middle)];
    });
    return table(t("{figure}, the last day first", { figure: FIGURES[name].name }), [t("Day"), t("Figure"), t("Median of the week")], rows.reverse());
}

export function weekTable(week) {
    const [from, to] = hoursOf(week);
    const hours = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    const rows = hours.map((hour) => [hourName(hour), ...week.map((shares) => (shares[hour] === null ? "–" : `${Math.round(shares[hour] * 100)} %`))]);
    return table(t("Share of the measured time sat; – was never measured"), [t("Hour"), ...LONG_WEEKDAYS], rows);
}

export function lengthsTable(bins, { count, sitting_s: sittingS }) {
    const rows = bins.map((_, at) => [binName(bins, at), number(count[at]), minutes(sittingS[at])]);
    return table(t("Bouts of each length"), [t("Length"), t("Bouts"), t("Sitting time")], rows);
}
