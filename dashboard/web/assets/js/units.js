// The time of day and a mass as the reader writes them: chosen on the page Settings.

import { locale, number, t } from "./language.js";

const { clock, mass } = document.documentElement.dataset;
const TWELVE = clock === "12";
const HOUR = new Intl.DateTimeFormat(locale, { hour: "numeric", hourCycle: "h12", timeZone: "UTC" });
const KG_PER_LB = 0.45359237;

/** What Intl writes a time of day with. */
export const ofDay = { hour: "numeric", minute: "2-digit", hourCycle: TWELVE ? "h12" : "h23" };

/** An hour of the day, 0 to 24: "13:00" or "1 pm". */
export const hourName = (hour) => (TWELVE ? HOUR.format((hour % 24) * 3_600_000) : t("{n}:00", { n: hour }));

/** An hour over a column: "13" or "1". */
export const hourOnly = (hour) => (TWELVE ? `${hour % 12 || 12}` : `${hour}`);

/** Kilograms, or the same in pounds, with so many decimals. */
export const weight = (kg, decimals) =>
    (mass === "lb" ? t("{n} lb", { n: number(kg / KG_PER_LB, decimals) }) : t("{n} kg", { n: number(kg, decimals) }));
