// Writes dist/integrity.json beside the script: its hash for the `integrity` attribute, and its sizes.

import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The Rollup plugin. `version` is the package's. */
export function integrity(version) {
  return {
    name: 'integrity',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        const bytes = Buffer.from(output.code);
        const manifest = {
          file: output.fileName,
          version,
          integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
          bytes: {
            raw: bytes.length,
            gzip: gzipSync(bytes, { level: 9 }).length,
            brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
          },
        };
        this.emitFile({
          type: 'asset',
          fileName: 'integrity.json',
          source: `${JSON.stringify(manifest, null, 2)}\n`,
        });
      }
    },
  };
}
