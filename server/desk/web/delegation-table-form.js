// A table of delegations of one's own: begun with a ready one or a file, every field by hand. The server checks it.

import { hasText } from "../../../static/lib/i18n.js";
import { html, useSignal } from "../../../static/lib/ui.js";
import { faultText, SCALES, tableFrom, valuesOf } from "./delegation-table-values.js";
import { Form } from "./parts.js";
import { choices, Faults, Line, MODES, Pick, Ready, readRule, Whole } from "./rule-fields.js";
import { overview } from "./store.js";
import { say, sayProblem, shown, t } from "./words.js";

const AREA = "delegations";
export const READ = "/api/v1/delegation-tables/read";

/**
 * @param {any} props `now`: the table that is changed, or one with an id alone; `ready`: those to begin with;
 *   `onTake`: given the table once the server finds nothing wrong with it
 */
export function DelegationTableForm({ now, ready, onTake, onBack }) {
  const values = useSignal(valuesOf(now));
  const faults = useSignal(/** @type {string[]} */ ([]));
  const busy = useSignal(false);
  /** @param {any} more */
  const put = (more) => {
    values.value = { ...values.value, ...more };
  };
  async function send() {
    busy.value = true;
    try {
      const { found, problems } = await readRule(READ, new Blob([JSON.stringify(tableFrom(values.value))]));
      faults.value = problems.map((line) => faultText(line, shown.value, labelOf));
      if (found) onTake(found);
    } catch (error) {
      faults.value = [sayProblem(error)];
    } finally {
      busy.value = false;
    }
  }
  return html`<${Form} onSend=${send} class="stack team-rule">
    <${Ready} label=${t("desk.delegations.begin_with")} none=${t("desk.teams.by_hand")}
      ready=${ready.map((/** @type {any} */ one) => ({ ...one, label: say(one.title) }))}
      onTake=${(/** @type {any} */ one) => put({ ...valuesOf(one), id: values.value.id })} />
    <${Fields} values=${values.value} put=${put} />
    <${Faults} lines=${faults.value} />
    <div class="row dialog-acts">
      <button class="button button-main" disabled=${busy.value}>${t("desk.delegations.take")}</button>
      <button type="button" class="button" onClick=${onBack}>${t("common.back")}</button>
    </div>
  <//>`;
}

/** The label of a field, undefined where the form has none. @param {string} name */
function labelOf(name) {
  const key = `desk.${AREA}.field.${name}`;
  return hasText(key) ? t(key) : undefined;
}

/** @param {any} props */
function Fields({ values, put }) {
  const all = { area: AREA, values, put };
  const choice = (/** @type {string} */ name, /** @type {string[]} */ some) => choices(AREA, name, some);
  const sums = values.of !== "medals";
  return html`<div class="pair">
      <${Line} ...${all} name="zh" required maxlength="60" />
      <${Line} ...${all} name="en" required maxlength="60" />
    </div>
    <div class="pair">
      <${Pick} ...${all} name="of" options=${choice("of", ["medals", "award_points", "rank_points", "scale", "total"])} />
      ${sums && html`<${Pick} ...${all} name="take" options=${choice("take", ["sum", "mean"])} />`}
    </div>
    ${
      values.of === "rank_points" &&
      html`<div class="pair">
        <${Line} ...${all} name="points" required hint=${t("desk.teams.points_hint")} />
        <${Pick} ...${all} name="shared" options=${choice("shared", ["full", "mean"])} />
      </div>`
    }
    ${values.of === "scale" && html`<${Scale} scale=${values.scale} put=${put} />`}
    ${
      sums &&
      html`<div class="pair">
        <${Whole} ...${all} name="best_of_event" empty hint=${t("desk.delegations.best_of_event_hint")} />
        <${Pick} ...${all} name="ties" options=${choice("ties", ["none", "medals", "ranks"])} />
      </div>
      <div class="pair">
        <${Whole} ...${all} name="places" />
        <${Pick} ...${all} name="mode" options=${choices("teams", "mode", MODES)} />
      </div>`
    }
    <${Events} values=${values} put=${put} />`;
}

/** What results are put on before they are added up. @param {any} props */
function Scale({ scale, put }) {
  const all = {
    area: AREA,
    values: scale,
    put: (/** @type {any} */ more) => put({ scale: { ...scale, ...more } }),
  };
  const figure = { inputmode: "decimal", pattern: "[0-9]+([.][0-9]+)?", required: true };
  const by = {
    ...all,
    put: (/** @type {any} */ more) => put({ scale: { ...SCALES[more.by] } }),
  };
  return html`<div class="pair">
      <${Pick} ...${by} name="by" options=${choices(AREA, "by", Object.keys(SCALES))} />
      ${scale.by === "share" && html`<${Pick} ...${all} name="share_of" values=${{ share_of: scale.of }} put=${(/** @type {any} */ more) => all.put({ of: more.share_of })} options=${choices(AREA, "share_of", ["best", "max"])} />`}
    </div>
    ${
      scale.by === "share"
        ? html`<div class="pair"><${Line} ...${all} name="full" ...${figure} /></div>`
        : html`<div class="pair"><${Line} ...${all} name="centre" ...${figure} /><${Line} ...${all} name="spread" ...${figure} /></div>`
    }
    ${scale.by === "median" && html`<div class="pair"><${Line} ...${all} name="low" ...${figure} /><${Line} ...${all} name="high" ...${figure} /></div>`}
    ${
      scale.by === "t_score" &&
      html`<label class="tick">
        <input type="checkbox" checked=${scale.sample} onChange=${() => all.put({ sample: !scale.sample })} />
        <span>${t(`desk.${AREA}.field.sample`)}</span>
      </label>`
    }`;
}

/** Which events count, and in a mean how many people an entry of theirs is. @param {any} props */
function Events({ values, put }) {
  const mean = values.take === "mean" && values.of !== "medals";
  const toggled = (/** @type {string} */ id) =>
    values.events.includes(id)
      ? values.events.filter((/** @type {string} */ one) => one !== id)
      : [...values.events, id];
  return html`<fieldset class="choice">
    <legend>${t(`desk.${AREA}.field.events`)}</legend>
    <p class="quiet">${t(mean ? "desk.delegations.events_mean_hint" : "desk.delegations.events_hint")}</p>
    ${overview.value.events.map(
      (/** @type {any} */ event) => html`<div key=${event.id} class="row">
        <label class="grow">
          <input type="checkbox" checked=${values.events.includes(event.id)} onChange=${() => put({ events: toggled(event.id) })} />
          <span>${say(event.title)}</span>
        </label>
        ${
          mean &&
          html`<input class="input heads" inputmode="numeric" pattern="[0-9]*" aria-label=${t("desk.delegations.heads_of", { event: say(event.title) })}
            placeholder="1" value=${values.people[event.id] ?? ""}
            onInput=${(/** @type {any} */ e) => put({ people: { ...values.people, [event.id]: e.currentTarget.value } })} />`
        }
      </div>`,
    )}
  </fieldset>`;
}
