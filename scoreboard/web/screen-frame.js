// The frame of a screen's picture: turned, inside its margins, its part of a wall, in its theme and brightness.

import { make, setAttribute, setStyle } from "../../static/lib/html.js";
import { placeOf, reachOf, zoomOf } from "../../static/lib/screen-geometry.js";

export class ScreenFrame {
  constructor() {
    this.picture = make("div.screen-picture");
    this.inner = make("div.screen-inner", {}, this.picture);
    this.dim = make("div.screen-dim");
    this.turned = make("div.screen-turned", {}, this.inner);
    this.element = make("div.screen-frame", {}, this.turned, this.dim);
    /** @type {import("../../static/lib/screen-geometry.js").Setting} */
    this.setting = {};
  }

  /** @param {import("../../static/lib/screen-geometry.js").Setting} setting */
  set(setting) {
    this.setting = setting;
    this.measure();
  }

  /** @returns {"dark" | "light"} */
  get room() {
    return this.setting.theme === "light" ? "light" : "dark";
  }

  get reach() {
    return reachOf(this.setting);
  }

  get zoom() {
    return zoomOf(this.setting);
  }

  measure() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    const place = placeOf(this.setting, width, height);
    setAttribute(this.element, "data-room", this.setting.theme === "light" ? "light" : null);
    setStyle(this.turned, {
      width: px(place.width),
      height: px(place.height),
      transform: `translate(-50%, -50%) rotate(${place.turn}deg)`,
    });
    setStyle(this.inner, { inset: `${px(place.top)} ${px(place.left)}` });
    setStyle(this.picture, {
      width: px(place.picture.width),
      height: px(place.picture.height),
      transform: `translate(${px(place.picture.left)}, ${px(place.picture.top)})`,
    });
    setStyle(this.dim, { opacity: 1 - (this.setting.brightness ?? 100) / 100 });
  }
}

/** @param {number} length */
function px(length) {
  return `${length}px`;
}
