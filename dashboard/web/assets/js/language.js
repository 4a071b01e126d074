// What a person reads, in that person's language: `t("You sat for {span}.", { span: "5 min" })`.
//
// A text is whole, its own id, and English; what changes in it stands in braces. Texts are not put together from pieces.
// The collector (python -m dashboard.locale) finds literals only: `t(name)` would never be translated.

const page = document.documentElement;
const ENGLISH = { default: {}, plural: (n) => Number(n !== 1) };

/** The texts by their English, and which of two or more forms a number takes. Without them it is all English. */
const { default: texts, plural } = page.dataset.words ? await import(page.dataset.words).catch(() => ENGLISH) : ENGLISH;

/** What Intl writes dates and numbers by. */
export const locale = page.lang === "en" ? "en-GB" : page.lang;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

/** The text in the reader's language, with its values. */
export function t(text, values = {}) {
    return fill(texts[text] ?? text, values);
}

/** The text for so many; `{n}` in it is the number. `tn("{n} bout", "{n} bouts", 4)` */
export function tn(one, many, count, values = {}) {
    return fill((texts[one] ?? [one, many])[plural(count)], { n: number(count), ...values });
}

/** A number as the language writes it, with so many decimals. */
export function number(value, decimals = 0) {
    return new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A list in words: "a", "a and b", "a, b and c". */
export const list = (parts, type = "conjunction") => new Intl.ListFormat(locale, { type }).format(parts);
