// Where things are, and how a tool is run.
import {execFile} from 'node:child_process';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';

export const GOVERNANCE = dirname(dirname(fileURLToPath(import.meta.url)));
export const ROOT = dirname(GOVERNANCE);
export const TARGET = join(GOVERNANCE, 'target');
export const SPEC = join(ROOT, 'api-spec');
export const DOCUMENTS = ['cph-share.yaml', 'iam-token.yaml', 'errors.yaml'];

export const source = (name) => join(SPEC, 'src/main/openapi', name);
export const text = (path) => readFile(path, 'utf8');
export const yaml = async (path) => parse(await text(path), {merge: true});
export const json = async (path) => JSON.parse(await text(path));

export async function write(path, content) {
  await mkdir(dirname(path), {recursive: true});
  await writeFile(path, content);
  return path;
}

/** The names in a folder; none where there is no folder. */
export const list = (folder) => readdir(folder).catch((failure) => {
  if (failure.code === 'ENOENT') {
    return [];
  }
  throw failure;
});

export const bin = (name) => join(GOVERNANCE, 'node_modules/.bin', name);

/** Runs a tool of node_modules; its exit code is part of the answer, since linters end with 1 where they find something. */
export function tool(name, ...args) {
  return command(bin(name), ...args);
}

export const command = (file, ...args) => commandIn(GOVERNANCE, file, ...args);

export function commandIn(folder, file, ...args) {
  return new Promise((resolve, reject) => {
    const env = {...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1'};
    execFile(file, args, {cwd: folder, env, maxBuffer: 1 << 28}, (failure, stdout, stderr) => {
      if (failure && typeof failure.code !== 'number') {
        reject(failure);
      } else {
        resolve({code: failure?.code ?? 0, stdout, stderr});
      }
    });
  });
}

/** The JSON that a tool printed, whatever it printed around it; the tool's own words where there is none. */
export function printed({code, stdout, stderr}) {
  const start = stdout.search(/[[{]/);
  try {
    return JSON.parse(stdout.slice(start, Math.max(stdout.lastIndexOf(']'), stdout.lastIndexOf('}')) + 1));
  } catch {
    throw new Error(`no JSON from a tool that ended with ${code}: ${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`);
  }
}

/** Does a few at once, in the order given. */
export async function inParallel(items, work, width = 2) {
  const results = [];
  let next = 0;
  await Promise.all(Array.from({length: width}, async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  }));
  return results;
}

/** The operation that a request goes to; a path that is written out comes before one with a parameter in that place. */
export const operationAt = (operations, {method, path: address}) => operations
  .filter((one) => method.toLowerCase() === one.method
    && new RegExp(`^${one.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(address))
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];

/** The operations of a document, each with its method and path. */
export const operationsOf = (root) => Object.entries(root.paths).flatMap(([path, item]) =>
  Object.keys(item).filter((method) => item[method].operationId).map((method) => ({path, method, item, operation: item[method]})));
