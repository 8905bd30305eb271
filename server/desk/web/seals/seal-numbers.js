// One layer's numbers before its encryption judge, both sides, to be printed, handed out and put away. Kept on this page only.

import { html, useEffect, useSignal } from "../../../../static/lib/ui.js";
import { ask, inside } from "../api.js";
import { useIntent } from "../intent.js";
import { Dialog, Fault, IntentButton, IntentNotice } from "../parts.js";
import { route, toast } from "../store.js";
import { say, t } from "../words.js";
import { EnvelopeSheet, LabelSheet } from "./seal-print.js";
import { before } from "./seal-rules.js";

const IDLE = 120_000;

/**
 * @param {{round: import("./seal-rules.js").SealedRound, layer: import("./seal-rules.js").Layer, onClose: () => void}} props
 */
export function SealNumbers({ round, layer, onClose }) {
  const competition = /** @type {string} */ (route.value.competition);
  const numbers = useSignal(/** @type {any} */ (null));
  const problem = useSignal(/** @type {any} */ (null));
  const paper = useSignal(/** @type {{kind: string} | null} */ (null));
  const away = useSignal(false);
  const path = inside(competition, `/rounds/${round.id}/seals/${layer.layer}`);
  const name = t(`seals.layer.${layer.layer}`);
  function load() {
    problem.value = null;
    ask(`${path}/numbers`).then(
      (found) => {
        numbers.value = found;
      },
      (error) => {
        problem.value = error;
      },
    );
  }
  useEffect(load, []);
  useCover(() => {
    // On some tablets the page is hidden while it is printed.
    if (!paper.peek()) numbers.value = null;
  });
  usePrint(paper);
  const covered = !numbers.value && !problem.value;
  return html`<section class="seal-numbers">
    <div class="plate plate-lead stack no-print">
      <div class="row">
        <h3 class="grow">${t("seals.numbers.title", { layer: name })}</h3>
        <button class="button" onClick=${onClose}>${t("seals.numbers.hide")}</button>
      </div>
      <p>${t("seals.numbers.text")}</p>
      ${problem.value && html`<${Fault} problem=${problem.value} onRetry=${load} />`}
      ${
        covered &&
        html`<p class="notice" data-state="warn"><span class="grow">${t("seals.numbers.covered")}</span>
        <button class="button" onClick=${load}>${t("seals.numbers.uncover")}</button></p>`
      }
      <div class="row">
        <button class="button button-main" disabled=${!numbers.value} onClick=${() => {
          paper.value = { kind: "labels" };
        }}>${t("seals.numbers.print_labels", { n: layer.count ?? 0 })}</button>
        <button class="button" disabled=${!numbers.value} onClick=${() => {
          paper.value = { kind: "envelope" };
        }}>${t("seals.numbers.print_envelope")}</button>
        <span class="grow"></span>
        <button class="button button-danger" onClick=${() => {
          away.value = true;
        }}>${t("seals.numbers.put_away")}</button>
      </div>
      ${numbers.value && html`<${NumberTable} round=${round} layer=${layer} numbers=${numbers.value} />`}
    </div>
    ${numbers.value && paper.value?.kind === "labels" && html`<${LabelSheet} round=${round} layer=${layer} numbers=${numbers.value} />`}
    ${numbers.value && paper.value?.kind === "envelope" && html`<${EnvelopeSheet} round=${round} layer=${layer} numbers=${numbers.value} />`}
    ${
      away.value &&
      html`<${PutAway} path=${path} name=${name} onClose=${() => {
        away.value = false;
      }} onDone=${() => {
        numbers.value = null;
        onClose();
      }} />`
    }
  </section>`;
}

/** Who turns to something else, or goes away, leaves nothing to read: the numbers are asked for again. @param {() => void} cover */
function useCover(cover) {
  useEffect(() => {
    /** @type {any} */
    let timer;
    const wake = () => {
      clearTimeout(timer);
      timer = setTimeout(cover, IDLE);
    };
    const look = () => document.visibilityState === "hidden" && cover();
    const seen = ["pointerdown", "pointermove", "keydown", "scroll"];
    for (const one of seen) addEventListener(one, wake, { passive: true });
    document.addEventListener("visibilitychange", look);
    addEventListener("pagehide", cover);
    wake();
    return () => {
      clearTimeout(timer);
      for (const one of seen) removeEventListener(one, wake);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pagehide", cover);
    };
  }, []);
}

/** Prints once what is asked for stands on the page, and takes it off again. @param {any} paper a signal */
function usePrint(paper) {
  useEffect(() => {
    if (!paper.value) return undefined;
    const done = () => {
      paper.value = null;
    };
    addEventListener("afterprint", done);
    print();
    return () => removeEventListener("afterprint", done);
  }, [paper.value]);
}

/** @param {any} props */
function NumberTable({ round, layer, numbers }) {
  const from = before(round.layers, layer);
  const heats = numbers.rows.some((/** @type {any} */ row) => row.heat);
  return html`<div class="table-frame seal-table" tabindex="0" role="region" aria-label=${t("seals.numbers.title", { layer: t(`seals.layer.${layer.layer}`) })}>
    <table class="table">
      <caption class="visually-hidden">${t("seals.numbers.title", { layer: t(`seals.layer.${layer.layer}`) })}</caption>
      <thead><tr>
        <th scope="col">${t(`seals.layer.${layer.layer}`)}</th>
        ${heats && html`<th class="number" scope="col">${t("desk.col.heat")}</th><th class="number" scope="col">${t("desk.col.station")}</th>`}
        <th scope="col">${t(`seals.of.${from}`)}</th>
        ${from === "names" && html`<th scope="col">${t("desk.col.name")}</th><th scope="col">${t("desk.col.delegation")}</th>`}
      </tr></thead>
      <tbody>
        ${numbers.rows.map(
          (/** @type {any} */ row) => html`<tr key=${row.code}>
            <th scope="row"><span class="code">${row.code}</span></th>
            ${heats && html`<td class="number">${row.heat}</td><td class="number">${row.station}</td>`}
            <td><span class="code">${row.of}</span></td>
            ${from === "names" && html`<td>${say(row.name)}</td><td>${say(row.delegation)}</td>`}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {any} props */
function PutAway({ path, name, onClose, onDone }) {
  const sure = useSignal(false);
  const intent = useIntent();
  async function send() {
    if (!(await intent.send(`${path}/put-away`, undefined))) return;
    toast(t("seals.numbers.put_away_done", { layer: name }));
    onDone();
  }
  return html`<${Dialog} title=${t("seals.numbers.put_away_title", { layer: name })} onClose=${onClose}>
    <div class="stack">
      <p>${t("seals.numbers.put_away_text")}</p>
      <label class="tick">
        <input type="checkbox" checked=${sure.value} onChange=${() => {
          sure.value = !sure.value;
        }} />
        <span>${t("seals.numbers.put_away_tick")}</span>
      </label>
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts">
        <${IntentButton} intent=${intent} kind="button-danger" disabled=${intent.state.value.busy || !sure.value} onClick=${send}>
          ${t("seals.numbers.put_away")}<//>
        <button type="button" class="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </div>
  <//>`;
}
