// Pure: which history of the ledger is the newer one, so that nothing of an older one is believed after it.

/**
 * The generation an epoch names: the whole number before its first hyphen, 0 where it has none. A server that takes
 * over raises it; epochs of one generation have no order among themselves.
 * @param {string} epoch @returns {number}
 */
export function generation(epoch) {
  const named = /^(\d{1,15})-/.exec(epoch);
  return named ? Number(named[1]) : 0;
}

/** Whether an answer of this epoch may be believed by who has seen `highest`. @param {string} epoch @param {number} highest */
export const believable = (epoch, highest) => generation(epoch) >= highest;

/**
 * Whether a receipt of this epoch counts beside a work list of that one: both are of one history, or the list is merely
 * older, because another server took over and has not been asked for its own yet.
 * @param {string} receipt @param {string} list
 */
export const stands = (receipt, list) => receipt === list || generation(receipt) > generation(list);
