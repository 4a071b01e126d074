// What a chair's days are held against: the goals of the studies, or one's own.

import { ask } from "./api.js";

/** Of each hour of sitting (Akkarakittichoke 2023), of a working day (Buckley 2015); as in web/api/goals.py. */
export const STUDIES = { shifts_per_h: 20, off_seat_s: 7200, own: false };

export const goalsAddress = (chair) => `/api/v1/chairs/${encodeURIComponent(chair)}/goals`;

/** The goals in force; while the desk cannot say, those of the studies. */
export async function goalsOf(chair) {
    if (!chair) return STUDIES;
    return ask(goalsAddress(chair)).catch(() => STUDIES);
}
