// Scenes and groups at the desk: a layout, what stands in each zone with its options, and how it will look.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { kinds, readFleet, useBoards } from "./fleet.js";
import { HallList, ItemForm, momentOf, textOfMoment } from "./hall-list.js";
import { useIntent } from "./intent.js";
import { bothTexts, IntentButton, IntentNotice, TitleFields } from "./parts.js";
import { ScreenPicture, toldByItem } from "./screen-picture.js";
import { useAnswer } from "./use-answer.js";
import { listed, say, t } from "./words.js";

/** @param {any} props */
export function ScenesPart({ known, chosen }) {
  // What makes them stays until all of them are made: the first is on the list before the last.
  const making = useSignal(false);
  return html`${(making.value || known.scenes.length === 0) && html`<${UsualScenes} making=${making} />`}
    <${Scenes} known=${known} chosen=${chosen} />`;
}

/** A hall that begins: standings of every round, a welcome, the programme, the ceremony that is on and a clock. */
/** @param {{making: import("../../../static/lib/ui.js").Signal<boolean>}} props */
function UsualScenes({ making }) {
  const intent = useIntent();
  const boards = useBoards();
  async function make() {
    making.value = true;
    let made = true;
    for (const scene of usual(boards)) made &&= Boolean(await intent.send("/api/v1/scenes", scene));
    await readFleet();
    making.value = !made;
  }
  return html`<p class="row usual-scenes">
    <${IntentButton} intent=${intent} onClick=${make}>${t("desk.screens.usual")}<//>
    <span class="quiet">${t("desk.screens.usual_text")}</span>
    <${IntentNotice} intent=${intent} />
  </p>`;
}

/** @param {(kind: string) => import("./fleet.js").BoardChoice[]} boards */
function usual(boards) {
  const one = (/** @type {any} */ title, /** @type {string} */ kind, /** @type {string} */ board) => ({
    title,
    layout: "full",
    zones: [{ kind, board, options: {} }],
  });
  /** @param {string} kind */
  const titleOf = (kind) => kinds.value.kinds.find((/** @type {any} */ known) => known.id === kind).title;
  /** @param {string} text */
  const named = (text) => ({ zh: text.slice(0, 60), en: text.slice(0, 60) });
  return [
    ...boards("standings").map(({ id, text }) => one(named(text), "standings", id)),
    ...boards("overview").map(({ id }) => one(titleOf("welcome"), "welcome", id)),
    ...boards("schedule").map(({ id }) => one(titleOf("schedule"), "schedule", id)),
    // It shows whichever ceremony is on, and until then that one is about to begin.
    ...boards("overview").map(({ id }) =>
      one(titleOf("ceremony"), "ceremony", id.replace("overview", "ceremony")),
    ),
    one(titleOf("clock"), "clock", ""),
  ];
}

/** @param {any} props */
function Scenes({ known, chosen }) {
  return html`<${HallList} kind="scenes" items=${known.scenes} known=${known} Editor=${SceneEditor}
    fresh=${() => ({ id: "", title: { zh: "", en: "" }, layout: "full", zones: [emptyZone()] })}
    about=${(/** @type {any} */ scene) => `${layoutOf(scene.layout)} · ${listed(scene.zones.map((/** @type {any} */ zone) => kindOf(zone.kind)))}`}
    onChoose=${(/** @type {any} */ scene) => {
      chosen.value = scene.id;
      scrollTo({ top: 0 });
    }} />`;
}

/** @param {any} props */
export function GroupsPart({ known }) {
  return html`<${HallList} kind="groups" items=${known.groups} known=${known} Editor=${GroupEditor}
    fresh=${() => ({ id: "", title: { zh: "", en: "" } })}
    about=${(/** @type {any} */ group) => t("desk.screens.count", { n: known.screens.filter((/** @type {any} */ one) => one.groups?.includes(group.id)).length })} />`;
}

/** @param {any} props */
function GroupEditor({ item, kind, onDone }) {
  const [zh, en] = [useSignal(item.title.zh), useSignal(item.title.en)];
  return html`<${ItemForm} kind=${kind} id=${item.id} onDone=${onDone} make=${() => ({ title: bothTexts(zh.value, en.value) })}>
    <${TitleFields} zh=${zh} en=${en} label=${t("desk.screens.title")} />
  <//>`;
}

