// The announcer's script: every place in the order it is revealed, to be printed or to follow the ceremony, in two languages.

import { TAGS, t as textIn } from "../../../static/lib/i18n.js";
import { html, useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Empty, Fault, Head, IntentNotice, Wait } from "./parts.js";
import { called, lineAt, opening, resultSaid, whoSaid } from "./script-rules.js";
import { here, overview, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

const LOOK_EVERY = 1_000;
/** The announcer has both before them, the Chinese first. */
const LANGUAGES = /** @type {("zh" | "en")[]} */ (["zh", "en"]);

/** The page that is printed, or stands beside whoever speaks. */
export function ScriptView() {
  const { competition, round } = route.value;
  const path = inside(competition ?? "", `/rounds/${round}/ceremony`);
  const { answer, problem, retry } = useAnswer(() => ask(`${path}/script`), [competition, round]);
  const now = useAnswer((signal) => ask(path, { signal }), [path], LOOK_EVERY);
  const editing = useSignal("");
  if (!answer) return problem ? html`<${Fault} problem=${problem} onRetry=${retry} />` : html`<${Wait} />`;
  const title = `${say(overview.value?.title)} · ${say(here.value.event?.title)}`;
  const state = now.answer;
  const at = state?.phase === "running" ? lineAt(answer.lines, state.step) : -1;
  const props = { path, editing, retry };
  return html`<div class="script">
    <${Head} title=${t("desk.view.script")} above=${title}>
      <button class="button button-main no-print" onClick=${() => print()}>${t("desk.ceremony.print")}</button>
    <//>
    ${answer.rehearsal && html`<p class="notice" data-state="warn">${t("desk.ceremony.rehearsal")}</p>`}
    ${answer.lines.length === 0 && html`<${Empty} text=${t("desk.ceremony.no_script")} />`}
    ${answer.lines.length > 0 && html`<p class="quiet no-print">${t("desk.ceremony.script_text")}</p>`}
    <ol class="script-lines">${answer.lines.map(
      (/** @type {any} */ line, /** @type {number} */ index) =>
        html`<${Line} key=${line.step} line=${line} now=${index === at} ...${props} />`,
    )}</ol>
  </div>`;
}

/** @param {any} props */
function Line({ line, now, ...props }) {
  const place = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (now) place.current?.scrollIntoView({ block: "center" });
  }, [now]);
  const event = here.value.event?.title ?? { zh: "", en: "" };
  return html`<li class="script-line" ref=${place} data-kind=${line.kind} aria-current=${now ? "step" : undefined}>
    <span class="script-step figures quiet">${line.step || ""}</span>
    <div class="stack">
      ${LANGUAGES.map((one) => {
        const said = opening(line, event, one, in_(one));
        return said && html`<p key=${one} class="script-opening" lang=${TAGS[one]}>${said}</p>`;
      })}
      ${called(line).map((/** @type {any} */ one) => html`<${Person} key=${one.entry} one=${one} kind=${line.kind} step=${line.step} ...${props} />`)}
    </div>
  </li>`;
}

/** Texts in one language, whatever the page's is. @param {"zh" | "en"} language */
function in_(language) {
  return (/** @type {string} */ key, /** @type {any} */ params = {}) => textIn(key, params, language);
}

/** One person or team, in Chinese and in English; of a result with all that is said of it. @param {any} props */
function Person({ one, kind, step, editing, ...props }) {
  const real = !one.entry.startsWith("rehearsal-");
  /** @param {boolean} unit */
  const edited = (unit) => `${step} ${one.entry} ${unit ? "unit" : "name"}`;
  /** @param {boolean} unit @param {string} name */
  const change = (unit, name) =>
    real &&
    kind === "place" &&
    html` <button class="button button-small no-print" aria-label=${t("desk.ceremony.said_change_of", { name })} onClick=${() => {
      editing.value = editing.value === edited(unit) ? "" : edited(unit);
    }}>${t("desk.ceremony.said_change")}</button>`;
  /** @param {boolean} unit */
  const form = (unit) =>
    editing.value === edited(unit) &&
    html`<${Said} one=${one} unit=${unit} editing=${editing} ...${props} />`;
  return html`<article class="script-place">
    <p class="script-who" lang="zh-CN"><strong>${one.name.zh}</strong> <em lang="zh-Latn">${one.pinyin}</em>
      <${Otherwise} how=${one.otherwise} />${change(false, one.name.zh)}</p>
    ${form(false)}
    ${
      one.delegation &&
      html`<p class="script-unit" lang="zh-CN">${one.delegation.zh} <em lang="zh-Latn">${one.delegation_pinyin}</em>
      <${Otherwise} how=${one.delegation_otherwise} />${change(true, one.delegation.zh)}</p>`
    }
    ${form(true)}
    ${kind === "place" && html`<p lang="zh-CN">${resultSaid(one, "zh", in_("zh"))}</p>`}
    <p lang="en">${kind === "place" ? resultSaid(one, "en", in_("en")) : whoSaid(one, "en")}</p>
  </article>`;
}

/** @param {any} props */
function Otherwise({ how }) {
  if (!how?.length) return null;
  return html` <span class="script-ask">${t("desk.ceremony.said_otherwise", { how: how.join(" / ") })}</span>`;
}

/** How the family says it, or how the unit is said. @param {any} props */
function Said({ one, unit, path, editing, retry }) {
  const intent = useIntent();
  const said = useSignal(unit ? one.delegation_pinyin : one.pinyin);
  /** @param {Event} event */
  async function keep(event) {
    event.preventDefault();
    if (!(await intent.send(`${path}/script/${one.entry}`, { said: said.value, unit }))) return;
    editing.value = "";
    retry();
  }
  return html`<form class="row no-print" onSubmit=${keep}>
    <label class="field grow"><span>${t("desk.ceremony.said")}</span>
      <input class="input" lang="zh-Latn" maxlength=${unit ? 400 : 80} value=${said.value} autofocus onInput=${(
        /** @type {any} */ event,
      ) => {
        said.value = event.currentTarget.value;
      }} /><small class="quiet">${t("desk.ceremony.said_hint")}</small></label>
    <button class="button button-main">${t("common.save")}</button>
    <${IntentNotice} intent=${intent} />
  </form>`;
}
