// Asking the desk. An answer that is none becomes an error with words for whoever sits there.

import { notice } from "./kept.js";
import { t } from "./language.js";

/** Return the JSON at `path`; with `fields` they are sent, as JSON too. Who is not logged in any more is sent there. */
export async function ask(path, fields = null, method = "POST") {
    const body = fields && { method, headers: { "content-type": "application/json" }, body: JSON.stringify(fields) };
    let answer;
    try {
        answer = await fetch(path, { ...body, headers: { accept: "application/json", ...body?.headers } });
    } catch {
        throw new Error(fields ? t("The desk does not answer. Please try again.") : t("The desk does not answer. It is asked again by itself."));
    }
    notice(answer);
    if (answer.status === 401) {
        location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
        throw new Error(t("You are not logged in any more"));
    }
    const told = await answer.json().catch(() => null);
    if (answer.ok && told !== null) return told;
    throw new Error(typeof told?.detail === "string" ? forPeople(told) : t("The desk answered {status}, which it should not", { status: answer.status }));
}

/** What went wrong without the name of the field, which is for programs: "url: this is no address" begins with "this". */
export const forPeople = ({ detail, field }) => (field && detail.startsWith(`${field}: `) ? detail.slice(field.length + 2) : detail);
