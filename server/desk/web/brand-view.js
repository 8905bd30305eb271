// The look of a competition at the desk: short name, logo and colours with a live preview, and its sponsors below.

import { html, useEffect, useSignal } from "../../../static/lib/ui.js";
import { ask, inside } from "./api.js";
import { useBoards } from "./fleet.js";
import { CHANGED_MEANWHILE, useIntent } from "./intent.js";
import { LogoField } from "./logo-field.js";
import { readLook } from "./look.js";
import { Fault, Field, Form, Head, IntentButton, IntentNotice, Wait } from "./parts.js";
import { ScreenPicture } from "./screen-picture.js";
import { SponsorsPart } from "./sponsors-part.js";
import { route, toast } from "./store.js";
import { useAnswer } from "./use-answer.js";
import { shown, t } from "./words.js";

/** What the two fields of colours begin with. */
const FIRST = { first: "#c8102e", second: "#f8bb2d" };
/** A colour picker tells every move; the server is asked when it rests. Milliseconds. */
const REST = 150;
const NAME_MAX = 40;

/** The page: what was chosen, and how it would look. */
export function BrandView() {
  const { competition } = route.value;
  const address = inside(competition ?? "", "/brand");
  const { answer, problem, retry } = useAnswer(() => ask(address), [address]);
  if (!answer) return problem ? html`<${Fault} problem=${problem} onRetry=${retry} />` : html`<${Wait} />`;
  return html`<div class="brand-page">
    <${Head} title=${t("desk.view.brand")} above=${t("desk.brand.text")} />
    <${BrandForm} brand=${answer.brand} sponsors=${answer.sponsors} version=${answer.versions.brand} address=${address} />
    <${SponsorsPart} sponsors=${answer.sponsors} version=${answer.versions.sponsors} onDone=${retry} />
  </div>`;
}

/** @param {any} props */
function BrandForm({ brand, sponsors, version, address }) {
  const [zh, en] = [useSignal(brand.name.zh), useSignal(brand.name.en)];
  const logos = useSignal({ logo: brand.logo, small: brand.small });
  const own = useSignal(brand.first !== "");
  const [first, second] = [useSignal(brand.first || FIRST.first), useSignal(brand.second || FIRST.second)];
  const strip = useSignal(brand.strip);
  const [intent, uploading] = [useIntent(), useIntent()];
  const seen = useSignal(version);
  const theirs = useSignal(/** @type {any} */ (null));
  const colours = useColours(own.value ? first.value : "", second.value);
  const name = { zh: zh.value.trim(), en: en.value.trim() };
  async function send() {
    const chosen = own.value ? { first: first.value, second: second.value } : { first: "", second: "" };
    const body = { name, ...logos.value, ...chosen, strip: strip.value, replaces: seen.value };
    const kept = await intent.send(address, body);
    theirs.value = null;
    if (kept) {
      seen.value = kept.brand;
      readLook(route.value.competition ?? "");
      toast(t("desk.brand.saved"));
    } else if (intent.state.value.problem?.code === CHANGED_MEANWHILE) {
      const now = await ask(address).catch(() => null);
      // Who saves again after this has been told, and had what was kept a touch away.
      if (now) [theirs.value, seen.value] = [now.brand, now.versions.brand];
    }
  }
  function takeTheirs() {
    const now = theirs.value;
    [zh.value, en.value, strip.value, own.value] = [now.name.zh, now.name.en, now.strip, now.first !== ""];
    logos.value = { logo: now.logo, small: now.small };
    [first.value, second.value] = [now.first || FIRST.first, now.second || FIRST.second];
    theirs.value = null;
    intent.forget();
  }
  const draft = {
    ...(name.zh || name.en ? { name } : {}),
    ...logos.value,
    colours: colours ?? undefined,
    strip: strip.value,
    sponsors,
  };
  return html`<div class="brand-work">
    <${Form} onSend=${send} class="plate stack brand-form">
      <div class="pair">
        <${Field} label=${t("desk.brand.name_zh")} value=${zh} maxlength=${NAME_MAX} lang="zh-CN" />
        <${Field} label=${t("desk.brand.name_en")} value=${en} maxlength=${NAME_MAX} lang="en" />
      </div>
      <${LogoField} ...${logos.value} label=${t("desk.brand.logo")} intent=${uploading}
        onChoose=${(/** @type {any} */ chosen) => {
          logos.value = chosen;
        }} />
      <${Tick} value=${own} label=${t("desk.brand.own_colours")} />
      ${
        own.value &&
        html`<div class="row">
          <${Colour} label=${t("desk.brand.first")} value=${first} />
          <${Colour} label=${t("desk.brand.second")} value=${second} />
          ${colours && html`<${Samples} colours=${colours} />`}
        </div>
        <p class="hint">${t("desk.brand.colours_hint")}</p>`
      }
      <${Tick} value=${strip} label=${t("desk.brand.strip")} />
      <${IntentNotice} intent=${intent} />
      <div class="row">
        <${IntentButton} intent=${intent}>${t("common.save")}<//>
        ${theirs.value && html`<button type="button" class="button" onClick=${takeTheirs}>${t("desk.take_theirs")}</button>`}
      </div>
    <//>
    <${Preview} draft=${draft} />
  </div>`;
}

