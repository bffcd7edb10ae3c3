// Writes blocks as the HTML that the CommonMark spec's examples show, so that structure can be compared.
// Only for tests: the product never makes HTML.

import type { Block, Inline } from '../../src/markdown/blocks.js';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** `blocks` as HTML. */
export function toHtml(blocks: readonly Block[]): string {
  return blocks.map((block) => blockHtml(block, false)).join('');
}

/** HTML without the white space and the spellings that do not matter. Addresses are compared decoded. */
export function normalise(html: string): string {
  return html
    .replace(/<(\/?)(thead|tbody)>/g, '')
    .replace(/\s*(<\/?(?:p|h\d|ul|ol|li|blockquote|pre|hr|table|tr|th|td)\b[^>]*>)\s*/g, '$1')
    .replace(/<br \/>\n?/g, '<br>')
    .replace(/ \/>/g, '>')
    .replace(/(href|src)="([^"]*)"/g, (_all, name: string, url: string) => `${name}="${decode(url)}"`)
    .replace(/&quot;/g, '"')
    .replace(/\n+$/g, '')
    .replace(/\n(?=<\/code>)/g, '');
}

function decode(url: string): string {
  try {
    return decodeURI(url.replaceAll('&amp;', '&'));
  } catch {
    return url;
  }
}

function blockHtml(block: Block, tight: boolean): string {
  switch (block.kind) {
    case 'paragraph':
      return tight ? inlineHtml(block.inline) : `<p>${inlineHtml(block.inline)}</p>`;
    case 'heading':
      return `<h${block.level}>${inlineHtml(block.inline)}</h${block.level}>`;
    case 'code': {
      const language = block.language === '' ? '' : ` class="language-${escaped(block.language)}"`;
      return `<pre><code${language}>${escaped(block.text)}</code></pre>`;
    }
    case 'quote':
      return `<blockquote>${block.blocks.map((inner) => blockHtml(inner, false)).join('')}</blockquote>`;
    case 'rule':
      return '<hr>';
    case 'plain':
      return `<p>${escaped(block.text)}</p>`;
    case 'list': {
      const tag = block.start === null ? 'ul' : 'ol';
      const start = block.start === null || block.start === 1 ? '' : ` start="${block.start}"`;
      const items = block.items.map(({ checked, blocks }) => {
        const box =
          checked === null ? '' : `<input ${checked ? 'checked="" ' : ''}disabled="" type="checkbox"> `;
        return `<li>${box}${blocks.map((inner) => blockHtml(inner, block.tight)).join('')}</li>`;
      });
      return `<${tag}${start}>${items.join('')}</${tag}>`;
    }
    case 'table': {
      const align = { start: 'left', center: 'center', end: 'right' } as const;
      const cell = (tag: string) => (inline: readonly Inline[], column: number) => {
        const alignment = block.alignments[column];
        return `<${tag}${alignment ? ` align="${align[alignment]}"` : ''}>${inlineHtml(inline)}</${tag}>`;
      };
      const row = (tag: string, cells: readonly (readonly Inline[])[]) =>
        `<tr>${cells.map(cell(tag)).join('')}</tr>`;
      return `<table>${row('th', block.head)}${block.rows.map((cells) => row('td', cells)).join('')}</table>`;
    }
    default:
      return block satisfies never;
  }
}

function inlineHtml(pieces: readonly Inline[]): string {
  return pieces.map(pieceHtml).join('');
}

function pieceHtml(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return escaped(piece.text);
    case 'strong':
      return `<strong>${inlineHtml(piece.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlineHtml(piece.children)}</em>`;
    case 'deleted':
      return `<del>${inlineHtml(piece.children)}</del>`;
    case 'code':
      return `<code>${escaped(piece.text)}</code>`;
    case 'break':
      return piece.hard ? '<br>' : '\n';
    case 'link':
      return `<a href="${escaped(piece.url)}"${titleOf(piece.title)}>${inlineHtml(piece.children)}</a>`;
    case 'image':
      return `<img src="${escaped(piece.url)}" alt="${escaped(piece.alt)}"${titleOf(piece.title)}>`;
    default:
      return piece satisfies never;
  }
}

function titleOf(title: string): string {
  return title === '' ? '' : ` title="${escaped(title)}"`;
}
