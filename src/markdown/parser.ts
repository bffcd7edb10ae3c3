// The Markdown parser: markdown-it's block and inline parsers and their tokens, without its HTML. Chosen
// because it is the one that stays fast on hostile input (docs/decisions/0002-markdown-it.md).

import MarkdownIt from 'markdown-it';
import { longestInline } from './limits.js';

/** Containers nested deeper than this are shown as the text they are written in. */
export const maxNesting = 40;

type Parser = InstanceType<typeof MarkdownIt>;

let parser: Parser | undefined;

/** The parser, made when the first text is read: a page that only loads the script need not wait for it. */
function theParser(): Parser {
  if (parser) return parser;
  parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
  parser.set({ maxNesting });
  // Which addresses are safe is decided where they are drawn; here all of them are kept as written.
  parser.validateLink = () => true;
  parser.normalizeLink = (url: string) => url;
  parser.normalizeLinkText = (url: string) => url;
  const parseInline = parser.inline.parse.bind(parser.inline);
  // What is too long stays one piece of text: no one reads its marks.
  parser.inline.parse = (source, md, env, tokens) => {
    if (source.length <= longestInline) parseInline(source, md, env, tokens);
    else tokens.push(Object.assign(new MarkdownIt.Token('text', '', 0), { content: source }));
  };
  return parser;
}

/** One of markdown-it's tokens, as far as it is read. */
export interface Token {
  readonly type: string;
  readonly tag: string;
  readonly nesting: number;
  readonly level: number;
  readonly content: string;
  readonly info: string;
  readonly markup: string;
  readonly hidden: boolean;
  readonly map: readonly [number, number] | null;
  readonly children: readonly Token[] | null;
  attrGet(name: string): string | null;
}

/** Tokens of `text`. `references` is read and added to. */
export function tokenize(text: string, references: Record<string, unknown>): readonly Token[] {
  return theParser().parse(text, { references } as Parameters<Parser['parse']>[1]) as readonly Token[];
}

/** `text` with its backslash escapes and entities read, as CommonMark wants it in a fence's info string. */
export function unescapeText(text: string): string {
  return theParser().utils.unescapeAll(text);
}
