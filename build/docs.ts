// Writes the generated parts of README and CONTRIBUTING, between their markers: `npm run docs`. The check
// in test/checks/docs.test.ts fails when they are not what this writes.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { attributeName, type OptionSpec, options } from '../src/config.js';
import { rooms } from '../test/checks/rooms.js';
import { differences } from '../test/markdown/differences.js';
import { payloads } from '../test/robustness/payloads.js';
import { transports } from '../test/robustness/transports.js';
import { hostile } from '../test/support/hostile.js';

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}

/** A document and its generated parts, by marker. */
export interface GeneratedDocument {
  readonly file: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** All generated parts, from the option table, the manifest, the build and the table of rooms. */
export function generateDocuments(): readonly GeneratedDocument[] {
  const element = manifestElement();
  const { bytes, integrity, version } = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as {
    bytes: { gzip: number };
    integrity: string;
    version: string;
  };
  return [
    {
      file: 'README.md',
      parts: {
        integrity: [
          `For version ${version}:`,
          '',
          '```html',
          `<script async src="/agent-chat.js" integrity="${integrity}"></script>`,
          '```',
        ].join('\n'),
        size: `${Math.ceil(bytes.gzip / 1_000)} kB gzip`,
        options: table(
          ['Attribute', 'Values, default', 'Meaning'],
          (options as readonly OptionSpec[]).map(optionRow),
        ),
        events: table(
          ['Event', 'Detail', 'When'],
          element.events.map(({ name, type, description = '' }) => [
            `\`${name}\``,
            `\`${/<(.*)>$/.exec(type?.text ?? '')?.[1] ?? '{}'}\``,
            description,
          ]),
        ),
        properties: table(
          ['Custom property', 'Default', 'What it sets'],
          element.cssProperties.map(({ name, default: value, description = '' }) => [
            `\`${name}\``,
            value ? `\`${value}\`` : '',
            description,
          ]),
        ),
        parts: table(
          ['Part', 'What it is'],
          element.cssParts.map(({ name, description = '' }) => [`\`${name}\``, description]),
        ),
        slots: table(
          ['Slot', 'What it is'],
          element.slots.map(({ name, description = '' }) => [`\`${name}\``, description]),
        ),
      },
    },
    {
      file: 'docs/robustness.md',
      parts: {
        differences: table(
          ['Example', 'How and why'],
          [...differences].map(([number, reason]) => [String(number), reason]),
        ),
        hostile: `${Object.keys(hostile).join(', ')}.`,
        payloads: `${payloads.map(({ name }) => name).join('; ')}.`,
        transports: table(
          ['What fails', 'What the visitor has in the end'],
          transports.map(({ name, error, answer = 'Hello' }) => [
            name,
            error
              ? `the text so far, one sentence (\`${error}\`) and a way on`
              : `the whole answer, \`${answer}\``,
          ]),
        ),
      },
    },
    {
      file: 'CONTRIBUTING.md',
      parts: {
        rooms: table(
          ['Room', 'May import of src', 'Packages'],
          rooms.map(({ path, imports, packages }) => [`\`${path}\``, code(imports), code(packages)]),
        ),
      },
    },
  ];
}

/** `text` with the parts of `document` between their markers. Throws when a marker is missing. */
export function fillDocument(text: string, { file, parts }: GeneratedDocument): string {
  return Object.entries(parts).reduce((filled, [name, part]) => {
    const pattern = new RegExp(`(<!-- ${name}:start -->)[\\s\\S]*?(<!-- ${name}:end -->)`);
    if (!pattern.test(filled))
      throw new Error(`${file} has no markers <!-- ${name}:start --> and <!-- ${name}:end -->.`);
    const lines = part.includes('\n') ? `\n${part}\n` : part;
    return filled.replace(pattern, (_all, start: string, end: string) => `${start}${lines}${end}`);
  }, text);
}

function optionRow({ name, type, values, default: value, description }: OptionSpec): readonly string[] {
  const shown = values
    ? values.map((choice) => `\`${choice}\``).join(', ')
    : { text: 'text', boolean: 'boolean', list: 'JSON', number: 'number', data: 'text or JSON', choice: '' }[
        type
      ];
  const fallback =
    value === null || value === '' || value === false || Array.isArray(value) ? '' : `; \`${value}\``;
  return [`\`${attributeName(name)}\``, `${shown}${fallback}`, description];
}

function manifestElement(): {
  events: Described[];
  cssProperties: Described[];
  cssParts: Described[];
  slots: Described[];
} {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: {
      declarations?: {
        name: string;
        events?: Described[];
        cssProperties?: Described[];
        cssParts?: Described[];
        slots?: Described[];
      }[];
    }[];
  };
  const element = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ name }) => name === 'AgentChat');
  if (!element) throw new Error('custom-elements.json has no AgentChat: run npm run build.');
  const { events = [], cssProperties = [], cssParts = [], slots = [] } = element;
  return { events, cssProperties, cssParts, slots };
}

function code(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `\`${name}\``).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const document of generateDocuments()) {
    writeFileSync(document.file, fillDocument(readFileSync(document.file, 'utf8'), document));
  }
}
