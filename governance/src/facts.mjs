// What the page tells, read from the sources: nothing of it is written down a second time.
import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {DOCUMENTS, ROOT, SPEC, commandIn, list, operationsOf, source, text, yaml} from './project.mjs';

const LIMITS = ['minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'minimum', 'maximum', 'enum', 'uniqueItems',
  'x-unbounded', 'required', 'additionalProperties'];

export async function facts() {
  const contracts = await Promise.all(DOCUMENTS.filter((name) => name !== 'errors.yaml').map(async (name) =>
    ({name, root: await yaml(source(name))})));
  const [catalogue, discrepancies, changelog, verifiers, languages] = await Promise.all([
    yaml(source('errors.yaml')), text(join(SPEC, 'DISCREPANCIES.md')), text(join(SPEC, 'CHANGELOG.md')),
    text(join(ROOT, 'contract-tests/README.md')), text(join(ROOT, 'contract-tests/polyglot/README.md'))]);
  return {
    contracts,
    version: contracts[0].root.info.version,
    operations: contracts.flatMap(({name, root}) => operations(root).map((one) => ({document: name, ...one}))),
    credentials: contracts.flatMap(({name, root}) => Object.entries(root.components.securitySchemes ?? {})
      .map(([id, scheme]) => ({document: name, name: id, scheme}))),
    limits: contracts.flatMap(({name, root}) => limits(root).map((one) => ({document: name, ...one}))),
    sourced: contracts.reduce((sum, {root}) => sum + marked(root, 'x-source').length, 0),
    undocumented: contracts.flatMap(({name, root}) => marked(root, 'x-unverified')
      .map(({node, path}) => ({document: name, where: named(path, root), why: node['x-unverified']}))),
    deviations: contracts.flatMap(({name, root}) => Object.entries(root['x-deviations'] ?? {})
      .map(([guideline, why]) => ({document: name, guideline, why}))),
    sources: contracts.flatMap(({root}) => Object.entries(root['x-sources'] ?? {})),
    errors: catalogue['x-errors'],
    categories: catalogue['x-error-categories'],
    discrepancies: rows(discrepancies),
    news: changelog.split(/^## /m)[1] ?? '',
    verifiers: rows(verifiers.slice(verifiers.indexOf('| test | holds |'))),
    results: await results(),
    commit: await commit(),
    languages: rows(languages),
  };
}

const operations = (root) => operationsOf(root).map((one) => ({
  ...one,
  parameters: [...(one.item.parameters ?? []), ...(one.operation.parameters ?? [])].map((parameter) => resolved(root, parameter)),
  statuses: Object.keys(one.operation.responses),
}));

const resolved = (root, node) =>
  node.$ref ? node.$ref.slice(2).split('/').reduce((from, step) => from[step.replaceAll('~1', '/')], root) : node;

/** Every schema that limits something, with its source; the path names the field as people do. */
function limits(root) {
  const found = [];
  walk(root, [], (node, path, holder) => {
    const words = LIMITS.filter((limit) => limit in node
      && (limit !== 'additionalProperties' || node[limit] === false) && (limit !== 'required' || Array.isArray(node[limit])));
    if (words.length > 0 && path.at(-1) !== 'properties') {
      found.push({
        where: named(path, root),
        rules: words.map((word) => [word, node[word]]),
        source: node['x-source'] ?? holder['x-source'],
        unverified: node['x-unverified'],
        discrepancy: node['x-discrepancy'] ?? holder['x-discrepancy'],
      });
    }
  });
  return found;
}

function walk(node, path, visit, holder = {}) {
  if (Array.isArray(node)) {
    node.forEach((child, index) => walk(child, [...path, index], visit, holder));
  } else if (node && typeof node === 'object') {
    visit(node, path, holder);
    Object.entries(node).filter(([key]) => (!/^(x-|examples?$)/.test(key)) || path.at(-1) === 'properties')
      .forEach(([key, child]) => walk(child, [...path, key], visit, node['x-source'] ? node : holder));
  }
}

function named(path, root) {
  if (path[0] === 'components') {
    return path.slice(2).filter((step) => step !== 'properties' && step !== 'schema')
      .map((step) => (step === 'items' ? '[]' : step)).join('.').replaceAll('.[]', '[]');
  }
  if (path[0] === 'paths') {
    const operation = root.paths[path[1]][path[2]];
    const parameter = path[3] === 'parameters' ? resolved(root, operation.parameters[path[4]]).name : path.slice(3).join('.');
    return `${operation?.operationId ?? path[1]}(${parameter}${path.includes('items') ? '[]' : ''})`;
  }
  return path[0] === 'servers' ? `${path.at(-1)} of the address` : path.join('.');
}

/** The elements that carry an extension. */
function marked(root, extension) {
  const found = [];
  walk(root, [], (node, path) => {
    if (path.at(-1) !== 'properties' && extension in node) {
      found.push({node, path});
    }
  });
  return found;
}

/** The rows of the first table of a Markdown text, without its head. */
function rows(markdown) {
  const lines = markdown.split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const table = lines.slice(first).slice(0, lines.slice(first).findIndex((line) => !line.startsWith('|')) >>> 0);
  return table.slice(2).map((line) => line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

/** Which commit the page is made of; nothing where this is no checkout. */
async function commit() {
  try {
    const [head, changes] = await Promise.all([
      commandIn(ROOT, 'git', 'log', '-1', '--format=%h of %cs'), commandIn(ROOT, 'git', 'status', '--porcelain')]);
    return head.code === 0 ? `${head.stdout.trim()}${changes.stdout ? ', with changes' : ''}` : undefined;
  } catch {
    return undefined;
  }
}

/** When the contract or its pact last changed: what a test said before then is about another one. */
async function changed() {
  const pacts = join(ROOT, 'contract-tests/pacts');
  const files = [...DOCUMENTS.map(source), ...(await list(pacts)).map((name) => join(pacts, name))];
  return Math.max(...await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs)));
}

/** What the tests of the build said, and those of the other languages, where they have run. */
async function results() {
  const suites = {};
  const since = await changed();
  const isOld = async (file) => (await stat(file)).mtimeMs < since;
  for (const module of ['api-spec', 'generated-client', 'client-ext', 'simulator', 'cli', 'contract-tests']) {
    const folder = join(ROOT, module, 'target/surefire-reports');
    for (const name of (await list(folder)).filter((file) => /^TEST-.*\.xml$/.test(file))) {
      const head = (await text(join(folder, name))).match(/<testsuite [^>]*>/s)?.[0] ?? '';
      const number = (attribute) => Number(head.match(new RegExp(` ${attribute}="(\\d+)"`))?.[1] ?? 0);
      const suite = name.replace(/^TEST-|\.xml$/g, '').split('.').at(-1);
      suites[suite] = {tests: number('tests'), failed: number('failures') + number('errors'), skipped: number('skipped'), old: await isOld(join(folder, name))};
    }
  }
  const folder = join(ROOT, 'contract-tests/polyglot/target/results');
  if ((await list(folder)).includes('closing')) {
    const old = await isOld(join(folder, 'closing'));
    for (const [, part, passed, failed, skipped] of (await text(join(folder, 'closing')))
      .matchAll(/^(\w+): (\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)) {
      const [ok, bad, none] = [passed, failed, skipped ?? 0].map(Number);
      suites[part] = {tests: ok + bad + none, failed: bad, skipped: none, old};
    }
  }
  return suites;
}
