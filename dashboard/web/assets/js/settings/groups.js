// Which groups there are. Who is in which is chosen with each person.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { make, sure } from "./making.js";

const GROUPS = "/api/v1/groups";

/** A box for each group, checked where the person is in it. */
export function inGroups(person, groups) {
    const boxes = groups.map(({ id, name }) => make("label", {},
        make("input", { type: "checkbox", value: id, checked: person.groups.includes(id) }), name));
    return make("fieldset", { className: "set-in", hidden: !groups.length }, make("legend", { textContent: t("Groups") }), ...boxes);
}

/** The numbers of the groups that are checked. */
export const chosen = (boxes) => [...boxes.querySelectorAll(":checked")].map(({ value }) => Number(value));

export class Groups {
    all = [];

    constructor(find, changed) {
        this.find = find;
        this.changed = changed;
        find("set-group-form").addEventListener("submit", (event) => { event.preventDefault(); this.#make(); });
    }

    async ask() {
        this.all = await ask(GROUPS);
        this.find("set-groups").replaceChildren(...this.all.map((group) => this.#row(group)));
        this.find("set-group").disabled = false;
    }

    #row({ id, name }) {
        const away = sure(t("Remove"), t("Really remove {name}?", { name }), () =>
            this.#do(() => ask(`${GROUPS}/${id}`, {}, "DELETE"), t("{name} is no group any more.", { name })));
        return make("li", {}, make("span", { textContent: name }), away);
    }

    async #make() {
        const field = this.find("set-group-name");
        const name = field.value.trim();
        if (!name) {
            say(this.find("set-groups-said"), t("Give a name."));
        } else if (await this.#do(() => ask(GROUPS, { name }), t("{name} is a group. Choose above who is in it.", { name }))) {
            field.value = "";
        }
        field.focus();
    }

    async #do(asking, done) {
        const said = this.find("set-groups-said");
        say(said, "");
        try {
            await asking();
            await this.changed();
            say(said, done);
            return true;
        } catch (error) {
            say(said, t("Not done: {why}", { why: error.message }));
            return false;
        }
    }
}
