// The floor's dialogs: time given back, notes, stopping all, a clock that goes on or begins anew, a heat's name and time.

import { html, useSignal } from "../../../../static/lib/ui.js";
import { useIntent } from "../intent.js";
import { bothTexts, Dialog, Field, Form, IntentButton, IntentNotice, TitleFields } from "../parts.js";
import { t } from "../words.js";
import { secondsOf } from "./floor-rules.js";
import { place } from "./floor-store.js";

const MINUTES = ["0:30", "1", "2", "3", "5", "10"];
const REASONS = ["equipment", "power", "material", "official", "safety"];
const FAULTS = ["protection", "unsafe", "left", "help", "dropped", "rules"];

/** Ready-made words that a glove can choose. @param {any} props */
function Words({ keys, area, into }) {
  return html`<div class="floor-words">
    ${keys.map(
      (
        /** @type {string} */ one,
      ) => html`<button type="button" class="button" key=${one} aria-pressed=${into.value === t(`floor.${area}.${one}`)}
        onClick=${() => {
          into.value = t(`floor.${area}.${one}`);
        }}>${t(`floor.${area}.${one}`)}</button>`,
    )}
  </div>`;
}

/** @param {any} props */
function Acts({ intent, label, onClose, danger = false, disabled = false }) {
  return html`<${IntentNotice} intent=${intent} />
    <div class="row dialog-acts">
      <${IntentButton} intent=${intent} kind=${danger ? "button-danger big" : "button-main big"}
        disabled=${disabled || intent.state.value.busy}>${label}<//>
      <button type="button" class="button big" onClick=${onClose}>${t("common.cancel")}</button>
    </div>`;
}

/** A command of the open round; closes the dialog once it is recorded. @param {() => void} onClose */
function useAct(onClose) {
  const intent = useIntent();
  const { competition, round } = place.value;
  /** @param {object} body */
  async function act(body) {
    if (await intent.command(competition, { ...body, round })) onClose();
  }
  return { intent, act };
}

/** @param {{module: string, codes: string[], onClose: () => void}} props */
export function GiveTime({ module, codes, onClose }) {
  const [amount, reason] = [useSignal("1"), useSignal("")];
  const missed = useSignal(false);
  const { intent, act } = useAct(onClose);
  const seconds = secondsOf(amount.value);
  const send = () =>
    act({
      kind: "give_time",
      module,
      codes,
      seconds: missed.value ? -Number(seconds) : seconds,
      reason: reason.value.trim(),
    });
  return html`<${Dialog} title=${codes.length === 1 ? t("floor.give_to", { code: codes[0] }) : t("floor.give_to_all", { n: codes.length })} onClose=${onClose}>
    <${Form} onSend=${send}>
      <div class="floor-words">
        ${MINUTES.map(
          (one) =>
            html`<button type="button" class="button" key=${one} aria-pressed=${amount.value === one} onClick=${() => {
              amount.value = one;
            }}>${one.includes(":") ? one : t("floor.minutes", { n: Number(one) })}</button>`,
        )}
      </div>
      <${Field} label=${t("floor.amount")} hint=${t("floor.amount_hint")} value=${amount} required inputmode="numeric"
        pattern="[0-9]{1,3}([:：][0-5]?[0-9])?" />
      <label class="tick floor-tick">
        <input type="checkbox" checked=${missed.value} onChange=${() => {
          missed.value = !missed.value;
        }} />
        <span>${t("floor.missed")}</span>
      </label>
      <${Words} keys=${REASONS} area="reason" into=${reason} />
      <${Field} label=${t("floor.why")} value=${reason} required maxlength="500" />
      <${Acts} intent=${intent} onClose=${onClose} disabled=${!seconds} label=${t(missed.value ? "floor.take_send" : "floor.give_send")} />
    <//>
  <//>`;
}

