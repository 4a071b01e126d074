// The sitting timer: how long, how far to the next break, or how long the break has been. All on the chair's clock.

import { t } from "../language.js";
import { Ring } from "../ring.js";
import { say } from "../svg.js";
import { clock, left, minutes, span } from "../words.js";

const CARRIED_S = 5; // sitting carried over a short break is mentioned from here on

/** What the timer shows; a pure function of what is known. `endedMs`: when the last bout of the day ended. */
export function reading(view, endedMs) {
    const { state, config } = view;
    const nothing = { label: t("Sitting for"), time: "–", next: "", note: "", part: 0, level: "off" };
    if (!view.live || !state) return { ...nothing, label: t("Not measured now") };
    if (state.bout_started_ms != null) return sitting(view);
    if (state.presence === "unknown") return { ...nothing, label: t("Not measured now") };
    if (endedMs == null) return { ...nothing, label: state.presence === "object" ? t("Nobody sits") : t("Nobody on the seat") };
    const breakS = (view.nowMs - endedMs) / 1000;
    return { ...nothing, label: t("On a break for"), time: clock(breakS), ...credit(breakS, config), level: "break" };
}

function sitting(view) {
    const { state, config } = view;
    const boutS = (view.nowMs - state.bout_started_ms) / 1000;
    const leftS = state.next_break_ms == null ? null : (state.next_break_ms - view.nowMs) / 1000;
    const carried = view.countedS - boutS > CARRIED_S;
    const answer = {
        label: t("Sitting for"),
        time: clock(boutS),
        next: leftS === null ? "" : t("Next break in {left}", { left: left(leftS) }),
        note: carried ? t("{span} count, because the last break was short", { span: minutes(view.countedS) }) : "",
        part: config ? (leftS === null ? view.countedS : config.nudge_s - leftS) / config.nudge_s : 0,
        level: state.cue,
    };
    if (state.cue === "nudge") return { ...answer, next: t("Time for a break"), part: 1 };
    if (state.cue === "alert") return { ...answer, next: t("A break is overdue"), part: 1 };
    return answer;
}

function credit(breakS, config) {
    if (!config) return {};
    const part = breakS / config.reset_s;
    if (breakS < config.break_s) return { part, next: t("Counts as a break from {span}", { span: span(config.break_s) }) };
    if (breakS < config.reset_s) return { part, next: t("Counts. Sitting starts anew after {span}", { span: span(config.reset_s) }) };
    return { part, next: t("Sitting starts anew") };
}

export class Timer {
    constructor(find) {
        this.parts = {
            label: find("timer-label"), time: find("timer"), next: find("next-break"), note: find("timer-note"),
        };
        this.progress = find("progress");
        this.ring = new Ring();
        this.progress.replaceChildren(this.ring.picture);
    }

    /** Show the time and return how it is read, for whoever else tells it. */
    show(view, endedMs) {
        const now = reading(view, endedMs);
        for (const [name, element] of Object.entries(this.parts)) say(element, now[name]);
        this.parts.time.classList.toggle("timer-long", now.time.length > 5);
        const percent = this.ring.show(now.part, now.level);
        this.progress.setAttribute("aria-valuenow", String(Math.round(percent)));
        this.progress.setAttribute("aria-label", now.level === "break" ? t("Progress of the break") : t("Progress to the next break"));
        return now;
    }
}
