// All that a person wrote, brought back from a file or deleted.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";

export class OwnWords {
    /** `onChange()` when something came or went. */
    constructor(find, onChange) {
        Object.assign(this, { find, onChange });
        this.dialog = find("forget");
        find("words-file").addEventListener("change", () => this.#bring());
        find("words-delete").addEventListener("click", () => { say(find("forget-wrong"), ""); this.dialog.showModal(); });
        find("forget-cancel").addEventListener("click", () => this.dialog.close());
        find("forget-sure").addEventListener("click", () => this.#forget());
    }

    async #bring() {
        const field = this.find("words-file");
        const file = field.files[0];
        if (!file) return;
        try {
            const type = file.name.endsWith(".zip") ? "application/zip" : "application/x-ndjson";
            const answer = await fetch("/api/v1/me/import", { method: "POST", body: file, headers: { "content-type": type } });
            const told = await answer.json();
            if (!answer.ok) throw new Error(told.detail);
            say(this.find("words-said"), told.refused
                ? t("Entries that came back: {count}. Lines that are none: {refused}.", { count: told.diary, refused: told.refused })
                : t("Entries that came back: {count}.", { count: told.diary }));
            await this.onChange();
        } catch (error) {
            say(this.find("words-said"), t("Nothing came back: {why}", { why: error.message }));
        }
        field.value = ""; // so that the same file can be chosen again
    }

    async #forget() {
        try {
            await ask("/api/v1/me/data", { confirm: "diary" }, "DELETE");
        } catch (error) {
            say(this.find("forget-wrong"), t("Nothing was deleted: {why}", { why: error.message }));
            return;
        }
        this.dialog.close();
        say(this.find("words-said"), t("Deleted. Delete the copies too that were made before."));
        await this.onChange();
    }
}
