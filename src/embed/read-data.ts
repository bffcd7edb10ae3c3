// Reads options off `data-*` attributes: of the script tag, or of a placeholder in the content.

import { attributeName, options } from '../config.js';

/** Attributes for <agent-chat>, by attribute name, from an element's `data-*`. */
export function readData(element: Element): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const { name } of options) {
    const attribute = attributeName(name);
    const text = element.getAttribute(`data-${attribute}`);
    if (text !== null) attributes.set(attribute, text);
  }
  return attributes;
}