/** @param {{value: import("../../../static/lib/ui.js").Signal<boolean>, label: string}} props */
function Tick({ value, label }) {
  return html`<label class="tick">
    <input type="checkbox" checked=${value.value} onChange=${(/** @type {any} */ event) => {
      value.value = event.currentTarget.checked;
    }} />
    <span>${label}</span>
  </label>`;
}

/** @param {{value: import("../../../static/lib/ui.js").Signal<string>, label: string}} props */
function Colour({ value, label }) {
  return html`<label class="field">
    <span>${label}</span>
    <input class="input colour-input" type="color" value=${value.value} onInput=${(
      /** @type {any} */ event,
    ) => {
      value.value = event.currentTarget.value;
    }} />
  </label>`;
}

/** The first colour as it will stand in either hall: perhaps lighter or darker than chosen. @param {any} props */
function Samples({ colours }) {
  return html`<div class="field">
    <span>${t("desk.brand.as_shown")}</span>
    <span class="row">${["dark", "light"].map(
      (
        room,
      ) => html`<span key=${room} class="colour-sample" style=${{ background: colours[room]["--brand"], color: colours[room]["--on-brand"] }}>
        ${t(`desk.screens.theme_${room}`)}
      </span>`,
    )}</span>
  </div>`;
}

/** Colours that follow from two, once they rest; null without any. @param {string} first @param {string} second */
function useColours(first, second) {
  const found = useSignal(/** @type {any} */ (null));
  useEffect(() => {
    if (!first) {
      found.value = null;
      return undefined;
    }
    let left = false;
    const query = new URLSearchParams({ first, second });
    const timer = setTimeout(async () => {
      // Away or refused: the preview keeps the colours it had, and saving says why.
      const colours = await ask(`/api/v1/brand-colours?${query}`).catch(() => null);
      if (!left && colours) found.value = colours;
    }, REST);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [first, second]);
  return found.value;
}

/** A board and a waiting screen in the look that is tried. @param {any} props */
function Preview({ draft }) {
  const boards = useBoards();
  const { competition } = route.value;
  const standings = boards("standings")[0]?.id;
  const zone = standings
    ? { kind: "standings", board: standings, options: {} }
    : { kind: "welcome", board: `overview.${competition}`, options: {} };
  const step = { seconds: 0, layout: "full", zones: [zone] };
  const show = { kind: "scene", id: "brand", since: 0, steps: [step] };
  /** @param {any} more */
  const told = (more) => ({
    name: t("desk.brand.a_screen"),
    board: "",
    options: { language: shown.value, both: true },
    identify: 0,
    house: competition,
    brand: draft,
    ...more,
  });
  const looks = [
    ["dark", told({ show })],
    ["light", told({ show, setting: { theme: "light" } })],
    ["idle", told({})],
  ];
  return html`<div class="brand-previews">
    ${looks.map(
      ([name, one]) => html`<figure key=${name}>
        <${ScreenPicture} told=${one} width=${1920} height=${1080} label=${t(`desk.brand.preview_${name}`)} />
        <figcaption class="quiet">${t(`desk.brand.preview_${name}`)}</figcaption>
      </figure>`,
    )}
  </div>`;
}
