// How this tablet is held and looked at, chosen by whoever holds it. What follows from it stands in the styles.

import { html } from "../../static/lib/ui.js";
import { CHOICES, choose, settings } from "./device-settings.js";
import { RadioGroup } from "./radio-group.js";
import { t } from "./texts.js";

export function DevicePanel() {
  return html`<section class="device stack" aria-label=${t("judge.device")}>
    ${Object.entries(CHOICES).map(
      ([name, choices]) => html`<div class="item" key=${name} data-setting=${name}>
        <span class="grow">${t(`judge.device_${name}`)}</span>
        <${RadioGroup} class="choice" label=${t(`judge.device_${name}`)} chosen=${choices.indexOf(settings.value[name])} count=${choices.length}
          onChoose=${(n) => choose(/** @type {any} */ (name), choices[n])}>
          ${(radio) =>
            choices.map(
              (choice, n) =>
                html`<button key=${choice} class="button" data-choice=${choice} ...${radio(n)}>${t(`judge.device_${name}_${choice}`)}</button>`,
            )}
        <//>
      </div>`,
    )}
    <p class="quiet keyboard-hint">${t("judge.keyboard")}</p>
  </section>`;
}
