// Judges' cards to print: QR, short code, and the PIN on a part that is cut off. Their secrets live on this page only.

import { find } from "../../../static/lib/html.js";
import { html, useEffect, useRef, useSignal } from "../../../static/lib/ui.js";
import { ask } from "./api.js";
import { inOrder } from "./in-order.js";
import { Logo, onPaper } from "./look.js";
import { ownAddress } from "./own-address.js";
import { Fault, Field } from "./parts.js";
import { t } from "./words.js";

/** @param {string} name */
const told = (name) => find(`meta[name=jinchui-${name}]`).getAttribute("content") ?? "";

/** Where a device that does not trust the venue yet is told how; "" where there is nothing to trust. @param {string} base */
function trustAddress(base) {
  const port = Number(told("trust-port"));
  const host = URL.canParse(base) ? new URL(base).hostname : "";
  return port && host ? `http://${host}:${port}/` : "";
}

/**
 * All cards made since this view was opened.
 *
 * @param {{cards: any[], title: string, onDone: () => void}} props
 */
export function CardSheet({ cards, title, onDone }) {
  // As the server thinks; the organiser may know better.
  const address = useSignal(ownAddress());
  const codes = useSignal(/** @type {Record<string, any>} */ ({}));
  const problem = useSignal(/** @type {any} */ (null));
  const base = address.value.trim().replace(/\/+$/, "");
  const questions = useRef(inOrder());
  function load() {
    problem.value = null;
    // While an address is typed each letter asks: the codes are those of the newest, whichever answer comes last.
    const fresh = questions.current.ask();
    const texts = cards.map((card) => `${base}${pathOf(card)}#card=${card.card}`);
    ask("/desk/qr", { body: { texts } }).then(
      (drawings) => {
        if (!fresh()) return;
        codes.value = Object.fromEntries(cards.map((card, n) => [card.id, drawings[n]]));
      },
      (error) => {
        if (fresh()) problem.value = error;
      },
    );
  }
  useEffect(load, [base, cards.map((card) => card.card).join()]);
  return html`<section class="card-sheet" aria-label=${t("desk.cards.title")}>
    <div class="plate plate-lead no-print card-tools">
      <div class="grow">
        <h2>${t("desk.cards.title")}</h2>
        <p>${t("desk.cards.text")}</p>
      </div>
      <${Field} label=${t("desk.cards.address")} hint=${t("desk.cards.address_hint")} value=${address} />
      <div class="row">
        <button class="button button-main" onClick=${() => print()}>${t("desk.cards.print", { n: cards.length })}</button>
        <button class="button" onClick=${onDone}>${t("desk.cards.done")}</button>
      </div>
      ${problem.value && html`<${Fault} problem=${problem.value} onRetry=${load} />`}
    </div>
    <div class="cards">
      ${cards.map((card) => html`<${Card} key=${card.id} card=${card} drawing=${codes.value[card.id]} title=${title} base=${base} />`)}
    </div>
  </section>`;
}

/** Where each kind of card is used, and what stands on it. @type {Record<string, {path: string, zh: string, en: string}>} */
const KINDS = {
  judge: { path: "/judge/", zh: "裁判卡", en: "Judge's card" },
  floor: { path: "/floor/", zh: "现场裁判卡", en: "Floor judge's card" },
  chief: { path: "/desk/", zh: "裁判长卡", en: "Chief judge's card" },
  recorder: { path: "/desk/", zh: "录入员卡", en: "Recorder's card" },
  encryption: { path: "/desk/", zh: "加密裁判卡", en: "Encryption judge's card" },
  supervisor: { path: "/desk/", zh: "监督仲裁卡", en: "Supervisor's card" },
};
/** @param {any} card */
const kindOf = (card) => KINDS[card.role ?? "judge"];
/** @param {any} card */
const pathOf = (card) => kindOf(card).path;

/** One card; both languages stand on it, whatever the desk speaks. @param {any} props */
function Card({ card, drawing, title, base }) {
  const name = told("name");
  const trust = trustAddress(base);
  return html`<article class="card" ...${onPaper()}>
    <div class="card-main">
      <div class="card-words">
        <p class="card-competition"><${Logo} large /><span>${title}</span></p>
        <p class="card-role">${kindOf(card).zh} <span lang="en">${kindOf(card).en}</span></p>
        <h3>${card.name}</h3>
        <p class="card-how">扫码，或打开 ${base}${pathOf(card)} 输入卡号<br />
          <span lang="en">Scan, or open the address and type the card number</span>
          ${name && name !== base && html`<br />也可用 <span lang="en">Also</span> ${name}${pathOf(card)}`}
          ${trust && html`<br />新平板先打开 <span lang="en">A new tablet opens this first:</span> <strong>${trust}</strong>`}</p>
        <p class="card-code"><span class="quiet">卡号 <span lang="en">Card</span></span> <strong class="code">${card.code}</strong></p>
      </div>
      ${drawing ? html`<${QrCode} drawing=${drawing} label=${t("desk.cards.qr", { name: card.name })} />` : html`<div class="qr"></div>`}
    </div>
    <div class="card-pin">
      <p>PIN</p>
      <strong class="code">${card.pin}</strong>
      <p class="card-name">${card.name}</p>
      <p class="card-how">沿线剪开，分开保管<br /><span lang="en">Cut off and keep apart</span></p>
    </div>
  </article>`;
}

/** @param {{drawing: {size: number, path: string}, label: string}} props */
export function QrCode({ drawing, label }) {
  const quiet = 2;
  const side = drawing.size + 2 * quiet;
  return html`<svg class="qr" viewBox=${`${-quiet} ${-quiet} ${side} ${side}`} role="img" aria-label=${label}
    shape-rendering="crispEdges">
    <rect x=${-quiet} y=${-quiet} width=${side} height=${side} fill="#fff" />
    <path d=${drawing.path} fill="#000" />
  </svg>`;
}
