// `redocly diff`: the release's difference, and what it says to the mutations that prove the gate of the plain build.
import {join} from 'node:path';
import jsonpatch from 'fast-json-patch';
import {DOCUMENTS, GOVERNANCE, SPEC, TARGET, bin, commandIn, inParallel, list, printed, source, write, yaml} from './project.mjs';

export async function compatibility() {
  const [release, corpus] = [await difference(), await mutations()];
  const {release: accepted} = await yaml(join(GOVERNANCE, 'accepted.yaml'));
  const findings = [
    ...objections(release, accepted),
    ...proof(corpus.find(({blamed}) => blamed === 'redocly')),
    ...corpus.flatMap(({name, breaking, unseen, blamed, major}) => {
      const expected = breaking ? unseen !== 'redocly' : blamed === 'redocly';
      return major === expected ? [] : [`redocly diff says ${major ? 'breaking' : 'compatible'} of "${name}"`];
    }),
  ];
  release.changes.forEach((change) => { change.why = accepted.find((row) => words(row) === words(change))?.why; });
  return {findings, release, corpus};
}

/** What breaks the last version, where neither its version says so nor anybody that it breaks nothing. */
function objections({last, announced, changes}, accepted) {
  const breaks = changes.filter(({impact}) => impact === 'major');
  const isAbout = (row, change) => words(row) === words(change);
  return [
    ...breaks.filter((change) => !announced && !accepted.some((row) => isAbout(row, change)))
      .map((change) => `breaks ${last}, and the version does not say so: ${words(change)}`),
    ...accepted.filter((row) => !breaks.some((change) => isAbout(row, change)))
      .map((row) => `nobody calls it breaking any more: ${words(row)}`),
    ...accepted.filter(({why}) => !why).map((row) => `nobody says why it breaks nobody: ${words(row)}`),
  ];
}

const words = ({document, path, property}) => [document, path, property].filter(Boolean).join(' ');

/** A release of what redocly wrongly calls breaking is refused, let pass by its reasons alone, and needs no other. */
function proof({changes}) {
  const release = {last: '1.0.0', announced: false, changes};
  const reasons = changes.filter(({impact}) => impact === 'major').map((change) => ({...change, why: 'It says the same.'}));
  const [first, ...others] = reasons;
  return [
    ['nothing is refused', objections(release, []).length === reasons.length],
    ['what has its reason is refused', objections(release, reasons).length === 0],
    ['no reason is one', objections(release, reasons.map(({why, ...row}) => row)).length === reasons.length],
    ['the reason of something else will do', objections(release, [{...first, path: `${first.path}/else`}, ...others]).length === 2],
    ['a version that says so is refused', objections({...release, announced: true}, []).length === 0],
  ].filter(([, holds]) => !holds).map(([what]) => `of a release, ${what}`);
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
    const {summary, changes} = await diff(before, after);
    return {...mutation, changes, major: summary.major > 0};
  });
}

const edited = (document, edits) => jsonpatch.applyPatch(structuredClone(document), structuredClone(edits), true).newDocument;

/** Run where there is no redocly.yaml: its rules for differences are on by default, and off under any configuration. */
const diff = async (older, newer) => printed(await commandIn(TARGET, bin('redocly'), 'diff', older, newer, '--format', 'json',
  '--fail-on', 'none'));
