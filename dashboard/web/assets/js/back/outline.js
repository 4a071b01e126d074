// The body outline, front and back, in our own hand: regions that can be pressed.
//
// Left and right are the person's own. From behind they are where the reader has them too; from the front they change.

import { svg } from "../svg.js";

const MIDDLE = 60;
const BACK = {
    neck: "M53 40H67L69 52H51Z",
    "left-shoulder": "M49 54L41 55Q29 58 29 72L45 76Q46 62 49 54Z",
    "upper-back": "M51 54H69Q72 64 75 76L84 75V91H36V75L45 76Q48 64 51 54Z",
    "middle-back": "M36 93H84Q82 106 82 119H38Q38 106 36 93Z",
    "lower-back-left": "M38 121H51V147H35Q36 133 38 121Z",
    "lower-back-middle": "M53 121H67V147H53Z",
    "left-buttock": "M35 149H59V172Q45 178 34 168Z",
    "left-thigh": "M34 171Q45 180 58 175L56 226H40Q35 198 34 171Z",
    "left-lower-leg": "M40 229H56Q56 258 53 286L54 292Q46 299 37 293L43 286Q39 258 40 229Z",
};
const FRONT = {
    neck: BACK.neck,
    "right-shoulder": BACK["left-shoulder"],
    "right-hip": "M35 143H51Q53 157 57 171Q44 177 34 166Z",
    "right-thigh": BACK["left-thigh"],
    "right-lower-leg": BACK["left-lower-leg"],
};
const TRUNK = "M51 50H69L70 53L80 55Q91 58 91 74L84 90Q81 118 86 148L86 172H34V148Q39 118 36 90L29 74Q29 58 40 55L50 53Z";
const ARM = "M35 70Q27 104 25 122L20 156";

/** The other side of a path: every x about the middle. All of its letters take pairs but H and V. */
function mirrored(path) {
    return path.replace(/([MLQ])([^MLQHVZ]+)|H([\d.]+)/g, (all, letter, points, x) => {
        if (x !== undefined) return `H${2 * MIDDLE - Number(x)}`;
        const numbers = points.trim().split(/[ ,]+/).map(Number);
        return letter + numbers.map((number, at) => (at % 2 ? number : 2 * MIDDLE - number)).join(" ");
    });
}

function twin(id) {
    const other = { left: "right", right: "left" };
    return id.replace(/left|right/, (side) => other[side]);
}

function regions(half) {
    return Object.entries(half).flatMap(([id, path]) => (/left|right/.test(id) ? [[id, path], [twin(id), mirrored(path)]] : [[id, path]]));
}

function figure(half, name, dx) {
    const still = [
        svg("circle", { cx: MIDDLE, cy: 23, r: 16, class: "body-shape" }),
        svg("path", { d: TRUNK, class: "body-shape" }),
        ...[ARM, mirrored(ARM)].map((d) => svg("path", { d, class: "body-arm" })),
    ];
    const pressed = regions(half).map(([id, d]) => svg("path", { d, class: "region", "data-place": id }));
    const text = svg("text", { x: MIDDLE, y: 320, class: "body-name" }, name);
    return svg("g", { transform: `translate(${dx} 0)` }, ...still, ...pressed, text);
}

/** The whole picture; `names` are what the two figures are called. */
export function outline(names) {
    return svg("svg", { viewBox: "0 0 270 328", class: "body-outline" }, figure(BACK, names.back, 0), figure(FRONT, names.front, 150));
}

/** Every place that the picture shows. */
export const SHOWN = [...new Set([...regions(BACK), ...regions(FRONT)].map(([id]) => id))];
