// Which element draws which kind of content: the browser's side of server/services/board_kinds.py, in one place.

import { CeremonyBoard } from "./ceremony-board.js";
import { HeatsBoard } from "./heats-board.js";
import { OnStageBoard } from "./on-stage-board.js";
import { OutlookBoard } from "./outlook-board.js";
import { OwnBoard } from "./own-board.js";
import { PictureBoard } from "./picture-board.js";
import { RecordsBoard } from "./records-board.js";
import { ResultsBoard } from "./results-board.js";
import { ScanBoard } from "./scan-board.js";
import { ScheduleBoard, WelcomeBoard } from "./schedule-board.js";
import { ScoringBoard } from "./scoring-board.js";
import { SponsorsBoard } from "./sponsors-board.js";
import { StandingsBoard } from "./standings-board.js";
import { StationsBoard } from "./stations-board.js";
import { TableBoard } from "./table-board.js";
import { AnnouncementBoard, ClockBoard, CountdownBoard, TickerBoard } from "./word-boards.js";

/**
 * @typedef {HTMLElement & {setSource: (source: any) => void, setOptions: (options: any) => void,
 *   show: (state: any) => void}} Board
 */

/** @type {Record<string, new () => Board>} */
const KINDS = {
  standings: StandingsBoard,
  results: ResultsBoard,
  teams: TableBoard,
  delegations: TableBoard,
  outlook: OutlookBoard,
  stage: OnStageBoard,
  scoring: ScoringBoard,
  records: RecordsBoard,
  scan: ScanBoard,
  welcome: WelcomeBoard,
  schedule: ScheduleBoard,
  stations: StationsBoard,
  heats: HeatsBoard,
  ceremony: CeremonyBoard,
  announcement: AnnouncementBoard,
  countdown: CountdownBoard,
  clock: ClockBoard,
  sponsors: SponsorsBoard,
  pictures: PictureBoard,
  ticker: TickerBoard,
};

/**
 * An element for a kind of content; null for one this page does not know (yet): the screen says so.
 *
 * @param {string} kind
 * @returns {Board | null}
 */
export function makeBoard(kind) {
  if (kind.startsWith("own.")) return new OwnBoard(kind.slice("own.".length));
  return Object.hasOwn(KINDS, kind) ? new KINDS[kind]() : null;
}

/** Every kind this page can draw; a test holds it to the server's list. */
export const KNOWN = Object.keys(KINDS);
