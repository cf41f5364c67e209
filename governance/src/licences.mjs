// What each published jar brings along at run time, and whether its licence is one that is allowed.
import {join} from 'node:path';
import {GOVERNANCE, ROOT, json, yaml} from './project.mjs';

const PUBLISHED = ['api-spec', 'generated-client', 'client-ext', 'simulator', 'cli'];

export async function licences() {
  const allowed = await yaml(join(GOVERNANCE, 'licences.yaml'));
  const materials = await Promise.all(PUBLISHED.map(async (module) => {
    const bom = await json(join(ROOT, module, 'target/bom.json')).catch((failure) => {
      throw new Error(`${module} has no bill of materials; Maven makes them with -Pgovernance, and not offline`, {cause: failure});
    });
    return {module, components: (bom.components ?? []).map(component)};
  }));
  const components = materials.flatMap((one) => one.components);
  const used = new Set(components.flatMap((one) => one.licences));
  return {findings: [...refused(components, allowed), ...unused(allowed, used), ...unproven(allowed)], materials};
}

const component = (one) => ({
  name: `${one.group}:${one.name}`,
  version: one.version,
  optional: one.scope === 'optional',
  licences: (one.licenses ?? []).map(({license, expression}) => license?.id ?? license?.name ?? expression),
});

/** Any of a library's licences will do: it is offered under one of them. */
function refused(components, {required, optional}) {
  const fits = (one) => one.licences.some((licence) => licence in required || (one.optional && licence in optional));
  return [...new Set(components.filter((one) => !fits(one))
    .map((one) => `${one.name} ${one.version}: ${one.licences.join(', ') || 'no licence'}`))];
}

const unused = ({required, optional}, used) => [...Object.keys(required), ...Object.keys(optional)]
  .filter((licence) => !used.has(licence)).map((licence) => `nothing has the licence ${licence} any more`);

/** The rule refuses what it must: what is not listed, what is listed for others, and silence. */
function unproven(allowed) {
  const [anOptional] = Object.keys(allowed.optional);
  const wrong = [['GPL-3.0-only'], [anOptional], []].map((names) => ({name: 'a:library', version: '1', optional: false, licences: names}));
  return wrong.filter((one) => refused([one], allowed).length === 0).map((one) => `not refused: [${one.licences}]`);
}