function emptyZone() {
  return { kind: "standings", board: "", options: {} };
}

/** @param {string} id */
function kindOf(id) {
  return say(kinds.value.kinds.find((/** @type {any} */ one) => one.id === id)?.title) || id;
}

/** @param {string} id */
function layoutOf(id) {
  return say(kinds.value.layouts.find((/** @type {any} */ one) => one.id === id)?.title) || id;
}

/** @param {any} props */
function SceneEditor({ item, kind, known, onDone }) {
  const [zh, en] = [useSignal(item.title.zh), useSignal(item.title.en)];
  const layout = useSignal(item.layout);
  const zones = useSignal(item.zones);
  const boards = useBoards();
  /** @param {string} id */
  function choose(id) {
    const wanted = kinds.value.layouts.find((/** @type {any} */ one) => one.id === id);
    layout.value = id;
    zones.value = wanted.zones.map(
      (/** @type {any} */ _, /** @type {number} */ at) => zones.value[at] ?? emptyZone(),
    );
  }
  /** @param {number} at @param {any} zone */
  function put(at, zone) {
    zones.value = zones.value.map((/** @type {any} */ one, /** @type {number} */ index) =>
      index === at ? zone : one,
    );
  }
  const form = kinds.value.layouts.find((/** @type {any} */ one) => one.id === layout.value);
  const shown = { id: "x", title: item.title, layout: layout.value, zones: zones.value };
  return html`<${ItemForm} kind=${kind} id=${item.id} onDone=${onDone}
    make=${() => ({ title: bothTexts(zh.value, en.value), layout: layout.value, zones: zones.value })}>
    <div class="scene-editor">
      <div class="stack">
        <${TitleFields} zh=${zh} en=${en} label=${t("desk.screens.title")} />
        <label class="field">
          <span>${t("desk.screens.layout")}</span>
          <select class="input" onChange=${(/** @type {any} */ event) => choose(event.currentTarget.value)}>
            ${kinds.value.layouts.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${one.id === layout.value}>${say(one.title)}</option>`)}
          </select>
        </label>
        ${zones.value.map(
          (
            /** @type {any} */ zone,
            /** @type {number} */ at,
          ) => html`<${ZoneFields} key=${at} zone=${zone} title=${say(form?.zones[at])}
            boards=${boards} pictures=${known.pictures} onChange=${(/** @type {any} */ next) => put(at, next)} />`,
        )}
      </div>
      <div class="scene-look"><${ScreenPicture} told=${toldByItem(shown, [], known.house)} width=${1920} height=${1080} label=${t("desk.screens.preview")} /></div>
    </div>
  <//>`;
}

/** @param {any} props */
function ZoneFields({ zone, title, boards, pictures, onChange }) {
  const kind = kinds.value.kinds.find((/** @type {any} */ one) => one.id === zone.kind);
  const choices = kind?.board ? boards(kind.board) : [];
  // A board is needed, and most halls have one that is meant: the first is there already.
  if (kind?.board && !zone.board && choices.length)
    queueMicrotask(() => onChange({ ...zone, board: choices[0].id }));
  return html`<fieldset class="zone-fields">
    <legend>${title}</legend>
    <label class="field">
      <span>${t("desk.screens.content")}</span>
      <select class="input" onChange=${(/** @type {any} */ event) => onChange({ kind: event.currentTarget.value, board: "", options: {} })}>
        ${kinds.value.kinds.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${one.id === zone.kind}>${say(one.title)}</option>`)}
      </select>
    </label>
    ${
      kind?.board &&
      html`<label class="field">
        <span>${t("desk.screens.board")}</span>
        <select class="input" onChange=${(/** @type {any} */ event) => onChange({ ...zone, board: event.currentTarget.value })}>
          ${zone.board && !choices.some((/** @type {any} */ one) => one.id === zone.board) && html`<option value=${zone.board} selected>${zone.board}</option>`}
          ${choices.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${one.id === zone.board}>${one.text}</option>`)}
        </select>
      </label>`
    }
    ${kind?.options.map(
      (
        /** @type {any} */ option,
      ) => html`<${OptionField} key=${option.id} option=${option} value=${zone.options[option.id] ?? option.default} pictures=${pictures} board=${zone.board}
        onChange=${(/** @type {any} */ value) => onChange({ ...zone, options: { ...zone.options, [option.id]: value } })} />`,
    )}
  </fieldset>`;
}

