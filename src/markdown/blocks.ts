// The tree that Markdown text becomes: blocks of inline pieces. Data only, free of HTML: what can be said
// here is all that can ever be drawn.

/** A piece within a line of text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  /** `url` as written; whether it may be followed is safe-url.ts's to say. */
  | {
      readonly kind: 'link';
      readonly url: string;
      readonly title: string;
      readonly children: readonly Inline[];
    }
  | { readonly kind: 'image'; readonly url: string; readonly title: string; readonly alt: string }
  /** A line break: `hard` ones are drawn, soft ones are white space. */
  | { readonly kind: 'break'; readonly hard: boolean };

/** How a table's column is aligned. */
export type Alignment = 'start' | 'center' | 'end' | null;

/** One item of a list; `checked` is null for items that are no task. */
export interface ListItem {
  readonly checked: boolean | null;
  readonly blocks: readonly Block[];
}

/** A block. */
export type Block =
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly inline: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      /** First number of an ordered list; null for bullets. */
      readonly start: number | null;
      /** Items are drawn without space between them. */
      readonly tight: boolean;
      readonly items: readonly ListItem[];
    }
  | {
      readonly kind: 'table';
      readonly alignments: readonly Alignment[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' }
  /** Text as it is, line ends and all: what is too much to be formatted (limits.ts). */
  | { readonly kind: 'plain'; readonly text: string };

/** Text and the blocks it became. Unchanged blocks keep their identity when text is appended. */
export interface MarkdownDocument {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Where each block begins in `text`. */
  readonly starts: readonly number[];
  /** About how many nodes each block is drawn with. */
  readonly weights: readonly number[];
  /** Link reference definitions in `text`, by normalised label. */
  readonly references: Readonly<Record<string, unknown>>;
}
