// Blocks to Lit templates. Every element, attribute and address that an answer can put on the page is
// written here, so nothing else can get there. Blocks that did not change are not drawn again.

import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Alignment, Block, Inline, ListItem, MarkdownDocument } from './blocks.js';
import { blockDirection } from './direction.js';
import type { Highlight } from './highlight.js';
import { type CodeStrings, renderCode } from './render-code.js';
import { safeImageUrl, safeUrl } from './safe-url.js';

/** What drawing needs besides the document. */
export interface MarkdownContext {
  readonly strings: CodeStrings & { readonly openInNewTab: string };
  /** Hosts that images may be loaded from: `cdn.example.com`, `*.example.com`. */
  readonly imageHosts: readonly string[];
  /** Colours for code; absent while the text is still coming. */
  readonly highlight?: Highlight | undefined;
}

type Dir = 'rtl' | 'ltr' | typeof nothing;

/** The document as a template. */
export function renderMarkdown({ blocks }: MarkdownDocument, context: MarkdownContext): unknown {
  return blocks.map((block) =>
    guard([block, context.strings, context.imageHosts, context.highlight], () =>
      renderBlock(block, context, false),
    ),
  );
}

function renderBlock(block: Block, context: MarkdownContext, tight: boolean): unknown {
  const dir = blockDirection(block) ?? nothing;
  switch (block.kind) {
    case 'paragraph': {
      const inline = renderInline(block.inline, context);
      return tight ? inline : html`<p dir=${dir}>${inline}</p>`;
    }
    case 'heading':
      return renderHeading(block.level, renderInline(block.inline, context), dir);
    case 'code':
      return renderCode(block, context.strings, context.highlight);
    case 'quote':
      return html`<blockquote dir=${dir}>${block.blocks.map((inner) => renderBlock(inner, context, false))}</blockquote>`;
    case 'list':
      return renderList(block, context, dir);
    case 'table':
      return renderTable(block, context, dir);
    case 'rule':
      return html`<hr />`;
    case 'plain':
      return html`<p class="plain" dir="auto">${block.text}</p>`;
    default:
      return block satisfies never;
  }
}

/** Two steps below the page's own: an answer has no title of the page to give. */
function renderHeading(level: number, inline: unknown, dir: Dir): TemplateResult {
  if (level === 1) return html`<h3 class="h1" dir=${dir}>${inline}</h3>`;
  if (level === 2) return html`<h4 class="h2" dir=${dir}>${inline}</h4>`;
  return level === 3 ? html`<h5 dir=${dir}>${inline}</h5>` : html`<h6 dir=${dir}>${inline}</h6>`;
}

function renderList(
  { start, tight, items }: Extract<Block, { kind: 'list' }>,
  context: MarkdownContext,
  dir: Dir,
): TemplateResult {
  const drawn = items.map((item) => renderItem(item, tight, context));
  if (start === null) return html`<ul dir=${dir}>${drawn}</ul>`;
  return html`<ol dir=${dir} start=${start}>${drawn}</ol>`;
}

function renderItem({ checked, blocks }: ListItem, tight: boolean, context: MarkdownContext): TemplateResult {
  const inside = blocks.map((block) => renderBlock(block, context, tight));
  if (checked === null) return html`<li>${inside}</li>`;
  return html`<li class="task"><input type="checkbox" disabled .checked=${checked} aria-hidden="true" /><span
      class="hidden-text"
      >${checked ? '☑' : '☐'}</span
    >${inside}</li>`;
}

function renderTable(
  table: Extract<Block, { kind: 'table' }>,
  context: MarkdownContext,
  dir: Dir,
): TemplateResult {
  const align = (column: number): Alignment => table.alignments[column] ?? null;
  return html`<div class="table" tabindex="0" role="group">
    <table dir=${dir}>
      <thead>
        <tr>
          ${table.head.map((cell, index) => html`<th class=${align(index) ?? nothing}>${renderInline(cell, context)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, index) => html`<td class=${align(index) ?? nothing}>${renderInline(cell, context)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function renderInline(pieces: readonly Inline[], context: MarkdownContext): unknown {
  return pieces.map((piece) => renderPiece(piece, context));
}

function renderPiece(piece: Inline, context: MarkdownContext): unknown {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'strong':
      return html`<strong>${renderInline(piece.children, context)}</strong>`;
    case 'emphasis':
      return html`<em>${renderInline(piece.children, context)}</em>`;
    case 'deleted':
      return html`<del>${renderInline(piece.children, context)}</del>`;
    case 'code':
      return html`<code dir="auto">${piece.text}</code>`;
    case 'break':
      return piece.hard ? html`<br />` : '\n';
    case 'link':
      return renderLink(piece.url, renderInline(piece.children, context), context);
    case 'image':
      return renderImage(piece, context);
    default:
      return piece satisfies never;
  }
}

/** A link in a tab of its own that tells the page nothing; its address shows on hover. Unsafe: the text alone. */
function renderLink(raw: string, inside: unknown, { strings }: MarkdownContext): unknown {
  const url = safeUrl(raw);
  if (url === null) return inside;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" title=${`${url} (${strings.openInNewTab})`}
    >${inside}</a
  >`;
}

/** A remote image in an answer can carry secrets off in its address: only the owner's hosts, else a link. */
function renderImage({ url, alt }: Extract<Inline, { kind: 'image' }>, context: MarkdownContext): unknown {
  const source = safeImageUrl(url, context.imageHosts);
  if (source === null) return renderLink(url, alt || url, context);
  return html`<img src=${source} alt=${alt} loading="lazy" referrerpolicy="no-referrer" />`;
}
