// The announcer's script: every place in the order it is revealed, to be printed or to follow the ceremony, in two languages.

import { html, useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Empty, Fault, Head, IntentNotice, Wait } from "./parts.js";
import { inLatin, lineAt } from "./script-rules.js";
import { here, overview, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

const LOOK_EVERY = 1_000;

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
  return html`<li class="script-line" ref=${place} data-kind=${line.kind} aria-current=${now ? "step" : undefined}>
    <span class="script-step figures quiet">${line.step}</span>
    <div class="stack">
      ${line.kind !== "place" && html`<h2>${line.kind === "podium" ? t("desk.ceremony.beat.podium") : `${line.award.zh} ${line.award.en}`}</h2>`}
      ${line.people.map((/** @type {any} */ one) => (line.kind === "place" ? html`<${Place} key=${one.number} one=${one} ...${props} />` : html`<p key=${one.number}>${one.name.zh} <em lang="zh-Latn">${one.pinyin}</em> · ${one.delegation?.zh ?? ""}</p>`))}
    </div>
  </li>`;
}

/** One result, in Chinese and in English. @param {any} props */
function Place({ one, editing, ...props }) {
  const prizes = (/** @type {"zh" | "en"} */ language) =>
    one.awards.map((/** @type {any} */ award) => award[language]).join(language === "zh" ? "、" : ", ");
  const real = !one.entry.startsWith("rehearsal-");
  return html`<article class="script-place">
    <p class="script-who" lang="zh-CN"><strong>${one.name.zh}</strong> <em lang="zh-Latn">${one.pinyin}</em>
      ${one.otherwise.length > 0 && html` <span class="script-ask">${t("desk.ceremony.said_otherwise", { how: one.otherwise.join(" / ") })}</span>`}
      ${
        real &&
        html` <button class="button button-small no-print" aria-label=${t("desk.ceremony.said_change_of", { name: one.name.zh })} onClick=${() => {
          editing.value = editing.value === one.entry ? "" : one.entry;
        }}>${t("desk.ceremony.said_change")}</button>`
      }</p>
    ${editing.value === one.entry && html`<${Said} one=${one} editing=${editing} ...${props} />`}
    ${one.delegation && html`<p lang="zh-CN">${one.delegation.zh} <em lang="zh-Latn">${one.delegation_pinyin}</em></p>`}
    <p lang="zh-CN">${one.shared ? "并列" : ""}第 ${one.rank} 名${one.total ? `，成绩 ${one.total}` : ""}${one.awards.length ? `，获得${prizes("zh")}` : ""}。</p>
    <p lang="en">${one.awards.length ? `${prizes("en")}: ` : ""}${inLatin(one.name, one.pinyin)}${one.delegation ? `, ${inLatin(one.delegation, one.delegation_pinyin)}` : ""}, ${one.shared ? "shared " : ""}rank ${one.rank}${one.total ? `, with ${one.total}` : ""}.</p>
  </article>`;
}

/** How the family says it. @param {any} props */
function Said({ one, path, editing, retry }) {
  const intent = useIntent();
  const said = useSignal(one.pinyin);
  /** @param {Event} event */
  async function keep(event) {
    event.preventDefault();
    if (!(await intent.send(`${path}/script/${one.entry}`, { said: said.value }))) return;
    editing.value = "";
    retry();
  }
  return html`<form class="row no-print" onSubmit=${keep}>
    <label class="field grow"><span>${t("desk.ceremony.said")}</span>
      <input class="input" lang="zh-Latn" maxlength="80" value=${said.value} autofocus onInput=${(
        /** @type {any} */ event,
      ) => {
        said.value = event.currentTarget.value;
      }} /><small class="quiet">${t("desk.ceremony.said_hint")}</small></label>
    <button class="button button-main">${t("common.save")}</button>
    <${IntentNotice} intent=${intent} />
  </form>`;
}
