/**
 * What `npm start` and `npm test` need before anything else: the right Node, the packages of the
 * lock file, a build of the sources.
 *
 * Plain JavaScript like its two callers, on purpose: it runs in a clone where nothing is installed
 * yet, so it may use Node's own modules only and no TypeScript loader.
 *
 * It installs only when what is installed differs from the lock file, and never edits either.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Oldest Node that every dependency accepts; the same as `engines` in package.json. */
const OLDEST_NODE = [20, 19];

/**
 * What is wrong with this version of Node, in words; null when it is new enough.
 * @param {string} version
 * @returns {string | null}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return (
    `Ratedeck needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${version}.\n` +
    'Install the current LTS from https://nodejs.org and run the same command again.'
  );
}

/** Ends the process with a plain message when this Node is too old. */
export function requireNode() {
  const problem = nodeProblem(process.versions.node);
  if (problem === null) return;
  console.error(problem);
  process.exit(2);
}

/**
 * @typedef {{ version?: string, resolved?: string, link?: boolean, optional?: boolean,
 *   devOptional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 */

/** @param {string} path @returns {LockFile} */
function readLockFile(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * Why packages must be installed, in words; null when everything of the lock file is there. npm
 * leaves a lock file of its own inside `node_modules` as the last step of an install: it is
 * missing after an install that was cut short, and lists what really is there.
 * @param {string} folder
 * @returns {string | null}
 */
export function staleInstall(folder = root) {
  const installedPath = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return 'nothing is installed yet';
  const locked = readLockFile(join(folder, 'package-lock.json')).packages;
  const installed = readLockFile(installedPath).packages;
  for (const [path, wanted] of Object.entries(locked)) {
    if (!path.includes('node_modules/')) continue;
    const found = installed[path];
    const mayBeAbsent = wanted.optional === true || wanted.devOptional === true;
    if (found === undefined && mayBeAbsent) continue;
    if (found === undefined) return `${path} is missing`;
    if (found.version !== wanted.version || found.link !== wanted.link) {
      return `${path} is not the version of the lock file`;
    }
  }
  return null;
}

/**
 * Runs a program with its output on this terminal; true when it ended well.
 * @param {string} command @param {string[]} args
 */
function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** Installs what the lock file says, when it is not there yet. */
export function install() {
  const reason = staleInstall();
  if (reason === null) return true;
  console.log(`Installing packages (${reason}) ...`);
  // The log level is named because `npm --silent test` would hand its silence down.
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=warn'])) return true;
  console.error(
    'The packages could not be installed; npm said why above. Without a network they can be\n' +
      'taken from another clone: copy its node_modules folder here.',
  );
  return false;
}

/** Compiles what changed since the last build. */
export function build() {
  return run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
}
