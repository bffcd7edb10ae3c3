// Stands in for the package `mdurl` when the chat is bundled: parser.ts keeps addresses as they are written,
// and safe-url.ts parses them the way the browser does.

export const parse = (url: string): string => url;
export const format = parse;
export const encode = parse;
export const decode = parse;
