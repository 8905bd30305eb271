// A small picture of a screen: the screens' own page in a frame, told what to show, scaled down. What it shows is said by others.

import { html, useEffect, useRef, useSignal } from "../../../static/lib/ui.js";

const PREVIEW = "/display/preview";
/** A picture is there before it is scrolled to. */
const NEAR = "400px 0px";

/**
 * @param {{told: any, width: number, height: number, label: string}} props told: as docs/protocol.md has it; width and
 *   height: of the screen in CSS pixels
 */
export function ScreenPicture({ told, width, height, label }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const frame = useRef(/** @type {HTMLIFrameElement | null} */ (null));
  const ready = useRef(false);
  const said = useRef(told);
  said.current = told;
  const near = useNear(box);
  // A frame that was taken away and comes back has to say anew that it listens.
  if (!near) ready.current = false;

  const tell = () => {
    if (ready.current) frame.current?.contentWindow?.postMessage({ told: said.current }, location.origin);
  };
  useEffect(() => {
    /** @param {MessageEvent} event */
    const hear = (event) => {
      if (event.source !== frame.current?.contentWindow || event.data !== "jinchui.preview") return;
      ready.current = true;
      tell();
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  const key = JSON.stringify(told);
  useEffect(tell, [key]);
  useEffect(() => {
    const fit = () => {
      const element = box.current;
      if (element) element.style.setProperty("--scale", String(element.clientWidth / width));
    };
    const watch = new ResizeObserver(fit);
    if (box.current) watch.observe(box.current);
    fit();
    return () => watch.disconnect();
  }, [width, height]);
  return html`<div class="screen-picture-box" ref=${box} style=${{ aspectRatio: `${width} / ${height}` }}>
    ${
      near &&
      html`<iframe ref=${frame} src=${PREVIEW} title=${label} tabindex="-1"
        style=${{ width: `${width}px`, height: `${height}px` }}></iframe>`
    }
  </div>`;
}

/**
 * Whether an element is in the window or near it: two hundred pictures that nobody sees would be two hundred pages.
 *
 * @param {{current: HTMLElement | null}} box
 * @returns {boolean}
 */
function useNear(box) {
  const near = useSignal(false);
  useEffect(() => {
    const watch = new IntersectionObserver(
      (seen) => {
        near.value = seen.at(-1)?.isIntersecting ?? false;
      },
      { rootMargin: NEAR },
    );
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return near.value;
}

/**
 * What a screen's report says, as a screen would be told it: the picture is drawn from what the screen shows.
 *
 * @param {any} screen of the fleet, with a report
 * @param {string} house the competition whose look it has where it shows none
 */
export function toldByReport(screen, house) {
  const { report } = screen;
  const step = { seconds: 0, layout: report.layout, zones: report.zones };
  return {
    name: screen.name,
    board: "",
    options: { language: report.language, both: screen.options.both ?? true },
    identify: 0,
    house,
    setting: { ...screen.setting, theme: report.theme },
    ...(report.zones.length ? { show: { kind: "scene", id: report.show, since: 0, steps: [step] } } : {}),
    ...(report.over === "blank" ? { blank: true } : {}),
    ...(report.over === "notice" ? { notice: screen.notice ?? { text: {}, since: 0 } } : {}),
    ...(report.over === "emergency" ? { emergency: screen.emergency ?? { text: {}, since: 0 } } : {}),
  };
}

/**
 * A scene or playlist as a screen would be told it: the preview before it is taken.
 *
 * @param {any} item
 * @param {any[]} scenes
 * @param {string} house as in `toldByReport`
 */
export function toldByItem(item, scenes, house) {
  const steps = item.steps
    ? item.steps.flatMap((/** @type {any} */ step) => {
        const scene = scenes.find((one) => one.id === step.scene);
        return scene ? [{ ...scene, seconds: step.seconds }] : [];
      })
    : [{ ...item, seconds: 0 }];
  const show = { kind: "scene", id: item.id, since: 0, steps };
  return { name: "", board: "", options: {}, identify: 0, house, show };
}
