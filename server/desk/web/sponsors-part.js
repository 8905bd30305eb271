// The sponsors of a competition at the desk: added, ordered, changed, removed. Every change is kept at once.

import { html, useSignal } from "../../../static/lib/ui.js";
import { inside } from "./api.js";
import { useIntent } from "./intent.js";
import { LogoField } from "./logo-field.js";
import { Choice, Dialog, Empty, Field, Form, IntentButton, IntentNotice, Section } from "./parts.js";
import { route } from "./store.js";
import { say, t } from "./words.js";

const TIERS = ["title", "partner", "sponsor", "supporter"];
const NAME_MAX = 80;
const NONE = { name: { zh: "", en: "" }, tier: "partner", logo: "", small: "" };

/**
 * The list after one moved by a place within its tier.
 *
 * @param {any[]} sponsors by tier
 * @param {number} at
 * @param {1 | -1} by
 */
export function moved(sponsors, at, by) {
  const next = [...sponsors];
  if (sponsors[at + by]?.tier === sponsors[at].tier) [next[at], next[at + by]] = [next[at + by], next[at]];
  return next;
}

/** @param {{sponsors: any[], onDone: () => void}} props */
export function SponsorsPart({ sponsors, onDone }) {
  const intent = useIntent();
  const open = useSignal(/** @type {number | null} */ (null));
  /** @param {any[]} next */
  async function keep(next) {
    const done = await intent.send(inside(route.value.competition ?? "", "/sponsors"), { sponsors: next });
    if (done) onDone();
    return done;
  }
  const at = open.value;
  return html`<${Section} title=${t("desk.sponsors.title")} action=${t("desk.sponsors.add")} onAct=${() => {
    open.value = sponsors.length;
  }}>
    <p class="quiet">${t("desk.sponsors.text")}</p>
    ${at === null && html`<${IntentNotice} intent=${intent} />`}
    ${sponsors.length === 0 && html`<${Empty} text=${t("desk.sponsors.none")} />`}
    ${TIERS.filter((tier) => sponsors.some((one) => one.tier === tier)).map(
      (tier) => html`<section key=${tier}>
        <h3>${t(`desk.sponsors.tier.${tier}`)}</h3>
        <ul class="sponsor-list">
          ${sponsors.map(
            (one, index) =>
              one.tier === tier &&
              html`<li key=${`${index} ${one.name.zh} ${one.name.en}`}><${Sponsor} sponsor=${one} sponsors=${sponsors} at=${index} keep=${keep} onOpen=${() => {
                open.value = index;
              }} /></li>`,
          )}
        </ul>
      </section>`,
    )}
    ${
      at !== null &&
      html`<${SponsorDialog} key=${at} sponsor=${sponsors[at] ?? NONE} intent=${intent}
        onSend=${async (/** @type {any} */ one) => {
          const next = at < sponsors.length ? sponsors.with(at, one) : [...sponsors, one];
          if (await keep(next)) open.value = null;
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
