// Where other devices find this server: what stands on cards, in codes and in addresses that are copied.

import { find } from "../../../static/lib/html.js";

/** The address the server thinks it has; whoever sits at the server itself asks under one that means nothing elsewhere. */
export function ownAddress() {
  return find("meta[name=jinchui-address]").getAttribute("content") || location.origin;
}

/** @param {string} path @returns {string} the whole address of a page, as another device opens it */
export const addressOf = (path) => new URL(path, ownAddress()).href;
