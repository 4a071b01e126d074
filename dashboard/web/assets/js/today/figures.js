// The day's figures in words, with their small pictures. What nobody measured is a dash, never a zero.

import { number, t, tn } from "../language.js";
import { pieces } from "../ring.js";
import { say } from "../svg.js";
import { minutes, percents, postureName, span } from "../words.js";

const NOTHING = "–";

export function showFigures(find, { day, figures, nudge_s: nudgeS }, { shifts_per_h: shiftGoal, off_seat_s: awayGoalS }) {
    const put = (name, value, note) => {
        say(find(`${name}-value`), value);
        say(find(`${name}-note`), note);
    };
    const { hours_sat: sat, hours_with_break: withBreak, shifts, shifts_per_h: rate, off_seat_s: offS } = figures;
    const known = sat !== null && sat > 0;
    put("hours", known ? t("{part} of {whole}", { part: withBreak, whole: sat }) : NOTHING, known ? breaksNote(withBreak, sat, figures.full_breaks) : unknownNote(day));
    find("hours-picture").replaceChildren(pieces(known ? withBreak : 0, known ? sat : 0));

    const longest = day.bouts ? day.longest_s : null;
    put("longest", longest === null ? NOTHING : minutes(longest), longestNote(longest, nudgeS, figures.in_long_s));
    bar(find("longest-picture"), longest === null || !nudgeS ? null : longest / (2 * nudgeS), longest > nudgeS ? "over" : "good", nudgeS ? 0.5 : null);

    put("shifts", rate === null ? NOTHING : t("{n} per hour", { n: number(rate) }), rate === null ? t("From 10 min of sitting on") : t("{n} in all; goal {goal} per hour", { n: number(shifts), goal: number(shiftGoal) }));
    bar(find("shifts-picture"), rate === null ? null : rate / (1.5 * shiftGoal), rate >= shiftGoal ? "good" : "under", 1 / 1.5);

    const away = day.bouts && offS !== null ? offS : null;
    put("away", away === null ? NOTHING : minutes(away), t("Goal {span} of a working day", { span: span(awayGoalS) }));
    bar(find("away-picture"), away === null ? null : away / (1.5 * awayGoalS), away >= awayGoalS ? "good" : "under", 1 / 1.5);
}

const unknownNote = (day) => (day.bouts ? t("From a minute of sitting in an hour on") : t("No sitting measured"));

function breaksNote(withBreak, sat, full) {
    const left = sat - withBreak;
    const breaks = tn("{n} break counts", "{n} breaks count", full);
    return left ? tn("One hour without; {breaks}", "{n} hours without; {breaks}", left, { breaks }) : t("Every hour; {breaks}", { breaks });
}

function longestNote(longestS, nudgeS, inLongS) {
    if (longestS === null) return t("No sitting measured");
    if (!nudgeS) return t("The chair has not said its limit");
    const limit = minutes(nudgeS);
    return inLongS ? t("Limit {limit}; {span} in bouts of 30 min and more", { limit, span: minutes(inLongS) }) : t("Limit {limit}", { limit });
}

/** A bar with a mark at the goal or limit; `part` null: not known. */
function bar(place, part, level, mark) {
    const track = document.createElement("div");
    track.className = "bar";
    const fill = document.createElement("div");
    fill.className = `bar-fill bar-${level}`;
    fill.style.width = `${Math.min(1, Math.max(0, part ?? 0)) * 100}%`;
    track.append(fill);
    if (mark !== null) {
        const line = document.createElement("div");
        line.className = "bar-mark";
        line.style.left = `${mark * 100}%`;
        track.append(line);
    }
    place.replaceChildren(track);
}

/** A bar for each posture, with its name and percents that sum to 100. */
export function showPostures(list, shares) {
    const names = shares ? Object.keys(shares) : ["centred", "left", "right", "forward", "back"];
    const whole = shares ? percents(names.map((name) => shares[name])) : null;
    list.replaceChildren(...names.map((name, at) => {
        const row = document.createElement("div");
        const term = document.createElement("dt");
        const value = document.createElement("dd");
        const track = document.createElement("span");
        const fill = document.createElement("span");
        term.textContent = postureName(name);
        track.className = "bar";
        fill.className = `bar-fill bar-posture bar-${name}`;
        fill.style.width = whole ? `${shares[name] * 100}%` : "0";
        track.append(fill);
        const number = document.createElement("span");
        number.className = "bars-value";
        number.textContent = whole ? `${whole[at]} %` : NOTHING;
        value.append(track, number);
        row.append(term, value);
        return row;
    }));
}
