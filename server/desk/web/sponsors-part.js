// The sponsors of a competition at the desk: added, ordered, changed, removed. Every change is kept at once.

import { html, useSignal } from "../../../static/lib/ui.js";
import { inside } from "./api.js";
import { CHANGED_MEANWHILE, useIntent } from "./intent.js";
import { LogoField } from "./logo-field.js";
import { Choice, Dialog, Empty, Field, Form, IntentButton, IntentNotice, Section } from "./parts.js";
import { moved, put } from "./sponsor-list.js";
import { route } from "./store.js";
import { say, t } from "./words.js";

const TIERS = ["title", "partner", "sponsor", "supporter"];
const NAME_MAX = 80;
const NONE = { name: { zh: "", en: "" }, tier: "partner", logo: "", small: "" };

/** @param {{sponsors: any[], version: string, onDone: () => void}} props version: of the list as it is here */
export function SponsorsPart({ sponsors, version, onDone }) {
  const intent = useIntent();
  const open = useSignal(/** @type {any} */ (null));
  /** @param {any[]} next */
  async function keep(next) {
    const body = { sponsors: next, replaces: version };
    const done = await intent.send(inside(route.value.competition ?? "", "/sponsors"), body);
    // What somebody else kept is shown at once; what was typed here stays in its dialog.
    if (done || intent.state.value.problem?.code === CHANGED_MEANWHILE) onDone();
    return done;
  }
  const opened = open.value;
  return html`<${Section} title=${t("desk.sponsors.title")} action=${t("desk.sponsors.add")} onAct=${() => {
    open.value = NONE;
  }}>
    <p class="quiet">${t("desk.sponsors.text")}</p>
    ${opened === null && html`<${IntentNotice} intent=${intent} />`}
    ${sponsors.length === 0 && html`<${Empty} text=${t("desk.sponsors.none")} />`}
    ${TIERS.filter((tier) => sponsors.some((one) => one.tier === tier)).map(
      (tier) => html`<section key=${tier}>
        <h3>${t(`desk.sponsors.tier.${tier}`)}</h3>
        <ul class="sponsor-list">
          ${sponsors.map(
            (one, index) =>
              one.tier === tier &&
              html`<li key=${`${index} ${one.name.zh} ${one.name.en}`}><${Sponsor} sponsor=${one} sponsors=${sponsors} at=${index} keep=${keep} onOpen=${() => {
                open.value = one;
              }} /></li>`,
          )}
        </ul>
      </section>`,
    )}
    ${
      opened !== null &&
      html`<${SponsorDialog} sponsor=${opened} intent=${intent}
        onSend=${async (/** @type {any} */ one) => {
          if (await keep(put(sponsors, opened === NONE ? null : opened, one))) open.value = null;
        }}
        onClose=${() => {
          intent.forget();
          open.value = null;
        }} />`
    }
  <//>`;
}

/** @param {any} props */
function Sponsor({ sponsor, sponsors, at, keep, onOpen }) {
  const sure = useSignal(false);
  const first = sponsors[at - 1]?.tier !== sponsor.tier;
  const last = sponsors[at + 1]?.tier !== sponsor.tier;
  const name = say(sponsor.name);
  async function remove() {
    if (!sure.value) {
      sure.value = true;
      return;
    }
    await keep(sponsors.filter((/** @type {any} */ _, /** @type {number} */ index) => index !== at));
  }
  return html`<article class="sponsor-card">
    <button class="logo-plate" onClick=${onOpen} aria-label=${t("desk.sponsors.change", { name })}>
      ${sponsor.small ? html`<img src=${`/api/v1/screen-pictures/${sponsor.small}`} alt="" loading="lazy" />` : html`<strong>${name}</strong>`}
    </button>
    <p class="one-line">${name}</p>
    <div class="row">
      <button class="button button-small" disabled=${first} aria-label=${t("desk.sponsors.earlier", { name })} onClick=${() => keep(moved(sponsors, at, -1))}>◀</button>
      <button class="button button-small" disabled=${last} aria-label=${t("desk.sponsors.later", { name })} onClick=${() => keep(moved(sponsors, at, 1))}>▶</button>
      <span class="grow"></span>
      <button class="button button-small button-danger" onClick=${remove}>${t(sure.value ? "desk.screens.delete_sure" : "desk.screens.delete")}</button>
    </div>
  </article>`;
}

/** @param {any} props */
function SponsorDialog({ sponsor, intent, onSend, onClose }) {
  const [zh, en, tier] = [useSignal(sponsor.name.zh), useSignal(sponsor.name.en), useSignal(sponsor.tier)];
  const logos = useSignal({ logo: sponsor.logo, small: sponsor.small });
  const uploading = useIntent();
  const send = () =>
    onSend({ name: { zh: zh.value.trim(), en: en.value.trim() }, tier: tier.value, ...logos.value });
  return html`<${Dialog} title=${t(sponsor === NONE ? "desk.sponsors.add" : "desk.sponsors.one")} onClose=${onClose}>
    <${Form} onSend=${send}>
      <${Field} label=${t("desk.sponsors.name_zh")} value=${zh} maxlength=${NAME_MAX} lang="zh-CN" autofocus />
      <${Field} label=${t("desk.sponsors.name_en")} value=${en} maxlength=${NAME_MAX} lang="en" />
      <${Choice} id="sponsor-tier" label=${t("desk.sponsors.tier")} value=${tier} options=${TIERS.map((one) => [one, t(`desk.sponsors.tier.${one}`)])} />
      <${LogoField} ...${logos.value} label=${t("desk.brand.logo")} intent=${uploading}
        onChoose=${(/** @type {any} */ chosen) => {
          logos.value = chosen;
        }} />
      <${IntentNotice} intent=${intent} />
      <div class="row dialog-acts"><${IntentButton} intent=${intent}>${t("common.save")}<//></div>
    <//>
  <//>`;
}
