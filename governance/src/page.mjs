// The review page: one file, from the facts and from what the checks said.
import {marked} from 'marked';
import {PAGES} from './reference.mjs';
import {operationAt, text} from './project.mjs';

class Markup {
  constructor(source) {
    this.source = source;
  }
}

const escaped = (value) => String(value ?? '').replace(/[&<>"]/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);
const markup = (value) => (Array.isArray(value) ? value.map(markup).join('') : value instanceof Markup ? value.source : escaped(value));
const html = (strings, ...values) => new Markup(strings.reduce((all, part, i) => all + markup(values[i - 1]) + part));
/** Text with `code` and **emphasis**, as the sources write it. */
const prose = (value) => new Markup(marked.parseInline(escaped(value ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')));

const tag = (kind, words) => html`<span class="tag ${kind}">${words}</span>`;
/** Breaks where people would break a path or a name. */
const code = (words) => new Markup(`<code>${escaped(words).replaceAll(/[/:,_]|\.(?=[A-Za-z])/g, '$&<wbr>')}</code>`);
const joined = (parts, separator = ' ') => parts.flatMap((part, i) => (i ? [new Markup(separator), part] : [part]));

/** A long name in bold that breaks between its words. */
const named = (words) => new Markup(`<b>${escaped(words).replaceAll(/[a-z](?=[A-Z(])|[_.]/g, '$&<wbr>')}</b>`);

function table(heads, rows, kind = 'stack') {
  // The one that does not fit everywhere is scrolled, by the keyboard too.
  const scrolled = new Markup(kind === 'matrix' ? ' tabindex="0" role="group" aria-label="Statuses of each operation"' : '');
  return html`<div class="table"${scrolled}><table class="${kind}"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${
    rows.map((row) => html`<tr>${row.map((cell, i) => html`<td data-label="${heads[i]}">${cell}</td>`)}</tr>
`)}</tbody></table></div>`;
}

const provenance = ({source, unverified}) => html`${source ?? ''}${unverified
  ? html`${source ? new Markup('<br>') : ''}${tag('warn', 'no document')} <span class="soft">${unverified}</span>` : ''}`;
const discrepancies = (ids) => joined((ids ?? '').split(', ').filter(Boolean).map((id) => html`<a href="#${id}">${id}</a>`), ', ');

export async function page(facts, results) {
  const sections = [
    operations(facts), credentials(facts), limits(facts), undocumented(facts), decisions(facts), deviations(facts), errors(facts), coverage(facts, results),
    verifiers(facts, results), linters(results), compatibility(facts, results), opinions(results), materials(results), sources(facts),
  ];
  return `<!doctype html>
${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contract review: ${facts.contracts[0].root.info.title} ${facts.version}</title>
<style>${new Markup(await text(new URL('style.css', import.meta.url)))}</style></head><body><a class="skip" href="#main">To the verdict</a><div class="frame">
<nav aria-label="Sections">${sections.map(({id, title, count}) => html`<a href="#${id}">${title} <small>${count ?? ''}</small></a>`)}</nav>
<main id="main">${head(facts, results)}${sections.map(({id, title, about, body, wide}) =>
    html`<section id="${id}"${wide ? new Markup(' class="wide"') : ''}><h2>${title}</h2><p>${prose(about)}</p>${body}</section>
`)}</main></div></body></html>`.source}
`;
}

/** Findings of one check that are shown. */
const MOST = 12;

function head(facts, results) {
  const failed = results.filter(({findings}) => findings.length > 0);
  return html`<header><h1>${facts.contracts[0].root.info.title}, contract ${facts.version}</h1>
<p><b class="verdict ${failed.length ? 'bad' : 'good'} tag">${failed.length ? `${failed.length} of ${results.length} checks found something` : 'Every check passes'}</b>
Left for people to judge: what stands here ${joined([['undocumented', 'without a document'], ['discrepancies', 'against one of two documents'],
    ['deviations', 'against common guidelines'], ['compatibility', 'for the first time, or in another way than before']].map(([id, words]) => html`<a href="#${id}">${words}</a>`), ', ')}.
The reference, with the source of each field beside it: ${joined(facts.contracts.map(({name, root}) =>
    html`<a href="${PAGES[name]}">${root.info.title}</a>`), ', ')}. This page is made by the build from the same files${facts.commit ? html`, as of commit ${code(facts.commit)}` : ''}; nothing in it is written by hand.</p>
<ul class="checks">${results.map(({name, findings, words}) => html`<li class="${findings.length ? 'bad' : ''}"><b>${name}</b><span>${
    findings.length ? `${findings.length} to look at` : words}</span>${
    findings.length ? html`<ul class="plain">${findings.slice(0, MOST).map((one) => html`<li>${one}</li>`)}${
    findings.length > MOST ? html`<li>and ${findings.length - MOST} more, in what the build printed</li>` : ''}</ul>` : ''}</li>`)}</ul>
<ul class="numbers">${[
    ['operations', facts.operations.length, 'operations'],
    ['coverage', facts.operations.flatMap((one) => one.statuses).length, 'documented statuses'],
    ['sources', facts.sourced, 'facts with a source'],
    ['undocumented', facts.undocumented.length, 'without one, each saying why'],
    ['discrepancies', facts.discrepancies.length, 'contradictions decided'],
    ['errors', new Set(facts.errors.map(({code: one}) => one).filter((one) => one !== '*')).size, 'error codes'],
  ].map(([section, number, words]) => html`<li><a href="#${section}"><b>${number}</b><span>${words}</span></a></li>`)}</ul></header>`;
}

function operations({operations: all}) {
  return {
    id: 'operations', title: 'Operations', count: all.length, wide: true, about: 'What can be asked, who may ask it, and which document says so.',
    body: table(['Operation', 'Address', 'Parameters', 'Permission', 'Source', 'Decided'], all.map(({document, path, method, operation, parameters}) => [
      html`<a href="${PAGES[document]}#tag/${operation.tags[0]}/operation/${operation.operationId}">${named(operation.operationId)}</a><br>${operation.summary}`,
      html`<span class="method">${method.toUpperCase()}</span> ${code(path)}`,
      joined([...parameters.map((one) => html`${code(one.name)}${one.required ? '' : '?'}`), ...(operation.requestBody ? ['body'] : [])], ', '),
      operation['x-iam-action'] ? code(operation['x-iam-action'])
        : html`<span class="soft">${operation.security.length ? 'not documented' : 'open to all'}</span>`,
      operation['x-source'], discrepancies(operation['x-discrepancy']),
    ])),
  };
}

function credentials({credentials: all}) {
  return {
    id: 'credentials', title: 'Credentials', count: all.length, about: 'How a caller says who it is. Any one of them will do.',
    body: table(['Scheme', 'Document', 'Where', 'How', 'Source', 'Decided'], all.map(({document, name, scheme}) => [
      named(name), document, html`${scheme.in} ${code(scheme.name)}`, prose(scheme.description), scheme['x-source'],
      discrepancies(scheme['x-discrepancy'])])),
  };
}

function limits({limits: all}) {
  const shown = ([word, value]) => html`<span class="soft">${word}</span> ${code(Array.isArray(value) ? value.join(', ') : value)}`;
  return {
    id: 'limits', title: 'Limits', count: all.length,
    about: 'What the contract allows in a request, and where each limit is from. Answers have none.',
    body: table(['Field', 'Rules', 'Source', 'Decided'], all.map((one) => [
      named(one.where), joined(one.rules.map(shown), '<br>'), provenance(one), discrepancies(one.discrepancy)])),
  };
}

function undocumented({undocumented: all}) {
  return {
    id: 'undocumented', title: 'Without a document', count: all.length,
    about: 'What no document states, wholly or in part, and why it is in the contract all the same.',
    body: table(['Where', 'Document', 'Why'], all.map(({where, document, why}) => [named(where), document, why])),
  };
}

function decisions({discrepancies: all}) {
  return {
    id: 'discrepancies', title: 'Contradictions', count: all.length, about: 'Where the documents disagree, and what was decided.',
    body: table(['Id', 'What the documents say', 'What was decided'], all.map(([id, say, decided]) =>
      [html`<b id="${id}">${id}</b>`, prose(say), prose(decided)])),
  };
}

function deviations({deviations: all}) {
  return {
    id: 'deviations', title: 'Departures', count: all.length, about: 'Guidelines that most APIs keep and this service does not.',
    body: table(['Guideline', 'Document', 'Why'], all.map(({document, guideline, why}) => [code(guideline), document, why])),
  };
}

function errors({errors: all, categories}) {
  return {
    id: 'errors', title: 'Errors', count: all.length,
    about: 'What each code means, whether the service may have acted, and what to do. Code `*` stands for any code with that status.',
    body: html`${table(['Code', 'Status', 'Means', 'Category', 'May it have acted?', 'Advice', 'Source'], all.map((row) => [
      code(row.code), row.statuses.join(', '), row.means,
      html`${row.category}${row.retryable ? html`<br>${tag('good', 'may succeed later')}` : ''}`,
      row.delivery === 'UNKNOWN' ? tag('warn', 'unknown') : 'no', prose(row.advice),
      provenance({source: row['x-source'], unverified: row['x-unverified']})]))}
<h3>Categories</h3>${table(['Category', 'Means'], categories.map(({name, means}) => [name, means]))}`,
    wide: true,
  };
}

function coverage({operations: all}, results) {
  const {pacts} = results.find(({pacts: some}) => some);
  const one = ({name, document, interactions}) => {
    const covered = all.filter((operation) => operation.document === document);
    const statuses = [...new Set(covered.flatMap((operation) => operation.statuses))].sort();
    const of = (operation) => interactions.filter(({request}) => operationAt(covered, request) === operation);
    return html`<h3>${name}, ${interactions.length} interactions</h3>${table(['', ...statuses], covered.map((operation) => [
      named(operation.operation.operationId), ...statuses.map((status) => {
        const count = of(operation).filter(({response}) => String(response.status) === status).length;
        return !operation.statuses.includes(status) ? html`<span class="none" aria-hidden="true">·</span>`
          : html`<span class="n ${count ? 'good' : 'bad tag'}">${count}</span>`;
      })]), 'matrix')}
${covered.map((operation) => html`<details><summary>${operation.operation.operationId}: ${of(operation).length} interactions</summary><ul class="plain">${
      of(operation).map(({response, description}) => html`<li>${response.status}: ${description}</li>`)}</ul></details>`)}`;
  };
  return {
    id: 'coverage', title: 'Contract coverage', count: pacts.reduce((sum, {interactions}) => sum + interactions.length, 0), wide: true,
    about: 'Interactions of each pact for each operation and documented status, counted in the committed files.',
    body: html`${pacts.map(one)}`,
  };
}

function verifiers({verifiers: all, results: tests, languages}, results) {
  const {kinds} = results.find(({kinds: some}) => some);
  /** What the tests that a cell names have said, by their names in `code`. */
  const said = (cell) => {
    const ran = [...cell.matchAll(/`(?:\w+\/)*(\w+)`/g)].map(([, name]) => tests[name]).filter(Boolean);
    const sum = (kind) => ran.reduce((total, one) => total + one[kind], 0);
    return ran.length === 0 ? html`<span class="soft">not run with this page</span>`
      : ran.some(({old}) => old) ? tag('warn', 'not run since the contract or the pact has changed')
      : sum('failed') ? tag('bad', `${sum('failed')} of ${sum('tests')} failed`)
        : html`${tag('good', `${sum('tests') - sum('skipped')} passed`)}${sum('skipped') ? ` ${sum('skipped')} skipped` : ''}`;
  };
  return {
    id: 'verifiers', title: 'Who verifies what', count: all.length,
    about: 'The same contract, held from several sides. The vendor has verified none of it.',
    body: html`${table(['Test', 'Holds', 'Result'], all.map(([test, holds]) => [prose(test), prose(holds), said(test)]))}
<h3>Other languages</h3><p>Clients generated from the contract, held to the same pact.</p>${table(['Part', 'Does', 'Result'], languages.map(([part, does]) => [prose(part), prose(does), said(part)]))}
<h3>Disagreements of pact and contract that the second opinion is shown to catch</h3>
<p>${joined(kinds.map(({kind, caught}) => tag(caught ? 'good' : 'bad', kind)))}</p>`,
  };
}

function linters(results) {
  const {off} = results.find(({off: some}) => some);
  const {rules} = results.find(({rules: some}) => some);
  return {
    id: 'lint', title: 'Lint', count: rules.length,
    about: 'Every rule of Spectral, of its OWASP set and of Redocly’s strict set holds, but for those below.',
    body: html`${table(['Rule that is off', 'Linter', 'Why'], off.map(({rule, tool, why}) => [code(rule), tool, why ?? '']))}
<h3>Rules of our own</h3><p>For any contract that describes someone else’s service. Each is shown to find contracts that break it.</p>
${table(['Rule', 'What it holds', 'Broken contracts caught'], rules.map(({name, description, ways}) => [code(name), description, ways]))}`,
  };
}

function compatibility({news}, results) {
  const {release, corpus} = results.find(({corpus: some}) => some);
  const breaking = corpus.filter((one) => one.breaking);
  return {
    id: 'compatibility', title: 'Compatibility', count: corpus.length,
    about: release.last
      ? `Compared with ${release.last}, which was published last: ${release.changes.length} differences.`
      : 'No version has been published yet, so there is nothing to compare with. What the first one brings:',
    body: html`${release.last ? table(['Impact', 'Where', 'What', 'Before', 'Now'], release.changes.map((one) => [
      one.why ? tag('warn', `${one.impact}: ${one.why}`) : tag(one.impact === 'major' ? 'bad' : one.impact === 'minor' ? 'warn' : '', one.impact), code(one.path),
      `${one.kind} ${one.property ?? ''}`, code(JSON.stringify(one.base?.value ?? '').slice(0, 120)), code(JSON.stringify(one.revision?.value ?? '').slice(0, 120))])) : ''}
${new Markup(marked.parse(`### ${news}`))}
<h3>How far the gate can be trusted</h3>
<p>${corpus.length} edits of this contract, ${breaking.length} of them breaking. The gate of the plain build judges all of them rightly (CompatibilityGateTest); Redocly alone would let ${corpus.filter((one) => one.unseen === 'redocly').length} pass, and call ${corpus.filter((one) => one.blamed === 'redocly').length} breaking that are not.</p>
<details><summary>The edits</summary>${table(['Edit', 'It is', 'Redocly says'], corpus.map((one) => [
      one.name, one.breaking ? tag('warn', 'breaking') : 'compatible', one.major === one.breaking ? (one.major ? 'breaking' : 'compatible') : tag('bad', one.major ? 'breaking' : 'compatible')]))}</details>`,
  };
}

function opinions(results) {
  const {opinions: all} = results.find(({opinions: some}) => some);
  return {
    id: 'opinions', title: 'Other guidelines', about: 'What other organisations’ rules would say of the vendor’s API. Reported, not obeyed.',
    body: html`${all.map(({name, rules}) => html`<h3>${name}</h3>${rules.length
      ? table(['Rule', 'Findings', 'For example'], rules.map(({rule, count, example}) => [code(rule), count, example])) : html`<p>Not run.</p>`}`)}`,
  };
}

function materials(results) {
  const {materials: all} = results.find(({materials: some}) => some);
  const rows = new Map();
  all.forEach(({module, components}) => components.forEach((one) => {
    const key = `${one.name} ${one.version}`;
    rows.set(key, {...one, modules: [...rows.get(key)?.modules ?? [], module]});
  }));
  return {
    id: 'materials', title: 'What comes along', count: rows.size,
    about: 'Libraries that the published jars need at run time, with their licences, from their bills of materials (CycloneDX).',
    body: table(['Library', 'Version', 'Licence', 'Needed by'], [...rows.values()].sort((a, b) => a.name.localeCompare(b.name))
      .map((one) => [code(one.name), one.version, one.licences.join(', '),
        html`${one.modules.join(', ')}${one.optional ? html` ${tag('', 'where the user has it')}` : ''}`])),
  };
}

function sources({sources: all}) {
  return {
    id: 'sources', title: 'Sources', count: new Map(all).size, about: 'The documents, by the ids that the provenance names.',
    body: table(['Id', 'Document'], [...new Map(all)].map(([id, document]) => [html`<b>${id}</b>`, document])),
  };
}
