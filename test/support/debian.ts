// Programs that some tests need: what is installed is used, and on a Debian machine where we may, the
// distribution's own is installed.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of `program`, from Debian's package of that name when it is missing. Throws what to install. */
export function debianProgram(program: string, packageName = program): string {
  const path = installed(program) ?? (install(packageName) ? installed(program) : null);
  if (path) return path;
  throw new Error(`${program} is missing: install it (on Debian: apt-get install ${packageName}).`);
}

/** Installs a Debian package. Throws what to install when that is not ours to do. */
export function debianPackage(packageName: string): void {
  if (!install(packageName))
    throw new Error(`Install Debian’s package ${packageName}: apt-get install ${packageName}.`);
}

/** The path of a file that Debian's package brings. Throws what to install when it is missing. */
export function debianFile(path: string, packageName: string): string {
  if (existsSync(path) || (install(packageName) && existsSync(path))) return path;
  throw new Error(`${path} is missing: install it (on Debian: apt-get install ${packageName}).`);
}

function installed(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

function install(packageName: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`${packageName} is missing: installing Debian’s package.`);
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    // No service of the distribution is started: a test starts its own.
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], {
      ...options,
      env: { ...options.env, RUNLEVEL: '1' },
    });
    return true;
  } catch {
    return false; // the sentence about installing it says all that can be said
  }
}
