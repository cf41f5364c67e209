// Each rule of our own finds a contract that breaks it, and nothing else does.
import {join} from 'node:path';
import jsonpatch from 'fast-json-patch';
import {SPEC, TARGET, printed, tool, write, yaml} from './project.mjs';

export async function rules() {
  const folder = join(SPEC, 'rules');
  const [sound, broken, set] = await Promise.all(
    ['test/sound.yaml', 'test/broken.yaml', 'contract.yaml'].map((name) => yaml(join(folder, name))));
  const cases = [{name: 'sound', expected: [], contract: sound}, ...Object.entries(broken).flatMap(([rule, ways]) =>
    ways.map((edits, index) => ({
      name: `${rule}-${index + 1}`,
      expected: [rule],
      contract: jsonpatch.applyPatch(structuredClone(sound), structuredClone(edits), true).newDocument,
    })))];
  await Promise.all(cases.map(async (one) => {
    one.file = await write(join(TARGET, 'rules', `${one.name}.json`), JSON.stringify(one.contract, null, 1));
  }));
  const found = printed(await tool('spectral', 'lint', '--ruleset', join(folder, 'contract.yaml'), '--fail-severity', 'hint',
    '--format', 'json', '--quiet', ...cases.map((one) => one.file)));
  const findings = cases.flatMap(({name, file, expected}) => {
    const codes = [...new Set(found.filter((one) => one.source === file).map((one) => String(one.code)))];
    return codes.join() === expected.join() ? [] : [`${name}: expected [${expected}], found [${codes}]`];
  });
  const unproven = Object.keys(set.rules).filter((rule) => !(rule in broken)).map((rule) => `no contract breaks ${rule}`);
  return {
    findings: [...findings, ...unproven],
    rules: Object.entries(set.rules).map(([name, {description}]) => ({name, description, ways: broken[name]?.length ?? 0})),
  };
}
