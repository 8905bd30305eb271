// Numbers on paper, in both languages whatever the desk speaks: labels to hand out, and what goes into the envelope.

import { html } from "../../../../static/lib/ui.js";
import { Logo, onPaper } from "../look.js";
import { me } from "../store.js";
import { before, seedGroups } from "./seal-rules.js";

/** @type {Record<string, [string, string]>} */
const NAMES = {
  entry: ["参赛号", "Entry number"],
  station: ["赛位号", "Station number"],
  work: ["评审号", "Work number"],
  names: ["编号", "No."],
};

/** @param {{zh?: string, en?: string} | undefined} text */
const zh = (text) => text?.zh || text?.en || "";
/** @param {{zh?: string, en?: string} | undefined} text */
const en = (text) => text?.en || text?.zh || "";

/** One label a number: what is worn or stuck on, and a stub that tells whom it is for and goes into the envelope. @param {any} props */
export function LabelSheet({ round, layer, numbers }) {
  const from = before(round.layers, layer);
  return html`<div class="seal-labels seal-paper">
    ${numbers.rows.map(
      (/** @type {any} */ row) => html`<article class="seal-label" key=${row.code} ...${onPaper()}>
        <div class="seal-label-main">
          <p class="seal-label-round"><${Logo} large />${zh(round.event.title)} · ${zh(round.title)}</p>
          <p class="seal-label-kind">${NAMES[layer.layer][0]} <span lang="en">${NAMES[layer.layer][1]}</span></p>
          <strong class="code">${row.code}</strong>
          ${row.heat ? html`<p class="seal-label-place">第 ${row.heat} 场 · ${row.station} 号工位 <span lang="en">Heat ${row.heat}, station ${row.station}</span></p>` : null}
        </div>
        <div class="seal-label-stub">
          <p>发给 <span lang="en">For</span></p>
          <strong class="code">${row.of}</strong>
          ${from === "names" && html`<p class="seal-label-name">${zh(row.name)}</p><p>${zh(row.delegation)}</p>`}
          <p class="seal-label-how">撕下存根，放入信封<br /><span lang="en">Tear off, keep in the envelope</span></p>
        </div>
      </article>`,
    )}
  </div>`;
}

/** The sheet for the envelope: the seed, how anyone checks it, and both sides of every number. @param {any} props */
export function EnvelopeSheet({ round, layer, numbers }) {
  const from = before(round.layers, layer);
  const [kind, kindEn] = NAMES[layer.layer];
  return html`<div class="seal-envelope seal-paper" ...${onPaper()}>
    <header>
      <p class="seal-whose"><${Logo} large /> ${zh(me.value.title)} <span lang="en">${en(me.value.title)}</span></p>
      <h1>${kind}密封件 <span lang="en">Sealed: ${kindEn.toLowerCase()}s</span></h1>
      <p>${zh(round.event.title)} · ${zh(round.title)}　<span lang="en">${en(round.event.title)} · ${en(round.title)}</span></p>
      <p>共 ${numbers.rows.length} 个号 · 记录 #${layer.position} · 加密裁判 ${layer.by}<br />
        <span lang="en">${numbers.rows.length} numbers · ledger #${layer.position} · drawn by ${layer.by}</span></p>
    </header>
    <section>
      <h2>种子 <span lang="en">Seed</span></h2>
      <p class="seal-seed code">${seedGroups(numbers.seed).map((group) => html`<span>${group}</span>`)}</p>
      <p>承诺值 <span lang="en">Commitment</span>: <code>${numbers.commitment}</code></p>
      <p class="seal-label-how">口令遗失时凭此种子解密；任何人可由种子重新算出全部号码。装入信封、封口、两人骑缝签名，裁判长保管。<br />
        <span lang="en">Opens the layer when a passphrase is lost; anyone can work out every number from it. Into the envelope, sealed,
        two signatures across the seal, kept by the chief judge.</span></p>
    </section>
    <table>
      <thead><tr>
        <th>${kind} <span lang="en">${kindEn}</span></th>
        <th>${NAMES[from][0]} <span lang="en">${NAMES[from][1]}</span></th>
        ${from === "names" && html`<th>姓名、单位 <span lang="en">Name, delegation</span></th>`}
        <th>领取签名 <span lang="en">Received</span></th>
      </tr></thead>
      <tbody>
        ${numbers.rows.map(
          (/** @type {any} */ row) => html`<tr key=${row.code}>
            <td class="code">${row.code}</td>
            <td class="code">${row.of}</td>
            ${from === "names" && html`<td>${zh(row.name)}　${zh(row.delegation)}</td>`}
            <td></td>
          </tr>`,
        )}
      </tbody>
    </table>
    <footer>
      <p>加密裁判 <span lang="en">Encryption judge</span></p>
      <p>监督仲裁 <span lang="en">Supervisor</span></p>
      <p>日期时间 <span lang="en">Date and time</span></p>
    </footer>
  </div>`;
}
