// How several screens stand in the hall, changed in one step: light, language, sound, margins, and one picture over many.

import { html, useSignal } from "../../../static/lib/ui.js";
import { readFleet } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Choice, Dialog, Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { byName, LIMITS, oneLanguage, swapped, wallShapes } from "./screen-rules.js";
import { toast } from "./store.js";
import { t } from "./words.js";

const ACTIONS = "/api/v1/fleet/actions";
/** @type {Record<string, string[]>} */
const CHOICES = { theme: ["dark", "light"], language: ["zh", "en"], sound: ["off", "chime", "voice"] };
const NUMBERS = ["brightness", "margin", "distance", "height"];

/** @param {{screens: any[], wall: boolean, onClose: () => void}} props wall: they may become one */
export function TogetherDialog({ screens, wall, onClose }) {
  return html`<${Dialog} title=${t("desk.screens.together_of", { n: screens.length })} onClose=${onClose}>
    <${Looks} screens=${screens} onDone=${onClose} />
    ${wall && screens.length > 1 && html`<${WallForm} screens=${screens} onDone=${onClose} />`}
  <//>`;
}

/** What is left empty stays as it is on each screen. @param {any} props */
function Looks({ screens, onDone }) {
  const values = Object.fromEntries(
    [...Object.keys(CHOICES), ...NUMBERS].map((name) => [name, useSignal("")]),
  );
  const intent = useIntent();
  const said = (/** @type {string[]} */ names) => names.filter((name) => values[name].value !== "");
  async function send() {
    const setting = Object.fromEntries([
      ...said(["theme", "sound"]).map((name) => [name, values[name].value]),
      ...said(NUMBERS).map((name) => [name, Math.round(Number(values[name].value))]),
    ]);
    const options = Object.fromEntries(said(["language"]).map((name) => [name, values[name].value]));
    const ids = screens.map((/** @type {any} */ one) => one.id);
    const done = await intent.send(ACTIONS, { action: "adjust", screens: ids, setting, options });
    await readFleet();
    if (!done) return;
    toast(t("desk.screens.done.adjust"));
    onDone();
  }
  return html`<${Form} onSend=${send}>
    <div class="screen-fields">
      ${Object.entries(CHOICES).map(([name, of]) => {
        const texts = of.map((one) => [one, t(`desk.screens.${name}_${one}`)]);
        const options = [["", t("desk.screens.as_it_is")], ...texts];
        return html`<${Choice} key=${name} id=${`together-${name}`} label=${t(`desk.screens.choice.${name}`)} value=${values[name]} options=${options} />`;
      })}
      ${NUMBERS.map((name) => {
        const [low, high] = LIMITS[name];
        return html`<${Field} key=${name} label=${t(`desk.screens.number.${name}`)} value=${values[name]} type="number" inputmode="numeric"
          min=${low} max=${high} placeholder=${t("desk.screens.as_it_is")} />`;
      })}
    </div>
    <${IntentNotice} intent=${intent} />
    <div class="row"><${IntentButton} intent=${intent}>${t("common.save")}<//></div>
  <//>`;
}

/** Who stands where; of two that are touched one after the other each takes the other's place. @param {any} props */
function WallPlan({ order, names, columns }) {
  const lifted = useSignal("");
  /** @param {string} id */
  function touch(id) {
    order.value = swapped(order.value, lifted.value, id);
    lifted.value = lifted.value ? "" : id;
  }
  return html`<ol class="wall-plan" style=${{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
    ${order.value.map(
      (/** @type {string} */ id) => html`<li key=${id}>
        <button type="button" class="one-line" aria-pressed=${lifted.value === id} onClick=${() => touch(id)}>${names.get(id)}</button>
      </li>`,
    )}
  </ol>`;
}

/** One picture over the screens that are ticked, by their names from the top left until they are swapped. @param {any} props */
function WallForm({ screens, onDone }) {
  const shapes = wallShapes(screens.length);
  const columns = useSignal(String(shapes[0]?.columns ?? ""));
  const bezel = useSignal("0");
  const order = useSignal([...screens].sort(byName).map((one) => one.id));
  const intent = useIntent();
  if (!shapes.length) return html`<p class="quiet">${t("desk.screens.no_wall", { n: screens.length })}</p>`;
  const names = new Map(screens.map((/** @type {any} */ one) => [one.id, one.name]));
  const ids = order.value;
  async function send() {
    const body = {
      action: "wall",
      screens: ids,
      columns: Number(columns.value),
      bezel: Number(bezel.value),
      options: oneLanguage(screens, ids[0]),
    };
    const done =
      (await intent.send(ACTIONS, body)) &&
      (await intent.send(ACTIONS, { action: "identify", screens: ids }));
    await readFleet();
    if (!done) return;
    toast(t("desk.screens.done.wall"));
    onDone();
  }
  const options = shapes.map((one) => [
    String(one.columns),
    t("desk.screens.wall_shape", { columns: one.columns, rows: one.rows }),
  ]);
  return html`<${Form} onSend=${send} class="wall-form">
    <h3>${t("desk.screens.wall")}</h3>
    <div class="pair">
      <${Choice} id="wall-shape" label=${t("desk.screens.wall_as")} value=${columns} options=${options} />
      <${Field} label=${t("desk.screens.number.bezel")} value=${bezel} type="number" inputmode="numeric" min="0" max="100" />
    </div>
    <${WallPlan} order=${order} names=${names} columns=${columns.value} />
    <p class="quiet">${t("desk.screens.wall_text")}</p>
    <${IntentNotice} intent=${intent} />
    <div class="row"><${IntentButton} intent=${intent}>${t("desk.screens.wall_make")}<//></div>
  <//>`;
}
