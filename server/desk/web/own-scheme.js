// A marking scheme of one's own: choose a file, see every fault with its place, or read the scheme in full and take it.

import { html, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { FileDrop } from "./file-drop.js";
import { SchemeReader } from "./scheme-reader.js";
import { TakeForm } from "./take-scheme.js";
import { say, sayProblem, shown, t } from "./words.js";

const KINDS = ".xlsx,.yaml,.yml,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The file that was chosen and what the server found in it. */
export function useOwnScheme() {
  const file = useSignal(/** @type {File | null} */ (null));
  const found = useSignal(/** @type {any} */ (null));
  const problem = useSignal(/** @type {any} */ (null));
  const reading = useSignal(false);
  const turn = useRef(0);

  /** @param {File | undefined} chosen */
  async function look(chosen) {
    if (!chosen) return;
    turn.current += 1;
    const mine = turn.current;
    file.value = chosen;
    found.value = problem.value = null;
    reading.value = true;
    const form = new FormData();
    form.append("file", chosen);
    const answer = await ask("/api/v1/schemes/check", { form }).catch((error) => {
      if (mine === turn.current) problem.value = error;
      return null;
    });
    // Another file may have been chosen meanwhile: then this answer is about the wrong one.
    if (mine !== turn.current) return;
    found.value = answer;
    reading.value = false;
  }

  function forget() {
    turn.current += 1;
    file.value = found.value = problem.value = null;
    reading.value = false;
  }
  return { file, found, problem, reading, look, forget };
}

/** Where a file is chosen, and what is wrong with it. @param {{own: ReturnType<typeof useOwnScheme>}} props */
export function OwnScheme({ own }) {
  const { file, found, problem, reading } = own;
  const name = file.value?.name ?? "";
  return html`<section class="import stack">
    <${FileDrop} title=${t("desk.own.title")} text=${name || t("desk.own.drop")} choose=${t("desk.own.choose")} kinds=${KINDS} onFile=${own.look}>
      <a class="button button-small" href=${`/api/v1/schemes/template.xlsx?lang=${shown.value}`} download>${t("desk.own.template")}</a>
    <//>
    ${reading.value && html`<p class="quiet" role="status">${t("desk.own.reading")}</p>`}
    ${problem.value && html`<p class="notice" data-state="bad" role="alert">${sayProblem(problem.value)}</p>`}
    ${
      found.value?.problems.length > 0 &&
      html`<p class="notice" data-state="bad" role="alert">
          ${t("desk.own.faults", { n: found.value.problems.length + found.value.more, file: name })}
        </p>
        <${Faults} problems=${found.value.problems} />
        ${found.value.more > 0 && html`<p class="quiet">${t("desk.own.more", { n: found.value.more })}</p>`}`
    }
  </section>`;
}

/** The scheme of a sound file, to be read and taken. @param {{own: ReturnType<typeof useOwnScheme>}} props */
export function OwnSchemeFound({ own }) {
  const { scheme, hash } = own.found.value;
  return html`<div class="stack">
    <div class="notice" data-state="good" role="status">
      <span class="grow">${t("desk.own.sound", { file: own.file.value?.name ?? "" })}</span>
      <button class="button button-small" onClick=${own.forget}>${t("desk.own.back")}</button>
    </div>
    <${SchemeReader} scheme=${scheme} />
    <${TakeForm} key=${hash} scheme=${scheme} />
  </div>`;
}

/** @param {{problems: any[]}} props */
function Faults({ problems }) {
  const book = problems.some((one) => one.sheet !== null);
  return html`<div class="table-frame faults">
    <table class="table">
      <caption class="visually-hidden">${t("desk.own.fault_list")}</caption>
      <thead><tr>
        ${book && html`<th scope="col">${t("desk.col.sheet")}</th>`}
        <th class="number" scope="col">${t("desk.col.row")}</th>
        ${book && html`<th scope="col">${t("desk.col.column")}</th>`}
        ${!book && html`<th scope="col">${t("desk.col.part")}</th>`}
        <th scope="col">${t("desk.col.remedy")}</th>
      </tr></thead>
      <tbody>
        ${problems.map(
          (one, n) => html`<tr key=${n}>
            ${book && html`<th scope="row" class="one-line">${one.sheet ?? ""}</th>`}
            <td class="number">${one.row ?? one.line ?? ""}</td>
            ${book && html`<td class="figures">${one.column ?? ""}</td>`}
            ${!book && html`<td class="quiet">${one.path ? say(one.place) : ""}</td>`}
            <td>${say(one.text)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A scheme as an Excel workbook. @param {{path: string}} props the address without the language */
export function ExcelLink({ path }) {
  return html`<a class="button button-small" href=${`${path}?lang=${shown.value}`} download>${t("desk.own.as_excel")}</a>`;
}
