// The sound of a screen: chimes and the browser's speech, once somebody has touched the screen. What is said and when,
// call-outs.js decides, and when a ceremony chimes, ceremony-chime.js.

import { make, setText } from "../../static/lib/html.js";
import { onLanguage, TAGS, t } from "../../static/lib/i18n.js";
import { callsOf, ended, enqueue, nextCall, remembered, SILENT } from "./call-outs.js";
import { afterStep, UNHEARD } from "./ceremony-chime.js";

/** @typedef {import("../../static/lib/i18n.js").Language} Language */

/**
 * @typedef {"call" | "award" | "rank"} Sound
 * @typedef {{tones: number[][], loud: number, long: number}} Bell tones: frequency in Hz, and when it begins in seconds;
 *   loud: from 0 to 1; long: seconds until a tone has died away
 */

/** Two tones as of a gong before a call; rising ones at a prize; one that is hardly more than a touch at a rank. @type {Record<Sound, Bell>} */
const BELLS = {
  call: {
    tones: [
      [880, 0],
      [659.25, 0.32],
    ],
    loud: 0.3,
    long: 0.75,
  },
  award: {
    tones: [
      [523.25, 0],
      [659.25, 0.16],
      [783.99, 0.32],
      [1046.5, 0.48],
    ],
    loud: 0.3,
    long: 1.4,
  },
  rank: { tones: [[783.99, 0]], loud: 0.08, long: 0.6 },
};
const CHIME = 1_100;
/** Speech that never says it has ended must not silence the hall. Milliseconds. */
const SPEECH_MAX = 25_000;
/** How long a screen says, after it was touched, that it lacks a voice. */
const SAID_FOR = 20_000;

/** Events: "sounded" (detail: {sound: Sound}), whenever one is played. */
export class Speaker extends EventTarget {
  /** @param {() => number} now the server's time */
  constructor(now) {
    super();
    this.now = now;
    /** What of ceremonies was heard by now. */
    this.steps = UNHEARD;
    /** Which chime each ceremony wants that may be seen at the moment, by its board. @type {Record<string, string>} */
    this.stages = {};
    this.mode = "off";
    /** @type {Language[]} */
    this.languages = ["zh"];
    this.queue = SILENT;
    /** @type {Record<string, any>} the state of each board as it was heard of last */
    this.states = {};
    /** @type {AudioContext | null} */
    this.audio = null;
    this.touchedAt = 0;
    this.button = make("button.screen-sound", { type: "button", hidden: true, onclick: () => this.touch() });
    this.stopLanguage = onLanguage(() => this.show());
  }

  /** @param {string} mode off, chime or voice @param {Language[]} languages in which it speaks, one after the other */
  set(mode, languages) {
    this.languages = languages;
    if (mode !== this.mode) {
      this.mode = mode;
      this.queue = SILENT;
      this.states = {};
      this.steps = UNHEARD;
      if (mode === "off") globalThis.speechSynthesis?.cancel();
    }
    this.show();
  }

  /** Only these boards are heard: what another one said is no news when it is heard again. @param {string[]} boards */
  keep(boards) {
    for (const known of [this.states, this.steps.boards])
      for (const board of Object.keys(known)) if (!boards.includes(board)) delete known[board];
  }

  /** Only what is seen chimes. @param {import("./screen-show.js").Zone[]} zones that nothing covers */
  see(zones) {
    const stages = zones.filter(({ kind }) => kind === "ceremony");
    this.stages = Object.fromEntries(
      stages.map(({ board, options }) => [board, String(options.chime ?? "awards")]),
    );
  }

  /** A board says something new. @param {string} board @param {any} state */
  hear(board, state) {
    const kind = board.split(".")[0];
    if (kind === "ceremony" && this.mode !== "off") this.follow(board, state);
    if (this.mode === "off" || (kind !== "heats" && kind !== "standings")) return;
    const before = this.states[board];
    this.states[board] = remembered(before, state);
    if (this.ready) this.queue = enqueue(this.queue, callsOf(before, state, this.now()), this.now());
  }

  /** A ceremony has gone a step on, or back. @param {string} board @param {any} state */
  follow(board, state) {
    const { heard, sound } = afterStep(this.steps, board, state, this.stages[board] ?? "none", this.now());
    this.steps = heard;
    if (sound && this.ready) this.ring(sound);
  }

  get ready() {
    return this.audio?.state === "running";
  }

  /** A browser lets a page sound only after a touch. */
  async touch() {
    this.audio ??= new AudioContext();
    await this.audio.resume();
    this.touchedAt = Date.now();
    this.ring("call");
    this.show();
  }

  show() {
    const whole = this.lacking().length === 0 || Date.now() - this.touchedAt > SAID_FOR;
    this.button.hidden = this.mode === "off" || (this.ready && whole);
    setText(this.button, this.ready ? t("screen.sound_no_voice") : t("screen.sound_touch"));
  }

  /** Languages it shall speak and has no voice for. @returns {Language[]} */
  lacking() {
    return this.mode === "voice" ? this.languages.filter((one) => !voiceOf(one)) : [];
  }

  tick() {
    if (this.mode === "off") return;
    this.show();
    const next = this.ready && nextCall(this.queue, this.now());
    if (!next) return;
    this.queue = next.queue;
    this.say(next.call).finally(() => {
      this.queue = ended(this.queue, this.now());
    });
  }

  /** @param {import("./call-outs.js").Call} call */
  async say(call) {
    this.ring("call");
    await wait(CHIME);
    for (const one of this.languages) {
      // It may have been silenced since.
      if (this.mode === "voice") await spoken(t(call.text, call.params[one], one), one);
    }
  }

  /** @param {Sound} sound */
  ring(sound) {
    const { audio } = this;
    if (!audio) return;
    const { tones, loud, long } = BELLS[sound];
    for (const [pitch, at] of tones) {
      const [tone, volume] = [audio.createOscillator(), audio.createGain()];
      const begin = audio.currentTime + at;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, begin);
      volume.gain.exponentialRampToValueAtTime(loud, begin + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + long);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + long + 0.05);
    }
    this.dispatchEvent(new CustomEvent("sounded", { detail: { sound } }));
  }

  stop() {
    this.stopLanguage();
    this.set("off", this.languages);
    this.audio?.close();
  }
}

/** @param {Language} language @returns {SpeechSynthesisVoice | undefined} */
function voiceOf(language) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const tag = TAGS[language].toLowerCase();
  const of = (/** @type {SpeechSynthesisVoice} */ voice) => voice.lang.toLowerCase().replace("_", "-");
  return voices.find((one) => of(one) === tag) ?? voices.find((one) => of(one).startsWith(language));
}

/** @param {string} text @param {Language} language @returns {Promise<void>} when it was said, or cannot be */
function spoken(text, language) {
  const voice = voiceOf(language);
  if (!voice) return Promise.resolve();
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  const over = new Promise((resolve) => {
    words.onend = () => resolve(undefined);
    words.onerror = () => resolve(undefined);
  });
  speechSynthesis.speak(words);
  return Promise.race([over, wait(SPEECH_MAX)]).then(() => undefined);
}

/** @param {number} time ms */
function wait(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}
