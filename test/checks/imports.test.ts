// Holds every import in src against the table of rooms.

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { type Room, rooms } from './rooms.js';
import { sourceFiles } from './source-files.js';

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

const roomOf = (path: string): Room | undefined => rooms.find((room) => path.startsWith(room.path));

function importsOf(text: string): readonly Import[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022);
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    return [{ target: statement.moduleSpecifier.text, typeOnly: isTypeOnly(statement) }];
  });
}

/** `import type …`, or every name in the braces is a type. */
function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) {
    const names = statement.exportClause;
    return (
      statement.isTypeOnly ||
      Boolean(names && ts.isNamedExports(names) && names.elements.every((name) => name.isTypeOnly))
    );
  }
  const clause = statement.importClause;
  if (!clause || clause.name) return clause?.isTypeOnly ?? false;
  const names = clause.namedBindings;
  return (
    clause.isTypeOnly ||
    Boolean(names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly))
  );
}

function allowed(list: readonly string[], target: string, typeOnly: boolean): boolean {
  const names = list.flatMap((entry) =>
    entry.startsWith('type ') ? (typeOnly ? [entry.slice(5)] : []) : [entry],
  );
  return names.some((name) => target === name || (/[/.]$/.test(name) && target.startsWith(name)));
}

test('every file of src stands in a room of the table', () => {
  const homeless = sourceFiles('src').filter(({ path }) => !roomOf(path.slice(4)));
  assert.deepEqual(
    homeless.map(({ path }) => path),
    [],
  );
});

test('every import is one that the table allows', () => {
  const wrong: string[] = [];
  for (const { path, text } of sourceFiles('src')) {
    const own = path.slice(4);
    const room = roomOf(own);
    if (!room) continue;
    for (const { target, typeOnly } of importsOf(text)) {
      if (!target.startsWith('.')) {
        if (!allowed(room.packages, target, typeOnly)) wrong.push(`${path} imports ${target}`);
        continue;
      }
      const file = posix.join(posix.dirname(own), target).replace(/\.js$/, '.ts');
      const inside = roomOf(file) === room;
      if (!inside && !allowed(room.imports, file, typeOnly))
        wrong.push(`${path} imports ${file}${typeOnly ? ' (types)' : ''}`);
    }
  }
  assert.deepEqual(
    wrong,
    [],
    'Move the code to the room it belongs to, or change test/checks/rooms.ts and say why.',
  );
});

test('one file alone imports the SDK', () => {
  const importers = sourceFiles('src').filter(({ text }) =>
    importsOf(text).some(({ target }) => target.startsWith('@langchain')),
  );
  assert.deepEqual(
    importers.map(({ path }) => path),
    ['src/protocol/agent-client.ts'],
  );
});

test('no element imports the class of another', () => {
  const wrong = sourceFiles('src/elements')
    .filter(({ path }) => !path.startsWith('src/elements/agent-chat.'))
    .flatMap(({ path, text }) =>
      importsOf(text)
        .filter(({ target, typeOnly }) => !typeOnly && /^\.\/agent-[a-z-]+\.js$/.test(target))
        .map(({ target }) => `${path} imports ${target}`),
    );
  assert.deepEqual(wrong, []);
});
