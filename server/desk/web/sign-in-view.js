// Who may come in: the first organiser's set-up and everybody's sign-in. Passwords stay in their inputs.

import { html, useSignal } from "../../../static/lib/ui.js";
import { scannedCard } from "./card.js";
import { CardSignIn } from "./card-sign-in.js";
import { useIntent } from "./intent.js";
import { Field, Form, IntentButton, IntentNotice } from "./parts.js";
import { expired, isOfficial, session, signedIn } from "./store.js";
import { t } from "./words.js";

const PASSWORD_LENGTH = 8;

/** The very first start: nobody has an account yet. */
export function SetUp() {
  const [code, name, password] = [useSignal(""), useSignal(""), useSignal("")];
  const intent = useIntent();
  async function send() {
    const body = { code: code.value, name: name.value, password: password.value };
    if (await intent.send("/api/v1/setup", body)) await signedIn();
  }
  return html`<${Gate} title=${t("desk.setup.title")} text=${t("desk.setup.text")}>
    <${Form} onSend=${send}>
      <${Field} label=${t("desk.setup.code")} hint=${t("desk.setup.code_hint")} value=${code} required autofocus
        class="input code-input" />
      <${Field} label=${t("desk.setup.name")} value=${name} required maxlength="60" autocomplete="username" />
      <${Field} label=${t("desk.setup.password")} hint=${t("desk.setup.password_hint", { n: PASSWORD_LENGTH })}
        value=${password} required minlength=${PASSWORD_LENGTH} type="password" autocomplete="new-password" />
      <${IntentNotice} intent=${intent} />
      <${IntentButton} intent=${intent}>${t("desk.setup.send")}<//>
    <//>
    ${
      intent.state.value.problem?.code === "setup_done" &&
      html`<button class="button" onClick=${() => {
        session.value = "out";
      }}>${t("desk.sign_in.title")}</button>`
    }
  <//>`;
}

/** Nobody is signed in. */
export function SignIn() {
  return html`<${Gate} title=${t("desk.sign_in.title")} text=${t("desk.sign_in.text")}><${SignInForm} /><//>`;
}

/** An organiser's name and password, or an official's card; also shown over a page whose sign-in ended. */
export function SignInForm() {
  const byCard = useSignal(scannedCard() !== "" || isOfficial.peek());
  return html`<div class="stack">
    ${byCard.value ? html`<${CardSignIn} />` : html`<${PasswordSignIn} />`}
    <button class="button" onClick=${() => {
      byCard.value = !byCard.value;
    }}>${t(byCard.value ? "desk.chief.to_organiser" : "desk.chief.to_card")}</button>
  </div>`;
}

function PasswordSignIn() {
  const [name, password] = [useSignal(""), useSignal("")];
  const intent = useIntent();
  async function send() {
    const answer = await intent.send("/api/v1/sign-in", { name: name.value, password: password.value });
    if (!answer) return;
    password.value = "";
    await signedIn();
    expired.value = false;
  }
  return html`<${Form} onSend=${send}>
    <${Field} label=${t("desk.setup.name")} value=${name} required autofocus autocomplete="username" />
    <${Field} label=${t("desk.setup.password")} value=${password} required type="password"
      autocomplete="current-password" />
    <${IntentNotice} intent=${intent} />
    <${IntentButton} intent=${intent}>${t("desk.sign_in.send")}<//>
  <//>`;
}

/** @param {any} props */
function Gate({ title, text, children }) {
  return html`<section class="gate plate plate-cut stack">
    <div>
      <h1 tabindex="-1">${title}</h1>
      <p class="quiet">${text}</p>
    </div>
    ${children}
  </section>`;
}