/** One option of a kind, drawn from what the registry says of it. @param {any} props */
function OptionField({ option, value, pictures, board, onChange }) {
  /** @param {(input: any) => any} read */
  const heard = (read) => (/** @type {any} */ event) => onChange(read(event.currentTarget));
  const label = say(option.title);
  switch (option.kind) {
    case "yes_no":
      return html`<label class="tick"><input type="checkbox" checked=${value} onChange=${heard((input) => input.checked)} /><span>${label}</span></label>`;
    case "choice":
      return html`<label class="field"><span>${label}</span><select class="input" onChange=${heard((input) => input.value)}>
        ${option.choices.map((/** @type {any} */ one) => html`<option key=${one.value} value=${one.value} selected=${one.value === value}>${say(one.title)}</option>`)}
      </select></label>`;
    case "number":
      return html`<label class="field"><span>${label}</span><input class="input figures" type="number" min=${option.low} max=${option.high} value=${value}
        onChange=${heard((input) => Math.min(option.high, Math.max(option.low, Math.round(Number(input.value)))))} /></label>`;
    case "time":
      return html`<label class="field"><span>${label}</span><input class="input" type="datetime-local" value=${textOfMoment(value)}
        onChange=${heard((input) => momentOf(input.value))} /></label>`;
    case "entry":
      return html`<${EntryChoice} label=${label} value=${value} board=${board} onChange=${onChange} />`;
    case "pictures":
      return html`<${PictureChoice} label=${label} value=${value} pictures=${pictures} onChange=${onChange} />`;
    default:
      return html`<label class="field"><span>${label}</span><input class="input" maxlength="400" value=${value} onInput=${heard((input) => input.value)} /></label>`;
  }
}

/** An entry of the board's round as everyone sees it, or none in particular. @param {any} props */
function EntryChoice({ label, value, board, onChange }) {
  const [, competition, round] = String(board).split(".");
  const { answer } = useAnswer(async () => {
    if (!round) return null;
    return (await ask(`/api/v1/boards/standings.${competition}.${round}`)).state;
  }, [board]);
  const known = answer?.order ?? [];
  const nameOf = (/** @type {string} */ key) => {
    const { number, name } = answer.rows[key];
    return number && number !== say(name) ? `${number} ${say(name)}` : say(name);
  };
  return html`<label class="field"><span>${label}</span>
    <select class="input" onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
      <option value="" selected=${!value}>${t("desk.screens.entry_recent")}</option>
      ${value && !known.includes(value) && html`<option value=${value} selected>${value}</option>`}
      ${known.map((/** @type {string} */ key) => html`<option key=${key} value=${key} selected=${key === value}>${nameOf(key)}</option>`)}
    </select>
  </label>`;
}

/** @param {any} props */
function PictureChoice({ label, value, pictures, onChange }) {
  const chosen = String(value).split(" ").filter(Boolean);
  /** @param {string} id */
  const turn = (id) =>
    onChange((chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]).join(" "));
  return html`<fieldset class="field picture-choice">
    <legend class="label">${label}</legend>
    ${!pictures.length && html`<p class="quiet">${t("desk.screens.no_pictures")}</p>`}
    ${pictures.map(
      (
        /** @type {any} */ one,
      ) => html`<button type="button" key=${one.id} class="picture-tile" aria-pressed=${chosen.includes(one.id)} title=${one.name} onClick=${() => turn(one.id)}>
        <img src=${`/api/v1/screen-pictures/${one.id}`} alt=${one.name || one.id} />
        ${chosen.includes(one.id) && html`<span class="figures">${chosen.indexOf(one.id) + 1}</span>`}
      </button>`,
    )}
  </fieldset>`;
}
