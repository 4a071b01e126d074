// The desk itself: how long it keeps what, and copies of its store.

import { ask } from "../api.js";
import { number, t } from "../language.js";
import { say } from "../svg.js";
import { timeOfDay } from "../words.js";
import { rows } from "./telling.js";

const SHOWN = 5;
const megabytes = (bytes) => t("{size} MB", { size: number(bytes / 1e6, 1) });
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function kept({ days, beyond }) {
    const span = days ? t("{days} days", { days }) : t("for ever");
    return beyond ? t("{span}; {beyond} rows are older and go within the hour", { span, beyond }) : span;
}

export class Desk {
    constructor(find) {
        this.find = find;
        this.copy = find("set-copy");
        this.copy.addEventListener("click", () => this.#copy());
    }

    async open() {
        try {
            const told = await ask("/api/v1/desk");
            rows(this.find("set-keeping"), [
                [t("Minutes"), kept(told.minutes)],
                [t("Events, such as sitting down"), kept(told.events)],
                [t("Quarters of an hour"), kept(told.quarters)],
                [t("Days and sitting bouts"), t("for ever")],
            ]);
            this.#show(told);
        } catch (error) {
            say(this.find("set-copy-said"), error.message);
        }
    }

    #show({ now_ms: nowMs, folder, backups, database }) {
        this.copy.disabled = folder === null;
        if (folder === null) {
            rows(this.find("set-copies"), [[database, t("is copied by its own program, pg_dump")]]);
            return;
        }
        const shown = backups.slice(0, SHOWN).map(({ name, made_ms: madeMs, bytes }) =>
            [timeOfDay(madeMs, zone, nowMs), t("{name}, {size}", { name, size: megabytes(bytes) })]);
        if (backups.length > SHOWN) shown.push([t("Older ones"), String(backups.length - SHOWN)]);
        if (!shown.length) shown.push([t("Last backup"), t("none was made here yet")]);
        rows(this.find("set-copies"), [...shown, [t("Folder"), folder]]);
    }

    async #copy() {
        const place = this.find("set-copy-said");
        this.copy.disabled = true;
        say(place, t("Copying; everything goes on meanwhile …"));
        try {
            const { name, bytes } = await ask("/api/v1/desk/backups", {});
            say(place, t("Copied and checked: {name}, {size}.", { name, size: megabytes(bytes) }));
            await this.open();
        } catch (error) {
            say(place, t("No backup was made: {why}", { why: error.message }));
        }
        this.copy.disabled = false;
        if (document.activeElement === document.body) this.copy.focus();
    }
}
