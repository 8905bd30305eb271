// An official's card: as its QR code opens the page, or as it is typed in.

/** The card in the address; "" where there is none. */
export const scannedCard = () => /^#card=([\w-]+)$/.exec(location.hash)?.[1] ?? "";

/** A card as the server knows it, however it was typed. @param {string} text */
export const typedCard = (text) => text.replace(/[\s-]/g, "").toUpperCase();
