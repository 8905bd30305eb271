// Measures every text of a page: is it cut without an ellipsis, outside the picture, over its neighbour, too small?
({ within, smallest }) => {
  const root = document.querySelector(within);
  const frame = root.getBoundingClientRect();
  const least = Math.min(innerWidth, innerHeight) * smallest;
  /** Rectangles of glyphs are higher than what is drawn; so much may stand out unseen, in pixels and in parts of the size. */
  const SLACK = 1.5;
  const OF_SIZE = 0.3;
  /** The display face's rectangles end where its descenders do: of these no more may be cut, in parts of the size. */
  const OF_DESCENDER = 0.03;
  const descends = (text, style) => /[gjpqyQ]/.test(text) && style.fontFamily.startsWith('"Barlow');
  const found = new Map();
  const measured = [];

  const say = (what, element, text, more) => {
    const name = element.closest("[class]")?.className.toString().split(" ").slice(0, 2).join(".") ?? "";
    const key = `${what} ${element.tagName.toLowerCase()}.${name}`;
    if (!found.has(key)) found.set(key, `${key}: “${text.slice(0, 40)}” ${more}`);
  };

  const seen = (element) => {
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (Number(style.opacity) < 0.05) return false;
      // Text for ears only, or folded away; a box without a size that cuts nothing off may still show what stands in it.
      const box = at.getBoundingClientRect();
      if ((box.width < 2 || box.height < 2) && style.overflow !== "visible") return false;
    }
    return true;
  };

  /** The nearest boxes that cut what stands out of them, from the inside. */
  const cutters = function* (element) {
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX !== "visible" || style.overflowY !== "visible") yield [at, style];
    }
  };

  const ellipsis = (style) =>
    style.textOverflow === "ellipsis" || Number.parseInt(style.webkitLineClamp, 10) > 0;

  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.data.trim();
    const element = node.parentElement;
    if (!text || !seen(element) || element.closest("[data-runs], [hidden], .away, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    const upright = Math.max(SLACK, size * OF_SIZE);
    if (size < least - 0.5) say("small", element, text, `${size.toFixed(1)} px of ${least.toFixed(1)}`);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    let shown = boxes;
    let shortened = false;
    for (const [box, how] of cutters(element)) {
      const room = box.getBoundingClientRect();
      shortened ||= ellipsis(how);
      const clamp = Number.parseInt(how.webkitLineClamp, 10);
      const lines = new Set(boxes.map((one) => Math.round(one.top))).size;
      if (lines > clamp && how.overflowY === "visible") say("a line too many", element, text, `${lines} of ${clamp}`);
      for (const one of shown) {
        const cutAcross = one.left < room.left - SLACK || one.right > room.right + SLACK;
        const below = descends(text, style) ? Math.max(1, size * OF_DESCENDER) : upright;
        const open = how.overflowY === "visible" || one.top > room.bottom - size * OF_SIZE; // the line after the last
        const cutUpright = !open && (one.top < room.top - upright || one.bottom > room.bottom + below);
        if (cutAcross && !shortened) {
          say("cut", element, text, `${one.left.toFixed(0)}-${one.right.toFixed(0)} in ${room.left.toFixed(0)}-${room.right.toFixed(0)}`);
        }
        if (cutUpright && (!shortened || below !== upright)) {
          say("cut upright", element, text, `${one.top.toFixed(0)}-${one.bottom.toFixed(0)} in ${room.top.toFixed(0)}-${room.bottom.toFixed(0)}`);
        }
      }
      shown = shown
        .map((one) => DOMRect.fromRect({
          x: Math.max(one.left, room.left),
          y: how.overflowY === "visible" ? one.top : Math.max(one.top, room.top),
          width: Math.min(one.right, room.right) - Math.max(one.left, room.left),
          height:
            how.overflowY === "visible"
              ? one.height
              : Math.min(one.bottom, room.bottom) - Math.max(one.top, room.top),
        }))
        .filter((one) => one.width > 0 && one.height > 0);
    }
    for (const one of shown) {
      if (one.left < frame.left - SLACK || one.right > frame.right + SLACK) say("outside", element, text, `${one.left.toFixed(0)}-${one.right.toFixed(0)} of ${frame.right.toFixed(0)}`);
      if (one.top < frame.top - upright || one.bottom > frame.bottom + upright) say("outside upright", element, text, `${one.top.toFixed(0)}-${one.bottom.toFixed(0)} of ${frame.bottom.toFixed(0)}`);
    }
    measured.push({ shown, element, text, size });
  }

  // Texts of the same layer that lie over each other.
  for (const [at, one] of measured.entries()) {
    for (const other of measured.slice(at + 1)) {
      if (one.element.closest("[data-runs]") || layer(one.element) !== layer(other.element)) continue;
      for (const a of one.shown) {
        for (const b of other.shown) {
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          const small = Math.min(one.size, other.size);
          if (wide > small * 0.2 && high > small * 0.8) say("over each other", one.element, one.text, `and “${other.text.slice(0, 30)}” by ${wide.toFixed(0)} x ${high.toFixed(0)}`);
        }
      }
    }
  }

  /** The nearest ancestor that lies over the rest on purpose. */
  function layer(element) {
    return element.closest('[data-layout="picture"] > [data-zone="1"], .screen-over, .screen-stale, .display-found, .board-stale') ?? root;
  }
  return [...found.values()];
}
