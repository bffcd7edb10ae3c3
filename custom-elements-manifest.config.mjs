// What the manifest describes: the elements.

export default {
  globs: ['src/elements/*.ts', 'src/define.ts'],
  exclude: ['src/elements/*.styles.ts'],
  litelement: true,
  outdir: '.',
};
