// Takes the line breaks and indentation out of Lit's templates when the script is bundled. Only the text of
// the templates is touched, found with TypeScript's own parser; the code between stays as it is.

import ts from 'typescript';

const minifiers = {
  css: (text) =>
    text
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>]) ?/g, '$1')
      .replace(/: /g, ':')
      .replace(/;}/g, '}'),
  html: (text) => text.replace(/\s*\n\s*/g, ' ').replace(/> </g, '><'),
  svg: (text) => text,
};

/** The Rollup plugin, for our own sources. */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id) || !/\b(?:css|html)`/.test(code)) return null;
      const file = ts.createSourceFile(id, code, ts.ScriptTarget.ES2022, true);
      const edits = [];
      const visit = (node) => {
        const minify = ts.isTaggedTemplateExpression(node) && minifiers[node.tag.getText(file)];
        if (minify) for (const piece of pieces(node.template)) edits.push(edit(code, piece, minify));
        ts.forEachChild(node, visit);
      };
      visit(file);
      const patched = edits
        .sort((a, b) => b.start - a.start)
        .reduce((text, { start, end, to }) => text.slice(0, start) + to + text.slice(end), code);
      return { code: patched, map: { mappings: '' } };
    },
  };
}

/** The literal parts of a template. */
function pieces(template) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template];
  return [template.head, ...template.templateSpans.map(({ literal }) => literal)];
}

/** A part's text without its delimiters: one character before, one (`) or two (${) after. */
function edit(code, piece, minify) {
  const closes = code[piece.end - 1] === '`' ? 1 : 2;
  const [start, end] = [piece.getStart() + 1, piece.end - closes];
  return { start, end, to: minify(code.slice(start, end)) };
}
