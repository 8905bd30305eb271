// The chief judge calls: a banner over every page of the tablet until the judge says that they heard. Kept from the work list.

import { html, signal, useEffect } from "../../static/lib/ui.js";
import * as api from "./api.js";
import { session, work } from "./state.js";
import { t } from "./texts.js";

const BUZZ_MS = [300, 150, 300, 150, 600];
/** The call that was answered here; the answer is sent again while the server still says that it waits. */
const answered = signal(0);

/** @param {number} at */
async function answer(at) {
  answered.value = at;
  if (session.value) await api.sendHeard(session.value.token, at);
}

/** The call, or nothing. */
export function CallBanner() {
  const list = work.value;
  const at = list?.data.call?.at ?? 0;
  useEffect(() => {
    if (at === 0) return;
    if (at === answered.peek()) answer(at);
    else navigator.vibrate?.(BUZZ_MS);
  }, [at, list?.readAt]);
  if (at === 0 || at === answered.value) return null;
  return html`<section class="call-banner" role="alert" data-call>
    <span class="call-bell" aria-hidden="true">!</span>
    <strong class="grow">${t("judge.call")}</strong>
    <button type="button" class="button button-main big" data-do="heard" onClick=${() => answer(at)}>${t("judge.call_heard")}</button>
  </section>`;
}
