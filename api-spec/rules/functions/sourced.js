import {walk} from './document.js';

const LIMITS = ['pattern', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'minimum',
  'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'uniqueItems', 'enum'];

/** The places of elements that state a fact about the service. "*" stands for one step, "**" for any number. */
const ELEMENTS = [
  'servers/*', 'servers/*/variables/*',
  'paths/*/(get|put|post|delete|options|head|patch|trace)', 'paths/**/parameters/*', 'paths/**/responses/*',
  'paths/**/headers/*', 'components/(parameters|responses|headers|securitySchemes|schemas)/*',
  'components/responses/*/headers/*', 'components/schemas/**/properties/*',
].map((place) => new RegExp('^' + place.replaceAll('**', '.+').replaceAll(/(?<!\.)\*/g, '[^\n]+')
  .replaceAll('/', '\n') + '$', 's'));

export default function sourced(root, {what}) {
  const silent = [];
  walk(root, (node, path) => {
    if (node.$ref || node['x-source'] || node['x-unverified']) {
      return;
    }
    const isNameOfProperty = path.at(-1) === 'properties';
    const limits = isNameOfProperty ? [] : LIMITS.filter((limit) => limit in node);
    if (what === 'elements' && ELEMENTS.some((place) => place.test(path.join('\n')))) {
      silent.push({message: `${path.at(-1)} has neither x-source nor x-unverified`, path});
    } else if (what === 'limits' && limits.length > 0 && !ELEMENTS.some((place) => place.test(path.join('\n')))) {
      silent.push({message: `${limits.join(', ')}: neither x-source nor x-unverified`, path});
    }
  });
  return silent;
}
