// The screens of the hall: which there are, what each shows, and telling them apart.

import { html, useEffect, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useIntent } from "./intent.js";
import { Dialog, Empty, Fault, Field, Form, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { overview, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { say, t } from "./words.js";

const LOOK_EVERY = 10_000;

/** All screens, whichever competition they show. */
export function ScreensView() {
  const { answer, problem, retry } = useAnswer(() => ask("/api/v1/displays"), []);
  const boards = useBoards();
  useEffect(() => {
    const timer = setInterval(retry, LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  return html`<div>
    <${Head} title=${t("desk.view.screens")} above=${t("desk.screens.text")}>
      <a class="button button-small" href="/display/" target="_blank" rel="noopener">${t("desk.screens.open_here")}</a>
    <//>
    <${AddScreen} onDone=${retry} />
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${answer?.length === 0 && html`<${Empty} text=${t("desk.screens.none")} />`}
    <ul class="screens">
      ${answer?.map((/** @type {any} */ one) => html`<li key=${one.id}><${Screen} screen=${one} boards=${boards} onDone=${retry} /></li>`)}
    </ul>
  </div>`;
}

/** Every board a screen can show: the rounds of the open competition, or of all. @returns {{id: string, text: string, group: string}[]} */
function useBoards() {
  const { competition } = route.value;
  const { answer } = useAnswer(async () => {
    if (competition) return [];
    const list = await ask("/api/v1/competitions");
    return Promise.all(list.map((/** @type {any} */ one) => ask(inside(one.id))));
  }, [competition]);
  const all = competition ? [overview.value] : (answer ?? []);
  return all.flatMap((/** @type {any} */ known) =>
    known.events.flatMap((/** @type {any} */ event) =>
      event.rounds.map((/** @type {any} */ round) => ({
        id: `standings.${known.id}.${round.id}`,
        text: `${say(event.title)} · ${say(round.title)}`,
        group: say(known.title),
      })),
    ),
  );
}

/** @param {any} props */
function AddScreen({ onDone }) {
  const name = useSignal("");
  const intent = useIntent();
  async function send() {
    if (!(await intent.send("/api/v1/displays", { name: name.value.trim() }))) return;
    name.value = "";
    onDone();
  }
  return html`<section class="add-screen">
    <${Form} onSend=${send} class="row">
      <${Field} label=${t("desk.screens.new")} value=${name} required maxlength="60" placeholder=${t("desk.screens.new_hint")} />
      <${IntentButton} intent=${intent} kind="">${t("desk.screens.add")}<//>
    <//>
    <${IntentNotice} intent=${intent} />
  </section>`;
}

/** @param {any} props */
function Screen({ screen, boards, onDone }) {
  const intent = useIntent();
  const asked = useSignal("");
  const address = `/api/v1/displays/${screen.id}`;
  /** @param {any} body @param {string} [said] */
  async function change(body, said) {
    if (!(await intent.send(address, body, { method: "PATCH" }))) return;
    if (said) toast(t(said, { name: screen.name }));
    onDone();
  }
  /** @param {Record<string, any>} more */
  const options = (more) => change({ options: { ...screen.options, ...more } });
  const known = boards.some((/** @type {any} */ board) => board.id === screen.board);
  const groups = [...new Set(boards.map((/** @type {any} */ board) => board.group))];
  return html`<article class="plate screen" data-showing=${Boolean(screen.board)}>
    <header class="row spread">
      <h2 class="one-line">${screen.name}</h2>
      <span class="code">${screen.id.toUpperCase()}</span>
    </header>
    <div class="field">
      <label for=${`board-${screen.id}`}>${t("desk.screens.shows")}</label>
      <select class="input" id=${`board-${screen.id}`} onChange=${(/** @type {any} */ e) => change({ board: e.currentTarget.value })}>
        <option value="" selected=${!screen.board}>${t("desk.screens.nothing")}</option>
        ${screen.board && !known && html`<option value=${screen.board} selected>${screen.board}</option>`}
        ${groups.map(
          (group) => html`<optgroup key=${group} label=${group}>
            ${boards
              .filter((/** @type {any} */ board) => board.group === group)
              .map(
                (/** @type {any} */ board) =>
                  html`<option key=${board.id} value=${board.id} selected=${board.id === screen.board}>${board.text}</option>`,
              )}
          </optgroup>`,
        )}
      </select>
    </div>
    <${Options} screen=${screen} onChange=${options} />
    <${IntentNotice} intent=${intent} />
    <div class="row">
      <button class="button button-small" onClick=${() => change({ identify: true }, "desk.screens.identified")}>
        ${t("desk.screens.identify")}
      </button>
      <a class="button button-small" href=${`/display/${screen.id}`} target="_blank" rel="noopener">${t("desk.screens.open")}</a>
      <button class="button button-small" onClick=${() => {
        asked.value = "rename";
      }}>${t("desk.screens.rename")}</button>
      <button class="button button-small button-danger" onClick=${() => {
        asked.value = "remove";
      }}>${t("desk.screens.remove")}</button>
    </div>
    ${
      asked.value &&
      html`<${asked.value === "rename" ? Rename : Remove} screen=${screen} address=${address} onDone=${onDone} onClose=${() => {
        asked.value = "";
      }} />`
    }
  </article>`;
}

/** @param {any} props */
function Options({ screen, onChange }) {
  const { language = "zh", both = true, page_seconds = 12 } = screen.options;
  return html`<div class="row screen-options">
    <label>
      <span>${t("desk.screens.language")}</span>
      <select class="input" onChange=${(/** @type {any} */ e) => onChange({ language: e.currentTarget.value })}>
        <option value="zh" selected=${language === "zh"}>中文</option>
        <option value="en" selected=${language === "en"}>English</option>
      </select>
    </label>
    <label>
      <span>${t("desk.screens.page_seconds")}</span>
      <select class="input" onChange=${(/** @type {any} */ e) => onChange({ page_seconds: Number(e.currentTarget.value) })}>
        ${[6, 8, 12, 16, 20, 30].map((n) => html`<option key=${n} value=${n} selected=${n === page_seconds}>${t("desk.screens.seconds", { n })}</option>`)}
      </select>
    </label>
    <label class="tick">
      <input type="checkbox" checked=${both} onChange=${(/** @type {any} */ e) => onChange({ both: e.currentTarget.checked })} />
      <span>${t("desk.screens.both")}</span>
    </label>
  </div>`;
}

/** @param {any} props */
function Rename({ screen, address, onDone, onClose }) {
  const name = useSignal(screen.name);
  const intent = useIntent();
  async function send() {
    if (!(await intent.send(address, { name: name.value.trim() }, { method: "PATCH" }))) return;
    onDone();
    onClose();
  }
  return html`<${Dialog} title=${t("desk.screens.rename")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${Field} label=${t("desk.screens.name")} value=${name} required maxlength="60" autofocus />
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent}>${t("common.save")}<//></div>
    <//>
  <//>`;
}

/** @param {any} props */
function Remove({ screen, address, onDone, onClose }) {
  const intent = useIntent();
  async function send() {
    if (!(await intent.send(address, {}, { method: "DELETE", body: undefined }))) return;
    onDone();
    onClose();
  }
  return html`<${Dialog} title=${t("desk.screens.remove_title", { name: screen.name })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <p>${t("desk.screens.remove_text")}</p>
      <${IntentNotice} intent=${intent} />
      <div class="row"><${IntentButton} intent=${intent} kind="button-danger">${t("desk.screens.remove")}<//></div>
    <//>
  <//>`;
}
