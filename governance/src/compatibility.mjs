// `redocly diff`: the release's difference, and what it says to the mutations that prove the gate of the plain build.
import {join} from 'node:path';
import jsonpatch from 'fast-json-patch';
import {DOCUMENTS, SPEC, TARGET, bin, commandIn, inParallel, list, printed, source, write, yaml} from './project.mjs';

export async function compatibility() {
  const [release, corpus] = [await difference(), await mutations()];
  const findings = [
    ...release.changes.filter((change) => change.impact === 'major' && !release.announced)
      .map((change) => `breaks ${release.last}, and the version does not say so: ${change.document} ${change.path} ${change.property ?? ''}`),
    ...corpus.flatMap(({name, breaking, unseen, blamed, major}) => {
      const expected = breaking ? unseen !== 'redocly' : blamed === 'redocly';
      return major === expected ? [] : [`redocly diff says ${major ? 'breaking' : 'compatible'} of "${name}"`];
    }),
  ];
  return {findings, release, corpus};
}

/** What has changed since the last version; nothing to compare with before the first. */
async function difference() {
  const number = (version) => version.split('.').map(Number);
  const order = (a, b) => number(a).reduce((sum, part, index) => sum || part - number(b)[index], 0);
  const last = (await list(join(SPEC, 'released'))).filter((name) => /^\d+(\.\d+){2}$/.test(name)).sort(order).at(-1);
  const now = (await yaml(source(DOCUMENTS[0]))).info.version;
  if (!last) {
    return {now, changes: []};
  }
  const published = await list(join(SPEC, 'released', last));
  const changes = (await inParallel(DOCUMENTS.filter((name) => published.includes(name)), async (name) =>
    (await diff(join(SPEC, 'released', last, name), source(name))).changes.map((change) => ({document: name, ...change})))).flat();
  const [was, is] = [number(last), number(now)];
  return {now, last, changes, announced: is[0] > was[0] || (is[0] === 0 && was[0] === 0 && is[1] > was[1])};
}

async function mutations() {
  const corpus = await yaml(join(SPEC, 'src/test/resources/mutations.yaml'));
  return inParallel(corpus, async (mutation, index) => {
    const document = await yaml(source(mutation.document ?? DOCUMENTS[0]));
    const older = edited(document, mutation.before ?? []);
    const [before, after] = await Promise.all([older, edited(older, mutation.edits)].map((content, side) =>
      write(join(TARGET, 'mutations', `${index}-${side ? 'newer' : 'older'}.json`), JSON.stringify(content, null, 1))));
    const {summary} = await diff(before, after);
    return {...mutation, major: summary.major > 0};
  });
}

const edited = (document, edits) => jsonpatch.applyPatch(structuredClone(document), structuredClone(edits), true).newDocument;

/** Run where there is no redocly.yaml: its rules for differences are on by default, and off under any configuration. */
const diff = async (older, newer) => printed(await commandIn(TARGET, bin('redocly'), 'diff', older, newer, '--format', 'json',
  '--fail-on', 'none'));
