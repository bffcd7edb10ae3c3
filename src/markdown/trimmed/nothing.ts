// Stands in for packages that markdown-it imports and the chat does without: `linkify-it` (autolinks are
// autolink.ts) and `punycode.js` (addresses are shown as the browser parses them, by safe-url.ts).

/** Never used: the option `linkify` is off. */
export class LinkifyIt {}

export const toASCII = (name: string): string => name;
export const toUnicode = toASCII;
const punycode = { toASCII, toUnicode };

export { punycode as default };
