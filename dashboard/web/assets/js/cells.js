// The four load cells: their names, and which of them can be believed.

export const CORNERS = ["front_left", "front_right", "rear_left", "rear_right"];

/** These still measure: one that drifts or contradicts the others is only doubted. */
export const DOUBTED = ["drifting", "contradicts"];

/** Whether a cell gives readings that can be used. */
export const works = (cell) => cell === undefined || ["ok", ...DOUBTED].includes(cell);
