// Who may log in, and who is in which group: for owners who logged in themselves. A password is made by the desk, and shown once.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { Groups, chosen, inGroups } from "./groups.js";
import { button, make, sure } from "./making.js";

const PEOPLE = "/api/v1/people";
const ROLES = { owner: t("Owner"), member: t("Member"), viewer: t("Viewer") };

const ID = /^[a-z0-9_-]{1,32}$/;

/** The ids in a text. Throws words for what can be none. */
function ids(text) {
    const found = [...new Set(text.trim().split(/[\s,]+/).filter(Boolean))];
    const wrong = found.find((id) => !ID.test(id));
    if (wrong) throw new Error(t("{wrong} is no chair's id: 1 to 32 of a-z, 0-9, _ and -.", { wrong }));
    return found;
}

/** Offer the chairs that the desk knows, each behind the ids that stand in the field already: a list offers whole values. */
function offer(list, input, known) {
    const had = input.value.split(/[\s,]+/).slice(0, -1).filter(Boolean);
    const others = known.filter(({ id }) => !had.includes(id));
    list.replaceChildren(...others.map(({ id, name }) => new Option(name, [...had, id].join(" "))));
}

/** A chair that nobody heard may be misspelt, or come later: then it is said. */
function unknown({ id }, people, known) {
    const chairs = people.find((person) => person.id === id)?.chairs ?? [];
    const never = chairs.filter((chair) => !known.some((each) => each.id === chair));
    return never.length ? t("Not heard of so far: {chairs}.", { chairs: never.join(", ") }) : "";
}

/** A field under its name. */
function labelled(text, input) {
    return make("div", { className: "field" }, make("label", { htmlFor: input.id, textContent: text }), input);
}

export class People {
    constructor(find) {
        this.find = find;
        this.list = find("set-people");
        this.said = find("set-people-said");
        this.save = find("set-new");
        this.groups = new Groups(find, () => this.#again());
        this.known = []; // chairs that the desk has heard of
        for (const event of ["focusin", "input"]) {
            find("set-people-of-card").addEventListener(event, ({ target }) => {
                if (target.list) offer(find("set-known-chairs"), target, this.known);
            });
        }
        find("set-new-form").noValidate = true;
        find("set-new-form").addEventListener("submit", (event) => { event.preventDefault(); this.#letIn(); });
    }

    /** Ask who there is. */
    async open() {
        this.#showPassword(null);
        say(this.said, "");
        try {
            await this.#again();
            this.save.disabled = false;
        } catch (error) {
            say(this.said, error.message);
        }
    }

    async #again(open = null) {
        const [told, known] = await Promise.all([ask(PEOPLE), ask("/api/v1/chairs"), this.groups.ask()]);
        [this.people, this.known] = [told.people, known];
        this.#show(told.people, open);
    }

    #show(people, open = null) {
        this.list.replaceChildren(...people.map((person) => this.#row(person, person.id === open)));
    }

    #row(person, open) {
        const { id, name, role, chairs, you } = person;
        const whose = chairs.join(" ") || (role === "owner" ? t("every chair") : t("no chair"));
        const summary = make("summary", {},
            make("strong", { textContent: you ? t("{name} (you)", { name }) : name }),
            make("span", { textContent: ROLES[role] }), make("span", { textContent: whose }));
        const select = make("select", { id: `set-role-${id}`, className: "input", disabled: you });
        for (const [key, text] of Object.entries(ROLES)) select.add(new Option(text, key));
        select.value = role;
        const input = make("input", { id: `set-chairs-${id}`, className: "input", type: "text", value: chairs.join(" "), autocomplete: "off" });
        const among = inGroups(person, this.groups.all);
        input.setAttribute("list", "set-known-chairs");
        const ways = make("div", { className: "set-buttons" }, button(t("Save"), () => this.#change(id, () => ({
            chairs: ids(input.value), groups: chosen(among), ...(you ? {} : { role: select.value }),
        }), t("Saved: {name}.", { name }))));
        if (!you) {
            ways.append(
                button(t("Make a new password"), () => this.#change(id, () => ({ new_password: true }), t("{name} is logged out everywhere.", { name }))),
                this.#out(id, name),
            );
        }
        const fields = make("div", { className: "set-fields" }, labelled(t("Role"), select), labelled(t("Chairs"), input));
        return make("li", {}, make("details", { open }, summary, fields, among, ways));
    }

    /** A button that asks once more before somebody is shut out. */
    #out(id, name) {
        return sure(t("Shut out"), t("Really shut {name} out?", { name }), () =>
            this.#do(id, () => ask(`${PEOPLE}/${id}`, {}, "DELETE"), t("{name} is shut out. What the chairs measured stays.", { name })));
    }

    #change(id, fields, done) {
        return this.#do(id, () => ask(`${PEOPLE}/${id}`, fields(), "PATCH"), done);
    }

    async #letIn() {
        const name = this.find("set-new-name").value.trim();
        if (!name) {
            say(this.said, t("Give a name."));
            this.find("set-new-name").focus();
            return;
        }
        const fields = () => ({ name, role: this.find("set-new-role").value, chairs: ids(this.find("set-new-chairs").value) });
        if (await this.#do(null, () => ask(PEOPLE, fields()), t("{name} may log in.", { name }))) this.find("set-new-form").reset();
    }

    async #do(open, asking, done) {
        say(this.said, "");
        this.#showPassword(null);
        try {
            const told = await asking();
            await this.#again(open);
            if (document.activeElement === document.body) this.#back();
            if (told.password) this.#showPassword(told);
            say(this.said, [done, unknown(told, this.people, this.known)].filter(Boolean).join(" "));
            return true;
        } catch (error) {
            say(this.said, t("Not done: {why}", { why: error.message }));
            return false;
        }
    }

    /** What had the focus was drawn anew: give it to the same person, or to the first. */
    #back() {
        (this.list.querySelector("details[open] summary") ?? this.list.querySelector("summary"))?.focus();
    }

    #showPassword(told) {
        const place = this.find("set-password");
        if (!told) {
            place.replaceChildren();
            return;
        }
        place.replaceChildren(
            make("p", { textContent: t("The password of {name}, shown only now. It can be changed under Your account.", { name: told.name }) }),
            make("code", { textContent: told.password }),
        );
    }
}
