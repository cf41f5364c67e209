// Spectral and Redocly: no finding, and no rule that is off without a reason.
import {relative} from 'node:path';
import {DOCUMENTS, GOVERNANCE, ROOT, printed, source, text, tool} from './project.mjs';

export async function lint() {
  const documents = DOCUMENTS.map(source);
  const [spectral, redocly, off] = await Promise.all([
    tool('spectral', 'lint', '--ruleset', 'spectral.yaml', '--fail-severity', 'hint', '--format', 'json', '--quiet', ...documents),
    // Each by its name under `apis` in redocly.yaml.
    Promise.all(DOCUMENTS.map((name) =>
      tool('redocly', 'lint', name.replace('.yaml', ''), '--config', 'redocly.yaml', '--format', 'json'))),
    rulesThatAreOff(),
  ]);
  const findings = [
    ...printed(spectral).map((one) =>
      `Spectral, ${relative(ROOT, one.source)}:${one.range.start.line + 1} ${one.code}: ${one.message}`),
    ...redocly.flatMap((one) => printed(one).problems).map((one) =>
      `Redocly, ${one.location[0]?.source?.ref}:${one.location[0]?.pointer} ${one.ruleId}: ${one.message}`),
    ...off.filter(({why}) => !why).map(({rule}) => `${rule} is off and does not say why`),
  ];
  return {findings, off};
}

/** Each rule that is off, with the words beside it. */
async function rulesThatAreOff() {
  const configurations = await Promise.all(['spectral.yaml', 'redocly.yaml'].map(async (name) =>
    [name, await text(`${GOVERNANCE}/${name}`)]));
  const off = configurations.flatMap(([name, config]) =>
    [...config.matchAll(/^ +(\S+): off *(?:# *(.*))?$/gm)].map(([, rule, why]) => ({tool: name.replace('.yaml', ''), rule, why})));
  return [...off, ...await ignored()];
}

/** What Redocly is told to overlook in single places; the words at the top of the file say why. */
async function ignored() {
  const file = await text(`${GOVERNANCE}/.redocly.lint-ignore.yaml`);
  const why = file.match(/^# *(.*)/)?.[1];
  return [...file.matchAll(/^ +(\S+):$/gm)].map(([, rule]) => ({tool: 'redocly', rule, why}));
}
