// Naming and placing one screen: at the desk in a dialog, on a phone as a page of its own after scanning the screen's code.

import { neededZoom, ZOOM_MAX } from "../../../static/lib/screen-geometry.js";
import { html, useSignal } from "../../../static/lib/ui.js";
import { fleet, fleetProblem, readFleet, useBoards, useFleet } from "./fleet.js";
import { useIntent } from "./intent.js";
import { Empty, Fault, Field, Form, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { isNew, LIMITS } from "./screen-rules.js";
import { go, route, toast } from "./store.js";
import { say, t } from "./words.js";

const NUMBERS = ["distance", "height", "brightness", "margin", "columns", "rows", "column", "row", "bezel"];
/** @type {Record<string, number>} */
const USUAL = { brightness: 100, columns: 1, rows: 1, column: 1, row: 1 };
/** A screen that was told no language speaks its browser's. */
const AS_BROWSER = "browser";

/** The page a phone comes to. */
export function ScreenView() {
  useFleet();
  const known = fleet.value;
  if (!known && fleetProblem.value)
    return html`<${Fault} problem=${fleetProblem.value} onRetry=${readFleet} />`;
  if (!known) return html`<${Wait} />`;
  const screen = known.screens.find((/** @type {any} */ one) => one.id === route.value.screen);
  if (!screen)
    return html`<div><${Head} title=${t("desk.view.screen")} /><${Empty} text=${t("desk.screens.gone")} /></div>`;
  return html`<div class="screen-page">
    <${Head} title=${isNew(screen) ? t("desk.screens.new_here") : screen.name} above=${screen.id.toUpperCase()}>
      <${FindButton} screen=${screen} />
    <//>
    <${ScreenForm} key=${screen.id} screen=${screen} known=${known} onDone=${() => go({ view: "screens" })} />
  </div>`;
}

/** Whoever holds the phone stands before a screen: is it this one? @param {any} props */
function FindButton({ screen }) {
  const intent = useIntent();
  async function send() {
    const body = { action: "identify", screens: [screen.id] };
    if (await intent.send("/api/v1/fleet/actions", body))
      toast(t("desk.screens.identified", { name: screen.name }));
  }
  return html`<button class="button button-small" onClick=${send}>${t("desk.screens.identify")}</button>`;
}

/** @param {any} props */
export function ScreenForm({ screen, known, onDone }) {
  const name = useSignal(isNew(screen) ? "" : screen.name);
  const show = useSignal("");
  const groups = useSignal(new Set(screen.groups ?? []));
  const options = useSignal(screen.options);
  const setting = useSignal(screen.setting ?? {});
  const intent = useIntent();
  const boards = useBoards();
  const address = `/api/v1/displays/${screen.id}`;
  async function send() {
    const body = {
      name: name.value.trim() || screen.name,
      groups: [...groups.value],
      options: options.value,
      setting: setting.value,
    };
    if (!(await intent.send(address, body, { method: "PATCH" }))) return;
    const [kind, item] = show.value.split(" ");
    const taken =
      !item ||
      (kind === "board" && (await intent.send(address, { board: item }, { method: "PATCH" }))) ||
      (await intent.send("/api/v1/fleet/actions", { action: "take", screens: [screen.id], [kind]: item }));
    readFleet();
    if (!taken) return;
    toast(t("desk.screens.saved", { name: body.name }));
    onDone();
  }
  return html`<${Form} onSend=${send}>
    <${Field} label=${t("desk.screens.name")} value=${name} maxlength="60" placeholder=${t("desk.screens.new_hint")} autofocus />
    <${Groups} known=${known} groups=${groups} />
    <div class="field">
      <label for="screen-shows">${t("desk.screens.shows")}</label>
      <select class="input" id="screen-shows" onChange=${(/** @type {any} */ event) => {
        show.value = event.currentTarget.value;
      }}>
        <option value="">${t("desk.screens.as_it_is")}</option>
        ${known.scenes.map((/** @type {any} */ one) => html`<option key=${one.id} value=${`scene ${one.id}`}>${say(one.title)}</option>`)}
        ${known.playlists.map((/** @type {any} */ one) => html`<option key=${one.id} value=${`playlist ${one.id}`}>${say(one.title)}</option>`)}
        <optgroup label=${t("desk.screens.boards")}>
          ${["standings", "teams", "delegations"].flatMap((kind) => boards(kind)).map((one) => html`<option key=${one.id} value=${`board ${one.id}`}>${one.text}</option>`)}
          ${boards("overview").map((one) => html`<option key=${one.id} value=${`board ${one.id}`}>${t("desk.screens.welcome", { competition: one.text })}</option>`)}
        </optgroup>
      </select>
    </div>
    <${Place} setting=${setting} options=${options} />
    <${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent}>${t("common.save")}<//>
      <span class="grow"></span>
      <${RemoveButton} screen=${screen} onDone=${onDone} />
    </div>
  <//>`;
}

/** @param {any} props */
function Groups({ known, groups }) {
  return html`<fieldset class="field row screen-groups">
    <legend class="label">${t("desk.screens.groups")}</legend>
    ${known.groups.map(
      (/** @type {any} */ group) => html`<label key=${group.id} class="tick">
        <input type="checkbox" checked=${groups.value.has(group.id)} onChange=${() => {
          const next = new Set(groups.value);
          if (!next.delete(group.id)) next.add(group.id);
          groups.value = next;
        }} />
        <span>${say(group.title)}</span>
      </label>`,
    )}
    <${NewGroup} onMade=${(/** @type {string} */ id) => {
      groups.value = new Set([...groups.value, id]);
    }} />
  </fieldset>`;
}

/** A group is made where it is missed: before the first screen that belongs to it. @param {any} props */
function NewGroup({ onMade }) {
  const [open, name] = [useSignal(false), useSignal("")];
  const intent = useIntent();
  async function send() {
    const zh = name.value.trim();
    if (!zh) return;
    const kept = await intent.send("/api/v1/groups", { title: { zh, en: "" } });
    await readFleet();
    if (!kept) return;
    onMade(kept.id);
    name.value = "";
    open.value = false;
  }
  if (!open.value)
    return html`<button type="button" class="button button-small" onClick=${() => {
      open.value = true;
    }}>${t("desk.screens.add_groups")}</button>`;
  return html`<span class="row new-group">
    <input class="input" aria-label=${t("desk.screens.group_name")} placeholder=${t("desk.screens.group_hint")} maxlength="60" value=${name}
      autofocus onInput=${(/** @type {any} */ event) => {
        name.value = event.currentTarget.value;
      }} onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        send();
      }} />
    <button type="button" class="button button-small" onClick=${send}>${t("desk.screens.add")}</button>
    <${IntentNotice} intent=${intent} />
  </span>`;
}

/** @param {any} props */
function Place({ setting, options }) {
  /** @param {Record<string, any>} more */
  const set = (more) => {
    setting.value = { ...setting.value, ...more };
  };
  const { language = AS_BROWSER, both = true } = options.value;
  const tooFar = neededZoom(setting.value) > ZOOM_MAX;
  return html`<details class="screen-place" open=${Object.keys(setting.value).length > 0}>
    <summary>${t("desk.screens.placing")}</summary>
    <div class="screen-fields">
      <${Choice} id="language" value=${language} of=${[AS_BROWSER, "zh", "en"]} onChoose=${(
        /** @type {string} */ value,
      ) => {
        const { language: _, ...rest } = options.value;
        options.value = value === AS_BROWSER ? rest : { ...rest, language: value };
      }} />
      <label class="tick">
        <input type="checkbox" checked=${both} onChange=${(/** @type {any} */ event) => {
          options.value = { ...options.value, both: event.currentTarget.checked };
        }} />
        <span>${t("desk.screens.both")}</span>
      </label>
      <${Choice} id="theme" value=${setting.value.theme ?? "dark"} of=${["dark", "light"]}
        onChoose=${(/** @type {string} */ value) => set({ theme: value })} />
      <${Choice} id="sound" value=${setting.value.sound ?? "off"} of=${["off", "chime", "voice"]}
        onChoose=${(/** @type {string} */ value) => set({ sound: value })} />
      <${Choice} id="turn" value=${String(setting.value.turn ?? 0)} of=${["0", "90", "180", "270"]}
        onChoose=${(/** @type {string} */ value) => set({ turn: Number(value) })} />
      ${NUMBERS.map(
        (id) => html`<label key=${id} class="field">
          <span>${t(`desk.screens.number.${id}`)}</span>
          <input class="input figures" type="number" inputmode="numeric" min=${LIMITS[id][0]} max=${LIMITS[id][1]} value=${setting.value[id] ?? USUAL[id] ?? 0}
            onChange=${(/** @type {any} */ event) => set({ [id]: Math.round(Number(event.currentTarget.value)) || 0 })} />
        </label>`,
      )}
    </div>
    ${tooFar && html`<p class="notice" data-state="warn">${t("desk.screens.too_far")}</p>`}
  </details>`;
}

/** @param {any} props */
function Choice({ id, value, of, onChoose }) {
  return html`<label class="field">
    <span>${t(`desk.screens.choice.${id}`)}</span>
    <select class="input" onChange=${(/** @type {any} */ event) => onChoose(event.currentTarget.value)}>
      ${of.map((/** @type {string} */ one) => html`<option key=${one} value=${one} selected=${one === value}>${t(`desk.screens.${id}_${one}`)}</option>`)}
    </select>
  </label>`;
}

/** Asked twice in one place: a screen that is still there only gets a new code. @param {any} props */
function RemoveButton({ screen, onDone }) {
  const sure = useSignal(false);
  const intent = useIntent();
  async function send() {
    if (!sure.value) {
      sure.value = true;
      return;
    }
    const gone = await intent.send(
      `/api/v1/displays/${screen.id}`,
      {},
      { method: "DELETE", body: undefined },
    );
    readFleet();
    if (gone) onDone();
  }
  return html`<button type="button" class="button button-danger" onClick=${send}>
    ${t(sure.value ? "desk.screens.remove_sure" : "desk.screens.remove")}
  </button>`;
}
