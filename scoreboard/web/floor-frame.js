// What the boards of the floor share: the head with the heat on its plate, and how a heat is named; no tile stands here.

import { dotted, say } from "../../static/lib/i18n.js";
import { bilingual } from "./bilingual.js";
import { BoardHead } from "./board-head.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

export class FloorHead extends BoardHead {
  constructor() {
    super(bilingual("p.floor-heat", { role: "status" }));
  }

  /**
   * @param {any} state
   * @param {(language: Language) => string} heat what stands on the plate, "" for none
   * @param {boolean} both
   */
  update(state, heat, both) {
    const texts = {
      whose: (/** @type {Language} */ one) => say(state.competition.title, one),
      title: (/** @type {Language} */ one) => titleText(state, one),
      plate: heat,
    };
    this.write(texts, both);
    this.plate.hidden = heat("zh") === "";
  }
}

/** Event, round, and the module that is worked on where there are several. @param {any} state @param {Language} one */
function titleText(state, one) {
  const module = state.modules.find((/** @type {any} */ of) => of.id === state.module);
  const parts = [say(state.event.title, one), say(state.round.title, one)];
  if (state.modules.length > 1 && module) parts.push(say(module.title, one));
  return parts.join(one === "zh" ? "·" : " · ");
}

/** The heat of that number in a state. @param {any} state @param {number} heat */
export function heatOf(state, heat) {
  return (state.heats ?? Object.values(state.rows)).find((/** @type {any} */ one) => one.heat === heat);
}

/** A heat's name, and its time where it has one. @param {any} heat @param {Language} one */
export function heatText(heat, one) {
  return dotted([say(heat?.title, one), heat?.starts_at], one);
}
