// Text that is made to hang a Markdown parser or to fill a page with elements, by name and size.

const repeat = (text: string) => (count: number) => text.repeat(count);

/** Each makes a text with about `count` characters or marks. */
export const hostile: Readonly<Record<string, (count: number) => string>> = {
  'quotes in quotes': (count) => `${'>'.repeat(count)} deep`,
  'quotes with spaces': (count) => `${'> '.repeat(count)}deep`,
  'lists in lists': (count) =>
    Array.from({ length: Math.min(count, 600) }, (_, depth) => `${'  '.repeat(depth)}- item`).join('\n'),
  'list marks in one line': (count) => `${'- '.repeat(count)}x`,
  'open brackets': repeat('['),
  'closed brackets': (count) => `${'['.repeat(count)}${']'.repeat(count)}`,
  'image marks': repeat('!['),
  'link openings': repeat('[a]('),
  'link openings with angles': repeat('[a](<b'),
  'links in links': repeat('[a](b'),
  'reference openings': repeat('[a]['),
  'emphasis runs': repeat('*'),
  'emphasis openings': repeat('*a '),
  'emphasis and underscores': repeat('*_'),
  'emphasis closings': repeat('a*'),
  'strong and emphasis': repeat('**a *b '),
  tildes: repeat('~~a'),
  'backticks of growing length': (count) =>
    Array.from({ length: Math.ceil(Math.sqrt(count)) }, (_, index) => `e${'`'.repeat(index)}`).join(''),
  'one backtick each': repeat('`a'),
  backslashes: repeat('\\'),
  entities: repeat('&amp;'),
  'half entities': repeat('&#x'),
  'autolink openings': repeat('<http:'),
  angles: repeat('<'),
  addresses: repeat('a@b.'),
  'bare URLs': repeat('https://a.b/('),
  'ragged tables': (count) => `|a|b|\n|-|-|\n${'|x\n'.repeat(count / 2)}`,
  'wide tables': (count) => `${'|a'.repeat(count)}|\n${'|-'.repeat(count)}|\n${'|x'.repeat(count)}|`,
  'delimiter rows': (count) => `|${'-|'.repeat(count)}`,
  'fences that open': repeat('```\n'),
  'tilde fences in text': repeat('a\n~~~\n'),
  'setext lines': repeat('a\n=\n'),
  'reference definitions': (count) =>
    Array.from({ length: count / 4 }, (_, index) => `[r${index}]: http://a.b\n`).join(''),
  'one long line': repeat('word '),
  'no space at all': repeat('x'),
  newlines: repeat('\n'),
  tabs: repeat('\t'),
  'carriage returns': repeat('\r'),
  nulls: repeat('\0'),
  'lone surrogates': repeat('\uD800'),
  'hash marks': repeat('#'),
  'task boxes': repeat('- [ ] '),
};
