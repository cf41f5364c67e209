import {operations, parameters} from './document.js';

const CREDENTIAL = /^(authorization|proxy-authorization|cookie|x-(auth|security|subject)-token|(x-)?api-?key|(access|secret)[-_]?key|(access[-_]?)?token|password)$/i;

export default function credentials(root) {
  const schemes = Object.values(root.components?.securitySchemes ?? {}).map((scheme) => scheme?.name)
    .filter((name) => name !== undefined).map((name) => String(name).toLowerCase());
  const unique = new Map(operations(root).flatMap((one) => parameters(root, one))
    .map(([parameter, path]) => [path.join('\n'), [parameter, path]]));
  return [...unique.values()]
    .filter(([parameter]) => CREDENTIAL.test(parameter.name) || schemes.includes(String(parameter.name).toLowerCase()))
    .map(([parameter, path]) => ({message: `${parameter.name} is a credential; make it a security scheme`, path}));
}
