// Drawing without a library.

const NAMESPACE = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children; text only ever as text. */
export function svg(name, attributes = {}, ...children) {
    const element = document.createElementNS(NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
}

/** The hatching for what is not known; `id` must be unique in the page. */
export function hatch(id) {
    const line = svg("path", { d: "M0 0V8", class: "hatch-line" });
    const size = { width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    return svg("defs", {}, svg("pattern", { id, ...size }, line));
}

/** Which of so many days have their date below them: the last, and from there back in equal steps, `least` pixels or more. */
export function dated(count, width, least) {
    const step = Math.max(1, Math.ceil((least * Math.max(1, count - 1)) / Math.max(1, width)));
    return Array.from({ length: Math.ceil(count / step) }, (_, n) => count - 1 - n * step).reverse();
}

/** Set a text only when it changed: less work, and nothing is announced twice. */
export function say(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
}

/**
 * Draw anew when a place has got another width than it was last drawn with: when the window changes, or when what was hidden
 * is shown. Returns the way to ask for its width in order to draw.
 */
export function widthOf(place, draw) {
    let drawn = 0;
    new ResizeObserver(() => { if (place.clientWidth !== drawn) draw(); }).observe(place);
    return () => (drawn = place.clientWidth);
}
