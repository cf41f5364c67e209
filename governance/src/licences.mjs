// What each published jar brings along at run time, and whether its licence is one that is allowed.
import {join} from 'node:path';
import {GOVERNANCE, ROOT, json, yaml} from './project.mjs';

const PUBLISHED = ['api-spec', 'generated-client', 'client-ext', 'simulator', 'cli'];

export async function licences() {
  const allowed = Object.keys(await yaml(join(GOVERNANCE, 'licences.yaml')));
  const materials = await Promise.all(PUBLISHED.map(async (module) => {
    const bom = await json(join(ROOT, module, 'target/bom.json')).catch((failure) => {
      throw new Error(`${module} has no bill of materials; Maven makes them with -Pgovernance, and not offline`, {cause: failure});
    });
    // Maven hands an optional dependency to nobody: who uses the part that needs it has it already.
    return {module, components: (bom.components ?? []).filter(({scope}) => scope !== 'optional').map((one) => ({
      name: `${one.group}:${one.name}`,
      version: one.version,
      licences: (one.licenses ?? []).map(({license, expression}) => license?.id ?? license?.name ?? expression),
    }))};
  }));
  const all = new Map(materials.flatMap(({components}) => components).map((one) => [`${one.name} ${one.version}`, one]));
  const findings = [...all].flatMap(([key, one]) => (one.licences.some((licence) => allowed.includes(licence)) ? []
    : [`${key}: ${one.licences.join(', ') || 'no licence'}`]));
  return {findings, materials};
}
