// The announcer's script: every place in the order it is revealed, to be printed and read aloud in two languages.

import { html } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { Empty, Fault, Head, Wait } from "./parts.js";
import { here, overview, route } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

/** The page that is printed. */
export function ScriptView() {
  const { competition, round } = route.value;
  const { answer, problem, retry } = useAnswer(
    () => ask(inside(competition ?? "", `/rounds/${round}/ceremony/script`)),
    [competition, round],
  );
  if (!answer) return problem ? html`<${Fault} problem=${problem} onRetry=${retry} />` : html`<${Wait} />`;
  const title = `${say(overview.value?.title)} · ${say(here.value.event?.title)}`;
  return html`<div class="script">
    <${Head} title=${t("desk.view.script")} above=${title}>
      <button class="button button-main no-print" onClick=${() => print()}>${t("desk.ceremony.print")}</button>
    <//>
    ${answer.rehearsal && html`<p class="notice" data-state="warn">${t("desk.ceremony.rehearsal")}</p>`}
    ${answer.lines.length === 0 && html`<${Empty} text=${t("desk.ceremony.no_script")} />`}
    <ol class="script-lines">${answer.lines.map((/** @type {any} */ line) => html`<${Line} key=${line.step} line=${line} />`)}</ol>
  </div>`;
}

/** @param {any} props */
function Line({ line }) {
  return html`<li class="script-line" data-kind=${line.kind}>
    <span class="script-step figures quiet">${line.step}</span>
    <div class="stack">
      ${line.kind !== "place" && html`<h2>${line.kind === "podium" ? t("desk.ceremony.beat.podium") : `${line.award.zh} ${line.award.en}`}</h2>`}
      ${line.people.map((/** @type {any} */ one) => (line.kind === "place" ? html`<${Place} key=${one.number} one=${one} />` : html`<p key=${one.number}>${one.name.zh} <em>${one.pinyin}</em> · ${one.delegation?.zh ?? ""}</p>`))}
    </div>
  </li>`;
}

/** One result, in Chinese and in English. @param {any} props */
function Place({ one }) {
  const prizes = (/** @type {"zh" | "en"} */ language) =>
    one.awards.map((/** @type {any} */ award) => award[language]).join(language === "zh" ? "、" : ", ");
  return html`<article class="script-place">
    <p class="script-who" lang="zh-CN"><strong>${one.name.zh}</strong> <em lang="zh-Latn">${one.pinyin}</em></p>
    ${one.delegation && html`<p lang="zh-CN">${one.delegation.zh} <em lang="zh-Latn">${one.delegation_pinyin}</em></p>`}
    <p lang="zh-CN">${one.shared ? "并列" : ""}第 ${one.rank} 名${one.total ? `，成绩 ${one.total}` : ""}${one.awards.length ? `，获得${prizes("zh")}` : ""}。</p>
    <p lang="en">${one.awards.length ? `${prizes("en")}: ` : ""}${one.name.en}${one.delegation ? `, ${one.delegation.en}` : ""}, ${one.shared ? "shared " : ""}rank ${one.rank}${one.total ? `, with ${one.total}` : ""}.</p>
  </article>`;
}
