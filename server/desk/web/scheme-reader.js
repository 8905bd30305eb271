// A marking scheme, readable in full: modules, aspects, what each is worth. It shows; it changes nothing.

import { html } from "../../../static/lib/ui.js";
import { kindWords } from "./penalty-words.js";
import { panelWords, resultWords, ruleWords, tieWords, titleIn } from "./scheme-words.js";
import { say, t } from "./words.js";

/** @param {{scheme: any}} props */
export function SchemeReader({ scheme }) {
  return html`<div class="scheme stack">
    <${Facts} scheme=${scheme} />
    ${scheme.note && html`<p class="notice">${say(scheme.note)}</p>`}
    <nav class="row scheme-index" aria-label=${t("desk.scheme.modules")}>
      ${scheme.modules.map(
        (/** @type {any} */ module) =>
          html`<a key=${module.id} href=${`#module-${module.id}`}>${say(module.title)}</a>`,
      )}
    </nav>
    ${scheme.modules.map((/** @type {any} */ module) => html`<${Module} key=${module.id} module=${module} of=${{ unit: scheme.result.unit, titleOf: (/** @type {string} */ id) => titleIn(scheme, id) }} sections=${scheme.sections ?? []} />`)}
    <${Ranking} scheme=${scheme} />
    <${Penalties} scheme=${scheme} />
    <${Sections} scheme=${scheme} />
  </div>`;
}

/** @param {{scheme: any}} props */
function Facts({ scheme }) {
  return html`<dl class="facts">
    <div><dt>${t("desk.scheme.trade")}</dt><dd>${say(scheme.trade)}</dd></div>
    <div><dt>${t("desk.scheme.result")}</dt><dd>${resultWords(scheme.result)}</dd></div>
    ${scheme.max !== null && html`<div><dt>${t("desk.scheme.max")}</dt><dd class="figures">${scheme.max}</dd></div>`}
    ${scheme.aspect_max && html`<div><dt>${t("desk.scheme.aspect_max")}</dt><dd class="figures">${scheme.aspect_max}</dd></div>`}
    ${scheme.own_delegation === "mark" && html`<div><dt>${t("desk.scheme.own_delegation")}</dt><dd>${t("desk.scheme.own_delegation_mark")}</dd></div>`}
    <div><dt>${t("desk.scheme.basis")}</dt><dd><${Basis} basis=${scheme.basis} /></dd></div>
    <div class="wide"><dt>${t("desk.scheme.source")}</dt><dd>${scheme.source}</dd></div>
    <div><dt>${t("desk.scheme.version")}</dt><dd class="figures">${scheme.version}</dd></div>
  </dl>`;
}

/** Where the figures come from. @param {{basis: string}} props */
export function Basis({ basis }) {
  const state = { source: "good", mixed: "busy", typical: "warn" }[basis] ?? "";
  return html`<span class="tag" data-state=${state}>${t(`desk.scheme.basis_${basis}`)}</span>`;
}

/** @param {any} props */
function Module({ module, of, sections }) {
  return html`<section class="plate module" id=${`module-${module.id}`}>
    <header class="module-head">
      <h2 class="grow">${say(module.title)}</h2>
      ${module.max !== null && html`<span class="worth figures">${t(`desk.unit.${of.unit}`, { n: module.max })}</span>`}
    </header>
    <p class="quiet">
      ${[
        module.weight !== null && t("desk.scheme.weight", { weight: module.weight }),
        t("desk.scheme.panel_size", { n: module.panel_size }),
        // One judge needs no rule for several.
        module.panel_size > 1 && panelWords(module.panel),
        module.minutes !== null && t("desk.scheme.minutes", { n: module.minutes }),
        module.difficulty && t("desk.scheme.difficulty", module.difficulty),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    ${module.sub_criteria.map((/** @type {any} */ sub) => html`<${SubCriterion} key=${sub.id} sub=${sub} of=${of} sections=${sections} />`)}
  </section>`;
}

/** @param {string} id @param {any[]} sections */
function sectionTitle(id, sections) {
  return say(sections.find((one) => one.id === id).title);
}

/** @param {any} props */
function SubCriterion({ sub, of, sections }) {
  return html`<div class="sub-criterion">
    <h3>${say(sub.title)}</h3>
    <ol class="aspects">
      ${sub.aspects.map(
        (/** @type {any} */ aspect) => html`<li key=${aspect.id}>
          <div class="aspect-head">
            <strong class="grow">${say(aspect.title)}</strong>
            ${aspect.section && html`<span class="quiet">${t("desk.scheme.section", { section: sectionTitle(aspect.section, sections) })}</span>`}
            <span class="tag" data-kind=${aspect.rule.kind}>${t(`desk.kind.${aspect.rule.kind}`)}</span>
            <span class="worth figures">${aspect.max === null || Number(aspect.max) === 0 ? "" : t(`desk.unit.${of.unit}`, { n: aspect.max })}</span>
          </div>
          ${aspect.note && html`<p class="quiet">${say(aspect.note)}</p>`}
          <ul class="rule-words">
            ${ruleWords(aspect, of).map((text, n) => html`<li key=${n}>${text}</li>`)}
          </ul>
          ${aspect.panel && html`<p class="quiet">${panelWords(aspect.panel)}</p>`}
        </li>`,
      )}
    </ol>
  </div>`;
}

/** @param {{scheme: any}} props */
function Penalties({ scheme }) {
  // Left out of a scheme that has none.
  const kinds = scheme.penalties ?? [];
  if (kinds.length === 0) return null;
  return html`<section class="plate module">
    <h2>${t("desk.scheme.penalties")}</h2>
    <ul class="rule-words">
      ${kinds.map(
        (/** @type {any} */ kind) => html`<li key=${kind.id}>
          <strong>${say(kind.title)}</strong> ${kindWords(kind, kinds, scheme.result.unit)}
        </li>`,
      )}
    </ul>
  </section>`;
}

/** The standard that the aspects follow. @param {{scheme: any}} props */
function Sections({ scheme }) {
  const sections = scheme.sections ?? [];
  if (sections.length === 0) return null;
  return html`<section class="plate module">
    <h2>${t("desk.scheme.sections")}</h2>
    <ul class="rule-words">
      ${sections.map(
        (/** @type {any} */ section) => html`<li key=${section.id}>
          <strong class="figures">${section.id}</strong> ${say(section.title)}
          <span class="quiet figures">${t("desk.scheme.section_weight", { weight: section.weight })}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {{scheme: any}} props */
function Ranking({ scheme }) {
  if (scheme.gates.length === 0 && scheme.tie_breaks.length === 0) return null;
  return html`<section class="plate module">
    <h2>${t("desk.scheme.ranking")}</h2>
    <ul class="rule-words">
      ${scheme.gates.map(
        (/** @type {any} */ gate) => html`<li key=${gate.of}>
          ${t("desk.scheme.gate", { title: say(gate.title), of: titleIn(scheme, gate.of), minimum: gate.minimum })}
        </li>`,
      )}
    </ul>
    ${
      scheme.tie_breaks.length > 0 &&
      html`<ol class="tie-breaks">
        ${scheme.tie_breaks.map(
          (/** @type {any} */ key, /** @type {number} */ n) =>
            html`<li key=${n}>${tieWords(scheme, key)}</li>`,
        )}
        <li>${t("desk.scheme.tie_shared")}</li>
      </ol>`
    }
  </section>`;
}
