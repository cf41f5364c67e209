// The reference page: every field with its source beside it, in one file.
import {join} from 'node:path';
import {TARGET, source, text, tool} from './project.mjs';

export const PAGES = {'cph-share.yaml': 'reference.html', 'iam-token.yaml': 'reference-iam.html'};

export async function reference() {
  const findings = [];
  for (const [document, page] of Object.entries(PAGES)) {
    const built = await tool('redocly', 'build-docs', source(document), '--output', join(TARGET, page), '--inlineBundle',
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
