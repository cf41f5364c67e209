// The reference page: every field with its source beside it, in one file.
import {join} from 'node:path';
import {TARGET, source, text, tool, write, yaml} from './project.mjs';

export const PAGES = {'cph-share.yaml': 'reference.html', 'iam-token.yaml': 'reference-iam.html'};

/** The extensions that are more than a line, in a line: a page would show them as JSON. */
const IN_WORDS = {
  'x-shares-address-with': ({operationId, summary}) => `${operationId}: ${summary}`,
  'x-known-values': (values) => values.map(({value, means}) => `${value}: ${means}`).join(' '),
};

export async function reference() {
  const findings = [];
  for (const [document, page] of Object.entries(PAGES)) {
    const contract = await write(join(TARGET, 'reference', document.replace('.yaml', '.json')),
      JSON.stringify(inWords(await yaml(source(document)))));
    const built = await tool('redocly', 'build-docs', contract, '--output', join(TARGET, page), '--inlineBundle',
      '--openapi.showExtensions=true', '--openapi.requiredPropsFirst=true');
    if (built.code !== 0) {
      findings.push(`${page}: ${built.stderr}`);
      continue;
    }
    const loaded = [...(await text(join(TARGET, page))).matchAll(/<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)"/g)];
    findings.push(...loaded.map(([, address]) => `${page} loads ${address}`));
  }
  return {findings};
}

function inWords(node) {
  if (Array.isArray(node)) {
    return node.map(inWords);
  }
  return node && typeof node === 'object'
    ? Object.fromEntries(Object.entries(node).map(([key, value]) => [key, IN_WORDS[key]?.(value) ?? inWords(value)])) : node;
}
