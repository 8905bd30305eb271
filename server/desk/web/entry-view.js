// Typing in sheets from paper: scanning or choosing one, typing it, and the list of differences between two persons.

import { html, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { readPaperText } from "./entry-rules.js";
import { useIntent } from "./intent.js";
import { differences } from "./mark-fields.js";
import { MarkInputs } from "./mark-inputs.js";
import { Choice, Empty, Fault, Field, Form, Head, IntentButton, IntentNotice, Link, Wait } from "./parts.js";
import { me, route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { listed, say, t, whenText } from "./words.js";

const LOOK_EVERY = 4_000;

/** Where a recorder works. */
export function EntryView() {
  const competition = /** @type {string} */ (route.value.competition);
  const open = useSignal(/** @type {import("./entry-rules.js").PaperName | null} */ (null));
  // What others typed in rings no bell here: look now and then.
  const { answer, problem, retry } = useAnswer(
    (signal) => ask(inside(competition, "/paper"), { signal }),
    [competition],
    LOOK_EVERY,
  );
  const close = () => {
    open.value = null;
    retry();
  };
  if (open.value) {
    const { round, module, code, judge, run } = open.value;
    return html`<${Sheet} key=${`${round} ${module} ${code} ${judge} ${run}`} of=${open.value} onClose=${close} />`;
  }
  return html`<div class="entry stack">
    <${Head} title=${t("desk.view.entry")} above=${say(me.value.title)}>
      ${me.value.role === "recorder" && html`<${Link} class="button" to=${{ view: "access", competition }}>${t("desk.view.access")}<//>`}
    <//>
    <p class="quiet">${t("desk.entry.text")}</p>
    ${problem && !answer && html`<${Fault} problem=${problem} onRetry=${retry} />`}
    ${!answer && !problem && html`<${Wait} />`}
    ${
      answer &&
      html`<div class="entry-parts">
        <${Finder} due=${answer} competition=${competition} onOpen=${(/** @type {any} */ one) => {
          open.value = one;
        }} />
        <${Waiting} due=${answer} competition=${competition} onOpen=${(/** @type {any} */ one) => {
          open.value = one;
        }} />
      </div>`
    }
  </div>`;
}

/** A scanner types the code and ends the line; without one the sheet is chosen. @param {any} props */
function Finder({ due, competition, onOpen }) {
  const scanned = useSignal("");
  const wrong = useSignal("");
  const [round, module, judge, code] = [useSignal(""), useSignal(""), useSignal(""), useSignal("")];
  const inRound = due.rounds.find((/** @type {any} */ one) => one.id === round.value) ?? due.rounds[0];
  if (!inRound) return html`<${Empty} text=${t("desk.entry.none_open")} />`;
  const inModule =
    inRound.modules.find((/** @type {any} */ one) => one.id === module.value) ?? inRound.modules[0];
  const chosen = {
    round: inRound.id,
    module: inModule.id,
    judge: inModule.judges.some((/** @type {any} */ one) => one.id === judge.value) ? judge.value : "",
    code: inRound.codes.includes(code.value) ? code.value : "",
  };
  const shown = {
    round: { value: chosen.round },
    module: { value: chosen.module },
  };
  function scan() {
    const found = readPaperText(scanned.value);
    wrong.value = found ? (found.competition === competition ? "" : "other") : "unread";
    scanned.value = "";
    if (found && !wrong.value) onOpen(found);
  }
  const pick = (/** @type {string} */ text) => [["", text]];
  return html`<section class="plate plate-lead stack">
    <h2>${t("desk.entry.find")}</h2>
    <${Form} onSend=${scan}>
      <${Field} label=${t("desk.entry.scan")} hint=${t("desk.entry.scan_hint")} value=${scanned} autofocus id="paper-scan" />
      ${wrong.value && html`<p class="notice" data-state="bad" role="alert">${t(`desk.entry.scan_${wrong.value}`)}</p>`}
    <//>
    <${Form} onSend=${() => onOpen({ competition, ...chosen, run: runOf(due, chosen) })}>
      <${Picked} id="entry-round" label=${t("desk.entry.round")} value=${round} shown=${shown.round.value}
        options=${due.rounds.map((/** @type {any} */ one) => [one.id, `${say(one.event)} · ${say(one.title)}`])} />
      <${Picked} id="entry-module" label=${t("desk.paper.module")} value=${module} shown=${shown.module.value}
        options=${inRound.modules.map((/** @type {any} */ one) => [one.id, say(one.title)])} />
      <div class="row">
        <${Choice} id="entry-code" label=${t("desk.col.code")} value=${code}
          options=${[...pick(t("desk.entry.choose")), ...inRound.codes.map((/** @type {string} */ one) => [one, one])]} />
        <${Choice} id="entry-judge" label=${t("desk.col.judge")} value=${judge}
          options=${[...pick(t("desk.entry.choose")), ...inModule.judges.map((/** @type {any} */ one) => [one.id, one.name])]} />
      </div>
      <button class="button button-main" disabled=${!chosen.code || !chosen.judge}>${t("desk.entry.open")}</button>
    <//>
  </section>`;
}

/** A choice that shows its first option while nothing was chosen. @param {any} props */
function Picked({ id, label, value, shown, options }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} class="input" value=${shown} onChange=${(/** @type {any} */ event) => {
      value.value = event.currentTarget.value;
    }}>
      ${options.map(([of, text]) => html`<option key=${of} value=${of} selected=${of === shown}>${text}</option>`)}
    </select>
  </div>`;
}

/** A sheet that is chosen by hand is of the run that is on: the paper is looked at on the next page. @param {any} due @param {any} chosen */
function runOf(due, chosen) {
  const same = due.waiting.find(
    (/** @type {any} */ one) =>
      one.round === chosen.round &&
      one.module === chosen.module &&
      one.code === chosen.code &&
      one.judge.id === chosen.judge,
  );
  return same?.run ?? 0;
}

/** What was typed once, and what two persons typed differently. @param {any} props */
function Waiting({ due, competition, onOpen }) {
  const titles = new Map(
    due.rounds.flatMap((/** @type {any} */ round) =>
      round.modules.map((/** @type {any} */ module) => [`${round.id} ${module.id}`, say(module.title)]),
    ),
  );
  return html`<section class="plate stack">
    <h2>${t("desk.entry.waiting", { n: due.waiting.length })}</h2>
    ${due.waiting.length === 0 && html`<p class="quiet">${t("desk.entry.nothing_waits")}</p>`}
    <ul class="plain entry-waiting">
      ${due.waiting.map(
        (
          /** @type {any} */ one,
        ) => html`<li key=${`${one.round} ${one.module} ${one.code} ${one.judge.id}`} data-differs=${one.differs}>
          <button class="entry-one" onClick=${() => onOpen({ competition, ...one, judge: one.judge.id })}>
            <strong class="code">${one.code}</strong>
            <span class="grow">
              ${titles.get(`${one.round} ${one.module}`)} · ${one.judge.name}<br />
              <span class="quiet">${t("desk.entry.typed_by", { names: listed(one.by.map((/** @type {any} */ by) => by.name)) })}</span>
            </span>
            <span class="tag" data-state=${one.differs ? "bad" : one.mine ? "warn" : "good"}>
              ${t(one.differs ? "desk.entry.differs" : one.mine ? "desk.entry.waits" : "desk.entry.yours")}</span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** One sheet. @param {any} props */
function Sheet({ of, onClose }) {
  const { competition, round, module, code, judge } = of;
  const path = inside(competition, `/rounds/${round}/paper/${module}/${encodeURIComponent(code)}/${judge}`);
  const { answer, problem, retry } = useAnswer(() => ask(path), [path]);
  const back = html`<button class="button" onClick=${onClose}>${t("common.back")}</button>`;
  if (problem) return html`<div class="stack"><${Fault} problem=${problem} onRetry=${retry} />${back}</div>`;
  if (!answer) return html`<${Wait} />`;
  const title = `${t("desk.col.code")} ${code}`;
  const above = `${say(answer.event)} · ${say(answer.round.title)} · ${say(answer.module.title)}`;
  const otherRun = of.run > 0 && of.run !== answer.run;
  // A sheet that is in is shown beside any paper of it.
  const otherReturn = !answer.submitted && of.answers !== undefined && of.answers !== answer.answers;
  return html`<div class="entry stack">
    <${Head} title=${title} above=${above}>${back}<//>
    <p class="entry-of">
      <span>${t("desk.col.judge")} <strong>${answer.judge.name}</strong></span>
      ${answer.heat > 0 && html`<span>${t("desk.paper.place", { heat: answer.heat, station: answer.station })}</span>`}
      ${answer.shadow && html`<span class="tag">${t("desk.panels.shadow")}</span>`}
      ${answer.run > 1 && html`<span class="tag" data-state="warn">${t("desk.paper.run", { n: answer.run })}</span>`}
    </p>
    ${
      otherRun
        ? html`<p class="notice" data-state="bad" role="alert">${t("refusal.paper_of_other_run", { run: of.run, now: answer.run })}</p>`
        : otherReturn
          ? html`<p class="notice" data-state="bad" role="alert">${t("refusal.paper_of_other_return", { position: answer.answers })}</p>`
          : html`<${Typing} key=${answer.mine?.position ?? 0} of=${of} sheet=${answer} onDone=${onClose} onAgain=${retry} />`
    }
  </div>`;
}

/** @param {any} props */
function Typing({ of, sheet, onDone, onAgain }) {
  const aspects = sheet.module.sub_criteria.flatMap((/** @type {any} */ sub) => sub.aspects);
  const marks = useSignal(structuredClone(sheet.mine?.marks ?? {}));
  const comment = useSignal(sheet.mine?.comment ?? "");
  const intent = useIntent();
  const { round, module, code, judge } = of;
  async function send() {
    const receipt = await intent.command(of.competition, {
      kind: "enter_paper",
      round,
      module,
      code,
      judge,
      marks: marks.value,
      comment: comment.value.trim(),
      run: sheet.run,
      answers: sheet.answers,
    });
    if (!receipt) return;
    // It is recorded; where the sheet cannot be read now, its page says why and reads it again.
    const now = await ask(
      inside(of.competition, `/rounds/${round}/paper/${module}/${encodeURIComponent(code)}/${judge}`),
    ).catch(() => null);
    if (!now) {
      onAgain();
      return;
    }
    if (now.submitted) toast(t("desk.entry.in", { code, position: now.submitted.position }));
    else if (now.others.length === 0) toast(t("desk.entry.first_done", { code }));
    if (now.submitted || now.others.length === 0) onDone();
    else onAgain();
  }
  const known = sheet.submitted ?? (sheet.mine ? sheet.others[0] : null);
  return html`<${Form} onSend=${send}>
    ${sheet.submitted && html`<p class="notice" data-state="bad" role="alert">${t("desk.entry.is_in", { position: sheet.submitted.position, at: whenText(sheet.submitted.recorded_at) })}</p>`}
    ${
      !sheet.submitted &&
      !sheet.mine &&
      sheet.others.length > 0 &&
      html`<p class="notice" data-state="good">${t("desk.entry.second", { names: listed(sheet.others.map((/** @type {any} */ one) => one.by.name)) })}</p>`
    }
    ${sheet.mine && sheet.others.length === 0 && html`<p class="notice" data-state="warn">${t("desk.entry.own_waits")}</p>`}
    ${known && html`<${Differences} aspects=${aspects} marks=${marks} known=${known} mayTake=${!sheet.submitted} />`}
    <${MarkInputs} aspects=${aspects} marks=${marks} before=${sheet.mine?.marks ?? {}} />
    <${Field} label=${t("desk.sheet.comment")} value=${comment} maxlength="2000" />
    <${IntentNotice} intent=${intent} />
    <div class="row">
      ${!sheet.submitted && html`<${IntentButton} intent=${intent}>${t(sheet.others.length ? "desk.entry.send_second" : "desk.entry.send")}<//>`}
      <button type="button" class="button" onClick=${onDone}>${t("common.back")}</button>
    </div>
  <//>`;
}

/** What was typed beside what another person typed, or what is in; of two persons one takes what is on the paper. @param {any} props */
function Differences({ aspects, marks, known, mayTake }) {
  const changes = differences(aspects, marks.value, known.marks);
  const who = known.by ? known.by.name : t("desk.entry.record");
  return html`<section class="plate change-box" aria-live="polite">
    <h2>${t("desk.entry.differences", { n: changes.length })}</h2>
    ${
      changes.length === 0
        ? html`<p class="quiet">${t("desk.entry.no_differences")}</p>`
        : html`<div class="table-frame" tabindex="0" role="region" aria-label=${t("desk.entry.differences", { n: changes.length })}><table class="table entry-differences">
            <thead><tr>
              <th scope="col">${t("desk.paper.aspect")}</th>
              <th scope="col">${t("desk.entry.you")}</th>
              <th scope="col">${who}</th>
              ${mayTake && html`<th scope="col"><span class="visually-hidden">${t("desk.col.acts")}</span></th>`}
            </tr></thead>
            <tbody>
              ${changes.map(
                (one) => html`<tr key=${one.id}>
                  <th scope="row">${one.title}</th>
                  <td class="figures">${one.before}</td>
                  <td class="figures"><strong>${one.after}</strong></td>
                  ${
                    mayTake &&
                    html`<td><button type="button" class="button" onClick=${() => {
                      marks.value = { ...marks.value, [one.id]: known.marks[one.id] };
                    }}>${t("desk.entry.take", { mark: one.after })}</button></td>`
                  }
                </tr>`,
              )}
            </tbody>
          </table></div>`
    }
  </section>`;
}