/** @param {{module: string, code: string, onClose: () => void}} props */
export function NoteFault({ module, code, onClose }) {
  const text = useSignal("");
  const { intent, act } = useAct(onClose);
  return html`<${Dialog} title=${t("floor.note_on", { code })} onClose=${onClose}>
    <${Form} onSend=${() => act({ kind: "note_fault", module, code, text: text.value.trim() })}>
      <p class="quiet">${t("floor.note_text")}</p>
      <${Words} keys=${FAULTS} area="fault" into=${text} />
      <${Field} label=${t("floor.what")} value=${text} required maxlength="500" />
      <${Acts} intent=${intent} onClose=${onClose} label=${t("floor.note_send")} />
    <//>
  <//>`;
}

/** @param {{note: any, onClose: () => void}} props */
export function WithdrawFault({ note, onClose }) {
  const reason = useSignal("");
  const { intent, act } = useAct(onClose);
  return html`<${Dialog} title=${t("floor.withdraw")} onClose=${onClose}>
    <${Form} onSend=${() => act({ kind: "withdraw_fault", note: note.position, reason: reason.value.trim() })}>
      <p>${note.text}</p>
      <${Field} label=${t("floor.why")} value=${reason} required maxlength="500" autofocus />
      <${Acts} intent=${intent} onClose=${onClose} danger label=${t("floor.withdraw")} />
    <//>
  <//>`;
}

/** @param {{module: string, codes: string[], onClose: () => void}} props */
export function StopAll({ module, codes, onClose }) {
  const { intent, act } = useAct(onClose);
  return html`<${Dialog} title=${t("floor.stop_all", { n: codes.length })} onClose=${onClose}>
    <${Form} onSend=${() => act({ kind: "set_clocks", module, act: "stop", codes, reason: "" })}>
      <p>${t("floor.stop_all_text")}</p>
      <${Acts} intent=${intent} onClose=${onClose} danger label=${t("floor.stop_all", { n: codes.length })} />
    <//>
  <//>`;
}

/** To go on after the stop, or to begin anew. @param {{act: "start" | "reset", module: string, code: string, onClose: () => void}} props */
export function AskReason({ act: what, module, code, onClose }) {
  const reason = useSignal("");
  const { intent, act } = useAct(onClose);
  const key = what === "start" ? "again" : "reset";
  return html`<${Dialog} title=${`${t(`floor.${key}`)} · ${code}`} onClose=${onClose}>
    <${Form} onSend=${() => act({ kind: "set_clocks", module, act: what, codes: [code], reason: reason.value.trim() })}>
      <p>${t(`floor.${key}_text`)}</p>
      <${Field} label=${t("floor.why")} value=${reason} required maxlength="500" autofocus />
      <${Acts} intent=${intent} onClose=${onClose} danger=${what === "reset"} label=${t(`floor.${key}`)} />
    <//>
  <//>`;
}

/** Who was absent at the call did not start: the organiser's decision. @param {{entry: string, code: string, onClose: () => void}} props */
export function NotComing({ entry, code, onClose }) {
  const { intent, act } = useAct(onClose);
  return html`<${Dialog} title=${`${t("floor.not_started")} · ${code}`} onClose=${onClose}>
    <${Form} onSend=${() => act({ kind: "set_entry_state", entry, state: "not_started", reason: t("floor.reason.absent") })}>
      <p>${t("floor.not_started_text")}</p>
      <${Acts} intent=${intent} onClose=${onClose} danger label=${t("floor.not_started")} />
    <//>
  <//>`;
}

/** @param {{heat: any, onClose: () => void}} props */
export function PlanHeat({ heat, onClose }) {
  const [zh, en, time] = [useSignal(heat.title.zh), useSignal(heat.title.en), useSignal(heat.starts_at)];
  const { intent, act } = useAct(onClose);
  const send = () =>
    act({ kind: "plan_heat", heat: heat.heat, title: bothTexts(zh.value, en.value), starts_at: time.value });
  return html`<${Dialog} title=${t("floor.plan")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${TitleFields} label=${t("floor.heat_title")} zh=${zh} en=${en} />
      <${Field} label=${t("floor.starts_at")} value=${time} type="time" />
      <${Acts} intent=${intent} onClose=${onClose} label=${t("common.save")} />
    <//>
  <//>`;
}
