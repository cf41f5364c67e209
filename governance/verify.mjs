// Runs every check, tells what each said, writes the review page, and fails if one found something.
import {join} from 'node:path';
import {compatibility} from './src/compatibility.mjs';
import {facts} from './src/facts.mjs';
import {licences} from './src/licences.mjs';
import {lint} from './src/lint.mjs';
import {opinions} from './src/opinions.mjs';
import {pact} from './src/pact.mjs';
import {page} from './src/page.mjs';
import {TARGET, write} from './src/project.mjs';
import {reference} from './src/reference.mjs';
import {rules} from './src/rules.mjs';

const CHECKS = [
  ['Lint', lint, ({off}) => `no finding; ${off.length} rules are off, each with a reason`],
  ['Our own rules', rules, (one) => `${one.rules.length} rules, ${one.rules.reduce((sum, {ways}) => sum + ways, 0)} broken contracts caught`],
  ['Compatibility', compatibility, ({release, corpus}) =>
    `${release.last ? `compared with ${release.last}` : 'nothing published yet'}; ${corpus.length} mutations judged`],
  ['Pact, second opinion', pact, ({kinds, pacts}) =>
    `${pacts.reduce((sum, one) => sum + one.interactions.length, 0)} interactions agree; ${kinds.length} kinds of disagreement caught`],
  ['Licences', licences, ({materials}) =>
    `${new Set(materials.flatMap((one) => one.components.map(({name}) => name))).size} libraries come along, all allowed`],
  ['Other guidelines', opinions, () => 'reported, no gate'],
  ['Reference pages', reference, () => 'each one file, loads nothing'],
];

const results = [];
for (const [name, check, words] of CHECKS) {
  const begun = Date.now();
  const result = await check();
  results.push({name, ...result, words: words(result)});
  const {findings} = result;
  console.log(`${findings.length ? 'FAILED' : 'ok    '} ${name}: ${findings.length ? '' : words(result)} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  findings.forEach((one) => console.log(`       ${one}`));
}
console.log(`       ${await write(join(TARGET, 'review.html'), await page(await facts(), results))}`);
process.exitCode = results.some(({findings}) => findings.length > 0) ? 1 : 0;
