// Layers of blind numbers as a page reads them from the server's answer: how far they are, and whose turn it is. Pure.

/**
 * @typedef {"entry" | "station" | "work"} LayerKind
 * @typedef {{layer: LayerKind, floor: boolean, drawn: boolean, count?: number, commitment?: string, position?: number,
 *   by?: string, open?: boolean, handing_out?: number | null, seed?: string}} Layer
 * @typedef {{layer: LayerKind, by: string, role: string, name: string, waits: number | null}} Asked
 * @typedef {{id: string, title: any, event: {id: string, title: any}, phase: string, begun: boolean,
 *   modules: {id: string, title: any}[], on_spot: string[], layers: Layer[], asked?: Asked}} SealedRound
 * @typedef {{role: string, id: string}} Person
 */

/** In the order in which they are drawn. @type {LayerKind[]} */
export const KINDS = ["entry", "station", "work"];

/**
 * How far the layers of a round are.
 *
 * @param {SealedRound} round
 * @returns {"none" | "drawing" | "sealed" | "asked" | "opening" | "open"}
 */
export function stateOf({ layers, asked }) {
  if (layers.length === 0) return "none";
  if (asked) return "asked";
  if (layers.every((one) => one.open)) return "open";
  if (layers.some((one) => one.open)) return "opening";
  return layers.every((one) => one.drawn) ? "sealed" : "drawing";
}

/** The layer that is drawn next; undefined where all are, or a layer before still has to be. @param {SealedRound} round */
export function toDraw({ layers }) {
  return layers.find((one) => !one.drawn);
}

/**
 * Whether a layer can be drawn, or drawn again: the last one drawn and the one after it, while marks can still come.
 *
 * The server has the last word: it knows whether something rests on a number.
 *
 * @param {SealedRound} round
 * @param {Layer} layer
 */
export function mayDraw(round, layer) {
  const last = round.layers.findLast((one) => one.drawn);
  if (layer !== toDraw(round) && layer !== last) return false;
  if (layer.layer === "work" && !layer.floor) return round.phase === "open"; // after the run: who did not work has none
  return ["planned", "drawn"].includes(round.phase);
}

/** The layer that is opened next, once the round is closed. @param {SealedRound} round */
export function toOpen({ phase, layers }) {
  return phase === "closed" ? layers.findLast((one) => one.drawn && !one.open) : undefined;
}

/**
 * What somebody can do about the layer whose turn it is: ask for it, wait for the other one, confirm what was asked.
 *
 * @param {SealedRound} round
 * @param {Person} me
 * @returns {"ask" | "wait" | "confirm" | "side" | null} side: who asked is on the same side
 */
export function turnOf(round, me) {
  if (!toOpen(round)) return null;
  const { asked } = round;
  if (!asked || asked.waits === null) return "ask";
  if (asked.by === me.id && asked.role === me.role) return "wait";
  return (asked.role === "encryption") === (me.role === "encryption") ? "side" : "confirm";
}

/** What stands before a layer: the number it is drawn from, or the list of entries. @param {Layer[]} layers @param {Layer} of */
export function before(layers, of) {
  const at = layers.indexOf(of);
  return at > 0 ? layers[at - 1].layer : "names";
}

/** A seed in groups that a person can read aloud and type. @param {string} seed */
export function seedGroups(seed) {
  return seed.match(/.{1,4}/g) ?? [];
}

/** Minutes and seconds. @param {number} seconds */
export function clockText(seconds) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}
