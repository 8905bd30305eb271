// Making and changing elements without markup in strings; nothing here knows what a page is about.

/**
 * Make an element. Text is always text; a property that is undefined, null or false is left out.
 *
 * @param {string} name a tag, with classes if wanted: "p.lead.quiet"
 * @param {Record<string, any>} [properties] "onclick" listens, "style" sets CSS properties, others are attributes
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function make(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) setProperty(element, key, value);
  element.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false).map(asNode),
  );
  return element;
}

/** @param {Node | string | number} child */
function asNode(child) {
  return typeof child === "number" ? String(child) : child;
}

/** @param {HTMLElement} element @param {string} key @param {any} value */
function setProperty(element, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "style") setStyle(element, value);
  else element.setAttribute(key, value === true ? "" : String(value));
}

/**
 * Set CSS properties through the CSSOM, which a strict content policy allows where a style attribute is not; one
 * that has its value already is left alone, as every writing costs a look at all that inherits it.
 *
 * @param {HTMLElement | SVGElement} element
 * @param {Record<string, string | number>} properties names as in CSS, custom ones with --
 */
export function setStyle(element, properties) {
  for (const [key, value] of Object.entries(properties)) {
    if (element.style.getPropertyValue(key) !== String(value)) element.style.setProperty(key, String(value));
  }
}

/**
 * Set a text only when it differs: an untouched text node costs no layout.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Set or, with null or undefined, remove an attribute, only when it differs.
 *
 * @param {Element} element
 * @param {string} name
 * @param {string | number | null | undefined} value
 */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/**
 * The one element that a selector names; a page without it is wrong.
 *
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E}
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`no element ${selector}`);
  return /** @type {E} */ (element);
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an SVG element.
 *
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return /** @type {SVGElement} */ (element);
}
