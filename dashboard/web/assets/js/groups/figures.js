// The figures of a group: how they are said, and how they are counted on an axis.

import { locale, number, t } from "../language.js";
import { minutes } from "../words.js";

const whole = (value) => number(value, Number.isInteger(Math.round(value * 10) / 10) ? 0 : 1);

export const FIGURES = {
    occupied_s: { name: t("Sitting"), say: minutes, short: t("h"), per: 3600, steps: [1, 2, 4], least: 4 * 3600 },
    longest_bout_s: { name: t("Longest bout"), say: minutes, short: t("min"), per: 60, steps: [20, 30, 60], least: 3600 },
    breaks_per_h: {
        name: t("Breaks"), say: (value) => t("{n} per hour", { n: whole(value) }), per: 1,
        steps: [0.5, 1, 2], least: 2,
    },
    shifts_per_h: {
        name: t("Postural shifts"), say: (value) => t("{n} per hour", { n: whole(value) }),
        per: 1, steps: [5, 10, 20], least: 20,
    },
};

const format = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
export const longDate = (on) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(new Date(`${on}T00:00Z`));
export const shortDate = (on) => format({ day: "numeric", month: "short" }).format(new Date(`${on}T00:00Z`));

/** Round values from 0 to at least `most`. */
export function scale(most, { per, steps, least }) {
    const top = Math.max(most, least) / per;
    const size = steps.find((step) => top / step <= 5) ?? Math.ceil(top / 5);
    return Array.from({ length: Math.ceil(top / size - 1e-9) + 1 }, (_, at) => at * size * per);
}

/** The day so many days after another one. */
export const after = (on, days) => new Date(Date.parse(`${on}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
