// The page Groups: one group, by its number in the address; without one the first that may be looked at.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { table } from "../today/tables.js";
import { FIGURES, after, longDate } from "./figures.js";
import { Picture } from "./picture.js";

export class Page {
    #asked = null; // the address of the request that counts

    constructor(find, go) {
        this.find = find;
        this.go = go;
        this.pictures = Object.entries(FIGURES).map(([name, figure]) => [name, new Picture(find(`groups-${name}-picture`), name, figure)]);
    }

    async open() {
        const wanted = new URLSearchParams(location.search).get("group");
        const asked = this.#asked = `${wanted}`;
        try {
            const groups = await ask("/api/v1/groups");
            const group = groups.find(({ id }) => String(id) === wanted) ?? groups[0];
            const told = group && await ask(`/api/v1/groups/${group.id}/days`);
            if (asked === this.#asked) this.#show(groups, told);
        } catch (error) {
            if (asked === this.#asked) say(this.find("groups-note"), error.message);
        }
    }

    close() {
        this.#asked = null;
    }

    show() {} // nothing of a group is live

    #show(groups, told) {
        const { find } = this;
        find("groups-nothing").hidden = groups.length > 0;
        this.#choices(groups, told?.group.id);
        const some = Boolean(told?.days.length);
        find("groups-pictures").hidden = !some;
        say(find("groups-note"), told && !some ? waits(told) : "");
        if (!some) return;
        const last = told.days.at(-1);
        for (const [name, picture] of this.pictures) {
            const { say: value, name: title } = FIGURES[name];
            const mean = told.trend.at(-1)[name];
            const words = mean === null
                ? t("Fewer than five people on each day of the week up to {day}", { day: longDate(last.on) })
                : t("{value} in the mean of the week up to {day}", { value: value(mean), day: longDate(last.on) });
            say(find(`groups-${name}-sub`), words);
            picture.show(told, t("{figure} of {group}, day by day. {words}.", { figure: title, group: told.group.name, words }));
        }
        const rows = told.days.map((day) => [
            longDate(day.on),
            ...Object.entries(FIGURES).map(([name, { say: value }]) => (day[name] === null ? t("fewer than five") : value(day[name]))),
        ]);
        const heads = [t("Day"), ...Object.values(FIGURES).map(({ name }) => name)];
        const caption = t("{group}, the last day first; where it says fewer than five, nothing is told", { group: told.group.name });
        find("groups-table").replaceChildren(table(caption, heads, rows.reverse()));
    }

    /** The group's name, or a list where there are several. */
    #choices(groups, chosen) {
        const place = this.find("groups-choice");
        place.hidden = !groups.length;
        if (groups.length < 2) {
            place.replaceChildren(...groups.map(({ name }) => Object.assign(document.createElement("span"), { className: "tag", textContent: name })));
            return;
        }
        const list = document.createElement("select");
        list.setAttribute("aria-label", t("Group"));
        for (const { id, name } of groups) list.add(new Option(name, id, false, id === chosen));
        list.addEventListener("change", () => this.go(`/groups?group=${list.value}`));
        const had = place.contains(document.activeElement);
        place.replaceChildren(list);
        if (had) list.focus();
    }
}

/** Why there is no day yet. */
function waits({ starts, settles_days: settles, group: { name: group } }) {
    if (!starts) return t("Nobody counts in {group} yet. Who is in it when a month begins counts from then on.", { group });
    const day = longDate(starts);
    const told = longDate(after(starts, settles));
    return t("The first day of {group} is {day}. It is told on {told}.", { group, day, told });
}
