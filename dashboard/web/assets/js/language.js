// What a person reads, in that person's language: `t("You sat for {span}.", { span: "5 min" })`.
//
// A text is whole, its own id, and English; what changes in it stands in braces. Texts are not put together from pieces.

const texts = {};

/** The text in the reader's language, with its values. */
export function t(text, values = {}) {
    return (texts[text] ?? text).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}
