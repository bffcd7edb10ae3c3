// Finds the browser that the tests and the screenshots run in, and how to start it. Never downloads one:
// what is installed is used, and on a Debian machine where we may, the distribution's own is installed.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { debianProgram } from './debian.js';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chrome or Chromium. Throws one sentence that says what to install when there is none. */
export function findBrowser(): string {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which does not exist: set it to a Chrome or Chromium.`);
  }
  const found = installed() ?? (installDebianChromium() ? installed() : null);
  if (found) return found;
  throw new Error('No browser found: install Chrome or Chromium, or set CHROME_PATH to one.');
}

/** The path of a Firefox; on Debian where we may, the distribution's own is installed. */
export function findFirefox(): string {
  const named = process.env['FIREFOX_PATH'];
  return named || debianProgram('firefox-esr');
}

/** How every test starts it: headless, and silent on the network but for the pages under test. */
export function launchOptions() {
  return {
    executablePath: findBrowser(),
    headless: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  };
}

function installed(): string | null {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)));
  return [...onPath, ...applications].find((path) => existsSync(path)) ?? null;
}

function installDebianChromium(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('No browser found: installing Debian’s chromium package.');
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    return true;
  } catch {
    return false; // the sentence about installing one says all that can be said
  }
}
