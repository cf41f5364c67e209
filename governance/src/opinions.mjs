// What others would say: rules that are reported and not obeyed, since the service is described here and not designed.
import {join} from 'node:path';
import {DOCUMENTS, TARGET, json, printed, source, tool} from './project.mjs';

export async function opinions() {
  const contracts = DOCUMENTS.filter((name) => name !== 'errors.yaml').map(source);
  const ibm = printed(await tool('spectral', 'lint', '--ruleset', 'ibm.yaml', '--fail-severity', 'error', '--format', 'json',
    '--quiet', ...contracts));
  return {
    findings: [],
    opinions: [
      {name: 'IBM Cloud', rules: byRule(ibm.map((one) => ({rule: String(one.code), what: one.message})))},
      {name: 'Zally (Zalando)', rules: byRule(await zally())},
    ],
  };
}

/** Zally runs on Java; Maven has run it before this. */
async function zally() {
  try {
    return await json(join(TARGET, 'zally.json'));
  } catch (failure) {
    if (failure.code === 'ENOENT') {
      return [];
    }
    throw failure;
  }
}

function byRule(findings) {
  const groups = new Map();
  findings.forEach(({rule, what}) => groups.set(rule, [...groups.get(rule) ?? [], what]));
  return [...groups].map(([rule, words]) => ({rule, count: words.length, example: words[0]}))
    .sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule));
}
