// What the demo's agent knows: this project's README and docs, cut into sections and indexed for search.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';

/** A section of a document. */
export interface Section {
  readonly id: string;
  /** Name of the document: its first heading. */
  readonly document: string;
  readonly heading: string;
  /** Markdown below the heading. */
  readonly text: string;
}

/** A section that was found, and how well it fits. */
export interface Finding {
  readonly section: Section;
  readonly score: number;
}

/** Words that say nothing about what is asked. */
const stopWords = new Set(
  'a an and are as at be but by can could do does for from has have how i if in into is it its me my no not of on or our please should so some than that the their them then there these they this to use used using was we what when where which who why will with would you your agent chat agent-chat'.split(
    ' ',
  ),
);

/** Sections, searchable. */
export class Library {
  readonly sections: readonly Section[];
  readonly #index: MiniSearch;

  constructor(sections: readonly Section[]) {
    this.sections = sections;
    this.#index = new MiniSearch({
      fields: ['heading', 'document', 'text'],
      processTerm: (term) => {
        const word = term.toLowerCase();
        return word.length < 2 || stopWords.has(word) ? null : word;
      },
      searchOptions: {
        boost: { heading: 3, document: 1.5 },
        prefix: (term) => term.length > 3,
        fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      },
    });
    this.#index.addAll([...sections]);
  }

  /** The sections that fit `question`, best first. */
  search(question: string, most = 3): readonly Finding[] {
    const byId = new Map(this.sections.map((section) => [section.id, section]));
    const found = this.#index.search(question).flatMap(({ id, score, terms, queryTerms }) => {
      const section = byId.get(String(id));
      // A section that has only a small part of what was asked is no answer.
      const share = new Set(queryTerms).size / Math.max(1, this.#asked(question));
      return section && (share > 0.34 || terms.length > 2) ? [{ section, score }] : [];
    });
    const best = found[0]?.score ?? 0;
    return found.filter(({ score }) => score > best * 0.45).slice(0, most);
  }

  #asked(question: string): number {
    return question
      .toLowerCase()
      .split(/[^\p{L}\p{N}_-]+/u)
      .filter((word) => word.length > 1 && !stopWords.has(word)).length;
  }
}

/** The Markdown files in `folder` (README.md, and all below docs/) as a library. */
export function readLibrary(folder: string): Library {
  const docs = join(folder, 'docs');
  const files = [
    join(folder, 'README.md'),
    ...readdirSync(docs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => join(docs, name)),
  ];
  return new Library(files.flatMap((file) => readSections(file)));
}

function readSections(file: string): Section[] {
  const text = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '');
  const document = /^# (.+)$/m.exec(text)?.[1] ?? file;
  const parts = text.split(/^(?=#{1,3} )/m);
  return parts.flatMap((part, index) => {
    const [, heading = document, body = ''] = /^#{1,3} (.+)\n([\s\S]*)$/.exec(part) ?? [];
    const trimmed = body.trim();
    return trimmed === ''
      ? []
      : [{ id: `${file}#${index}`, document, heading: heading.replace(/[`<>]/g, ''), text: trimmed }];
  });
}
