// The programme of the day at the desk: what begins when and where, and what screens show from then on.

import { timeText } from "../../../static/lib/clock.js";
import { html, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { Deleted, HallList, ItemForm, momentOf, textOfMoment } from "./hall-list.js";
import { bothTexts, Field, TitleFields } from "./parts.js";
import { route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { listed, say, t } from "./words.js";

/** @param {any} props */
export function ProgrammePart({ known }) {
  const { competition } = route.value;
  const { answer } = useAnswer(() => ask("/api/v1/competitions"), []);
  const first = competition ?? answer?.[0]?.id;
  const lines = known.programme.filter(
    (/** @type {any} */ one) => !competition || one.competition === competition,
  );
  if (!first) return html`<p class="quiet">${t("desk.screens.no_competition")}</p>`;
  return html`<${HallList} kind="programme" items=${lines} known=${known} Editor=${LineEditor}
    fresh=${() => ({ id: "", competition: first, title: { zh: "", en: "" }, place: "", start: soon(), end: 0, cues: [] })}
    about=${(/** @type {any} */ line) => aboutLine(line, known)} />`;
}

/** The next full quarter of an hour. */
function soon() {
  const quarter = 15 * 60_000;
  return Math.ceil(Date.now() / quarter) * quarter;
}

/** @param {any} line @param {any} known */
function aboutLine(line, known) {
  const shown = line.cues.map((/** @type {any} */ cue) => itemOf(cue, known)).filter(Boolean);
  const cues = listed(shown.map((/** @type {any} */ item) => say(item.title)));
  const given = line.given >= line.start ? ` ✔` : "";
  return [timeText(line.start), line.place, cues && `▶ ${cues}${given}`].filter(Boolean).join(" · ");
}

/** @param {any} cue @param {any} known */
function itemOf(cue, known) {
  const list = cue.playlist ? known.playlists : known.scenes;
  return list.find((/** @type {any} */ one) => one.id === (cue.playlist || cue.scene));
}

/** @param {any} props */
function LineEditor({ item, kind, known, onDone }) {
  const [zh, en, place] = [useSignal(item.title.zh), useSignal(item.title.en), useSignal(item.place)];
  const [start, end] = [useSignal(textOfMoment(item.start)), useSignal(textOfMoment(item.end))];
  const cues = useSignal(item.cues);
  const make = () => ({
    competition: item.competition,
    title: bothTexts(zh.value, en.value),
    place: place.value.trim(),
    start: momentOf(start.value),
    end: momentOf(end.value),
    cues: cues.value,
  });
  return html`<${ItemForm} kind=${kind} id=${item.id} onDone=${onDone} make=${make}>
    <${TitleFields} zh=${zh} en=${en} label=${t("desk.screens.title")} />
    <div class="pair">
      <${Field} label=${t("desk.screens.start")} value=${start} type="datetime-local" required />
      <${Field} label=${t("desk.screens.end")} value=${end} type="datetime-local" />
    </div>
    <${Field} label=${t("desk.screens.where")} value=${place} maxlength="60" />
    <fieldset class="zone-fields">
      <legend>${t("desk.screens.cues")}</legend>
      ${cues.value.map(
        (/** @type {any} */ cue, /** @type {number} */ at) =>
          html`<${Cue} key=${at} cue=${cue} known=${known} onChange=${(/** @type {any} */ next) => {
            cues.value = cues.value.flatMap((/** @type {any} */ one, /** @type {number} */ index) =>
              index !== at ? [one] : next ? [next] : [],
            );
          }} />`,
      )}
      <button type="button" class="button button-small" disabled=${!known.scenes.length} onClick=${() => {
        cues.value = [...cues.value, { groups: [], scene: known.scenes[0].id, playlist: "" }];
      }}>${t("desk.screens.add_cue")}</button>
    </fieldset>
  <//>`;
}

/** @param {any} props */
function Cue({ cue, known, onChange }) {
  return html`<div class="row hall-step">
    <select class="input grow" aria-label=${t("desk.screens.target")} onChange=${(
      /** @type {any} */ event,
    ) => {
      const group = event.currentTarget.value;
      onChange({ ...cue, groups: group ? [group] : [] });
    }}>
      <option value="" selected=${!cue.groups.length}>${t("desk.screens.everyone", { n: known.screens.length })}</option>
      ${cue.groups.map((/** @type {string} */ id) => html`<${Deleted} key=${id} id=${id} items=${known.groups} />`)}
      ${known.groups.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id} selected=${cue.groups.includes(one.id)}>${say(one.title)}</option>`)}
    </select>
    <select class="input grow" aria-label=${t("desk.screens.shows")} onChange=${(
      /** @type {any} */ event,
    ) => {
      const [kind, id] = event.currentTarget.value.split(" ");
      onChange({ ...cue, scene: "", playlist: "", [kind]: id });
    }}>
      <${Deleted} id=${cue.playlist || cue.scene} items=${cue.playlist ? known.playlists : known.scenes} />
      ${known.scenes.map((/** @type {any} */ one) => html`<option key=${one.id} value=${`scene ${one.id}`} selected=${one.id === cue.scene}>${say(one.title)}</option>`)}
      ${known.playlists.map((/** @type {any} */ one) => html`<option key=${one.id} value=${`playlist ${one.id}`} selected=${one.id === cue.playlist}>↻ ${say(one.title)}</option>`)}
    </select>
    <button type="button" class="button button-small" aria-label=${t("desk.screens.take_out")} onClick=${() => onChange(null)}>✕</button>
  </div>`;
}
