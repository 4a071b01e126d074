// The figures of a day: their names, their units, how they are said, and from where on a step of colour is the next.

import { minutes } from "../words.js";

const HOUR = 3600;
const whole = (value) => `${Math.round(value)}`;
const percent = (value) => `${Math.round(value * 100)} %`;
const rate = (value) => `${Math.round(value)} per hour`;
const hours = { unit: "h", per: HOUR, step: [1, 2, 4], least: 2 * HOUR };
const mins = { unit: "min", per: 60, step: [15, 30, 60], least: 3600 };

/** `say` gives the value with its unit, `steps` the borders of the colours, `axis` how it is counted on an axis. */
export const FIGURES = {
    occupied_s: {
        name: "Sitting", say: minutes, steps: [2, 4, 6, 8].map((n) => n * HOUR), axis: hours,
        less: "less", more: "more", of: "sitting a day",
    },
    longest_bout_s: {
        name: "Longest bout", say: minutes, steps: [30, 60, 90, 120].map((n) => n * 60), axis: mins,
        less: "shorter", more: "longer", of: "",
    },
    break_share: {
        name: "Hours with a break", say: percent, steps: [0.2, 0.4, 0.6, 0.8],
        axis: { unit: "%", per: 0.01, step: [20, 25, 50], least: 1, most: 1 }, goal: 1, goalText: "Goal: every hour",
        less: "fewer", more: "more", of: "", points: true,
    },
    shifts_per_h: {
        name: "Postural shifts", say: rate, steps: [5, 10, 15, 20],
        axis: { unit: "per hour", per: 1, step: [5, 10, 20], least: 24 }, goal: 20, goalText: "Goal: 20 per hour",
        less: "fewer", more: "more", of: "",
    },
    usual_bout_s: {
        name: "Usual bout (W50)", say: minutes, steps: [15, 30, 45, 60].map((n) => n * 60), axis: mins,
        less: "shorter", more: "longer", of: "",
    },
    off_seat_s: {
        name: "Off the seat", say: minutes, steps: [0.5, 1, 1.5, 2].map((n) => n * HOUR), axis: hours,
        goal: 2 * HOUR, goalText: "Goal: 2 h of a working day", less: "less", more: "more", of: "",
    },
};

/** Draw these goals from now on. */
export function setGoals({ shifts_per_h: shifts, off_seat_s: awayS }) {
    Object.assign(FIGURES.shifts_per_h, { goal: shifts, goalText: `Goal: ${shifts} per hour` });
    Object.assign(FIGURES.off_seat_s, { goal: awayS, goalText: `Goal: ${minutes(awayS).replace(/ 0 min$/, "")} of a working day` });
}

/** Those that a calendar shows; the others are trends only. */
export const CALENDAR = ["occupied_s", "longest_bout_s", "break_share", "shifts_per_h"];

/** 0 for none, else 1 to 5: the step of colour. */
export const level = (value, steps) => (value ? 1 + steps.filter((step) => value >= step).length : 0);

/** The difference of two values in words. */
export function difference(figure, before, after) {
    const { say, less, more, of, points } = FIGURES[figure];
    const size = Math.abs(after - before);
    const text = points ? `${whole(size * 100)} points` : say(size);
    if (/^0 /.test(text)) return "No difference";
    return [text, after < before ? less : more, of].filter(Boolean).join(" ");
}

/** The dates from `first` on, as Date objects at midnight UTC: plain calendar days, free of any zone. */
export function dates(first, count) {
    const start = Date.parse(`${first}T00:00Z`);
    return Array.from({ length: count }, (_, at) => new Date(start + at * 86_400_000));
}

const format = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
export const longDate = (date) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
export const shortDate = (date) => format({ day: "numeric", month: "short" }).format(date);
export const monthName = (date) => format({ month: "short" }).format(date);
export const iso = (date) => date.toISOString().slice(0, 10);
export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const LONG_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
