// The figures of a day: their names, their units, how they are said, and from where on a step of colour is the next.

import { locale, number, t } from "../language.js";
import { minutes, span } from "../words.js";

const HOUR = 3600;
const whole = (value) => `${Math.round(value)}`;
const percent = (value) => `${Math.round(value * 100)} %`;
const rate = (value) => t("{n} per hour", { n: number(value) });
const hours = { unit: (n) => t("{n} h", { n }), of: (figure) => t("{figure} in hours", { figure }), per: HOUR, step: [1, 2, 4], least: 2 * HOUR };
const mins = { unit: (n) => t("{n} min", { n }), of: (figure) => t("{figure} in minutes", { figure }), per: 60, step: [15, 30, 60], least: 3600 };

/** `say` gives the value with its unit, `steps` the borders of the colours, `axis` how it is counted on an axis. */
export const FIGURES = {
    occupied_s: {
        name: t("Sitting"), say: minutes, steps: [2, 4, 6, 8].map((n) => n * HOUR), axis: hours,
        less: (n) => t("{n} less sitting a day", { n }), more: (n) => t("{n} more sitting a day", { n }),
    },
    longest_bout_s: {
        name: t("Longest bout"), say: minutes, steps: [30, 60, 90, 120].map((n) => n * 60), axis: mins,
        less: (n) => t("{n} shorter", { n }), more: (n) => t("{n} longer", { n }),
    },
    break_share: {
        name: t("Hours with a break"), say: percent, steps: [0.2, 0.4, 0.6, 0.8],
        axis: { unit: (n) => t("{n} %", { n }), of: (figure) => t("{figure} in %", { figure }), per: 0.01, step: [20, 25, 50], least: 1, most: 1 }, goal: 1, goalText: t("Goal: every hour"),
        less: (n) => t("{n} fewer", { n }), more: (n) => t("{n} more", { n }), points: true,
    },
    shifts_per_h: {
        name: t("Postural shifts"), say: rate, steps: [5, 10, 15, 20],
        axis: { unit: (n) => t("{n} per hour", { n }), of: (figure) => t("{figure} per hour", { figure }), per: 1, step: [5, 10, 20], least: 24 }, goal: 20, goalText: t("Goal: {n} per hour", { n: 20 }),
        less: (n) => t("{n} fewer", { n }), more: (n) => t("{n} more", { n }),
    },
    usual_bout_s: {
        name: t("Usual bout (W50)"), say: minutes, steps: [15, 30, 45, 60].map((n) => n * 60), axis: mins,
        less: (n) => t("{n} shorter", { n }), more: (n) => t("{n} longer", { n }),
    },
    off_seat_s: {
        name: t("Off the seat"), say: minutes, steps: [0.5, 1, 1.5, 2].map((n) => n * HOUR), axis: hours,
        goal: 2 * HOUR, goalText: t("Goal: {span} of a working day", { span: span(2 * HOUR) }), less: (n) => t("{n} less", { n }), more: (n) => t("{n} more", { n }),
    },
};

/** Draw these goals from now on. */
export function setGoals({ shifts_per_h: shifts, off_seat_s: awayS }) {
    Object.assign(FIGURES.shifts_per_h, { goal: shifts, goalText: t("Goal: {n} per hour", { n: number(shifts) }) });
    Object.assign(FIGURES.off_seat_s, { goal: awayS, goalText: t("Goal: {span} of a working day", { span: span(awayS) }) });
}

/** Those that a calendar shows; the others are trends only. */
export const CALENDAR = ["occupied_s", "longest_bout_s", "break_share", "shifts_per_h"];

/** 0 for none, else 1 to 5: the step of colour. */
export const level = (value, steps) => (value ? 1 + steps.filter((step) => value >= step).length : 0);

/** The difference of two values in words. */
export function difference(figure, before, after) {
    const { say, less, more, points } = FIGURES[figure];
    const size = Math.abs(after - before);
    const text = points ? t("{n} points", { n: whole(size * 100) }) : say(size);
    if (/^0 /.test(text)) return t("No difference");
    return after < before ? less(text) : more(text);
}

/** The dates from `first` on, as Date objects at midnight UTC: plain calendar days, free of any zone. */
export function dates(first, count) {
    const start = Date.parse(`${first}T00:00Z`);
    return Array.from({ length: count }, (_, at) => new Date(start + at * 86_400_000));
}

const format = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
export const longDate = (date) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
export const shortDate = (date) => format({ day: "numeric", month: "short" }).format(date);
/** "1 Oct – 20 Nov 2026", as the language writes from one day to another. */
export const range = (from, to) => format({ day: "numeric", month: "short", year: "numeric" }).formatRange(from, to);
export const monthName = (date) => format({ month: "short" }).format(date);
export const iso = (date) => date.toISOString().slice(0, 10);
const weekdays = (length) => dates("2024-01-01", 7).map((day) => format({ weekday: length }).format(day)); // a Monday
export const WEEKDAYS = weekdays("short");
export const LONG_WEEKDAYS = weekdays("long");
