// Puts strings together: merges a host's words over English and fills the places in a sentence.

import { english, type Strings } from './strings.js';

/** English with the host's words over it. Words that are no text are ignored. */
export function mergeStrings(own: unknown): Strings {
  if (typeof own !== 'object' || own === null) return english;
  const words = Object.entries(own).filter(
    ([name, word]) => Object.hasOwn(english, name) && typeof word === 'string',
  );
  return words.length === 0 ? english : Object.freeze({ ...english, ...Object.fromEntries(words) });
}

/** `sentence` with each `{name}` replaced by its value; unknown places stay as they are. */
export function format(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}
