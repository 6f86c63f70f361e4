'use strict';

// What is shown stands in the address after '#', so that it can be kept, sent and gone back to.
const SAMPLES = 25;
const CONTIGS = 50;
const LETTERS = 1200;
const LINE = 60;

const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString('en-US');
const coded = encodeURIComponent;

let archives = [];
let shown = {};

function state() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function go(changes) {
  const next = { ...state(), ...changes };
  Object.keys(next).forEach((key) => (next[key] === '' || next[key] === null) && delete next[key]);
  location.hash = new URLSearchParams(next).toString();
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

function say(text, isWrong = false) {
  byId('status').textContent = text;
  byId('status').classList.toggle('wrong', isWrong);
}

async function ask(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error((await response.text()).trim() || 'status ' + response.status);
  }
  return response;
}

const json = async (path) => (await ask(path)).json();

function pager(id, offset, size, total, key) {
  const at = byId(id);
  at.replaceChildren();
  if (total === 0) {
    at.append('none');
    return;
  }
  const button = (text, to, isUseless) => {
    const made = element('button', { type: 'button' }, text);
    made.disabled = isUseless;
    made.addEventListener('click', () => go({ [key]: to }));
    return made;
  };
  const last = Math.min(total, offset + size);
  at.append(
    button('Previous', Math.max(0, offset - size), offset === 0),
    `${number(offset + 1)} to ${number(last)} of ${number(total)}`,
    button('Next', offset + size, last >= total),
  );
}

function hashOf(changes) {
  return '#' + new URLSearchParams({ a: shown.a, ...changes });
}

async function showSamples(now) {
  const offset = Number(now.so || 0);
  const query = `offset=${offset}&limit=${SAMPLES}&sizes=true&search=${coded(now.sq || '')}`;
  const list = await json(`archives/${coded(now.a)}/samples?${query}`);
  const rows = list.samples.map((sample) => {
    const link = element('a', { href: hashOf({ s: sample.name }) }, sample.name);
    const told = Object.entries(sample.annotations).map(([key, value]) => `${key}: ${value}`);
    const name = element('td', {}, link);
    if (told.length > 0) {
      name.append(element('div', { class: 'hint' }, told.join(', ')));
    }
    const meter = element('meter', {
      min: 0,
      max: Math.max(1, sample.bases),
      value: sample.new_bases,
      'aria-label': `of ${number(sample.bases)} bases`,
    });
    const row = element(
      'tr',
      {},
      name,
      element('td', { class: 'number' }, number(sample.contigs)),
      element('td', { class: 'number' }, number(sample.bases)),
      element('td', {}, meter, number(sample.new_bases)),
    );
    if (sample.name === now.s) {
      row.setAttribute('aria-current', 'true');
    }
    return row;
  });
  byId('samples').tBodies[0].replaceChildren(...rows);
  byId('sample-text').value = now.sq || '';
  pager('sample-pager', offset, SAMPLES, list.total, 'so');
  return list;
}

function picture(alike) {
  const names = alike.samples;
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', `0 0 ${names.length} ${names.length}`);
  svg.setAttribute('role', 'img');
  const others = alike.thousandths.flatMap((row, y) => row.filter((share, x) => x !== y));
  const most = Math.max(1, ...others);
  let sum = 0;
  alike.thousandths.forEach((row, y) =>
    row.forEach((share, x) => {
      const rect = document.createElementNS(space, 'rect');
      const title = document.createElementNS(space, 'title');
      title.textContent = `${names[y]} and ${names[x]}: ${share / 10} %`;
      Object.entries({ x, y, width: 1.02, height: 1.02, 'fill-opacity': Math.min(1, share / most) }).forEach(
        ([key, value]) => rect.setAttribute(key, value),
      );
      rect.append(title);
      svg.append(rect);
      sum += x === y ? 0 : share;
    }),
  );
  const mean = (sum / others.length / 10).toFixed(1);
  svg.setAttribute(
    'aria-label',
    `${names.length} samples; two share ${mean} % of their segments on average, ${most / 10} % at most`,
  );
  return svg;
}

async function showGlance(now) {
  const archive = archives.find((each) => each.name === now.a);
  const facts = { Samples: number(archive.samples), Bytes: number(archive.bytes) };
  const at = byId('glance');
  at.replaceChildren();
  Object.entries(facts).forEach(([name, value]) =>
    at.append(element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
  const figure = byId('similarity');
  const offset = Number(now.so || 0);
  figure.querySelectorAll('svg').forEach((svg) => svg.remove());
  figure.hidden = archive.samples < 2 || Boolean(now.sq);
  if (!figure.hidden) {
    const alike = await json(
      `archives/${coded(now.a)}/similarity?offset=${offset}&limit=${SAMPLES}`,
    );
    figure.hidden = alike.samples.length < 2;
    if (!figure.hidden) {
      figure.prepend(picture(alike));
    }
  }
}

async function showContigs(now) {
  byId('contigs-section').hidden = !now.s;
  if (!now.s) {
    return;
  }
  const sample = `${coded(now.a)}/samples/${coded(now.s)}`;
  const offset = Number(now.co || 0);
  const query = `offset=${offset}&limit=${CONTIGS}&search=${coded(now.cq || '')}`;
  const list = await json(`archives/${sample}/contigs?${query}`);
  byId('contigs-title').textContent = 'Contigs of ' + now.s;
  const file = `fasta/${coded(now.a)}/${coded(now.s)}`;
  const download = (end, text) =>
    element('a', { href: file + end, download: now.s + end }, text);
  byId('sample-links').replaceChildren(
    'Download: ',
    download('.fa', 'FASTA'),
    ', ',
    download('.fa.gz', 'BGZF'),
    ', ',
    download('.fa.fai', 'index'),
    ', ',
    download('.dict', 'dictionary'),
  );
  const rows = list.contigs.map((contig) => {
    const link = element('a', { href: hashOf({ s: now.s, c: contig.name }) }, contig.name);
    const row = element(
      'tr',
      {},
      element('td', {}, link),
      element('td', { class: 'number' }, number(contig.length)),
      element('td', {}, contig.description),
    );
    if (contig.name === now.c) {
      row.setAttribute('aria-current', 'true');
    }
    return row;
  });
  byId('contigs').tBodies[0].replaceChildren(...rows);
  byId('contig-text').value = now.cq || '';
  pager('contig-pager', offset, CONTIGS, list.total, 'co');
}

function wholeNumber(text) {
  const digits = text.replace(/[,_\s]/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : NaN;
}

function showLetters(letters, from) {
  const width = String(from + letters.length).length;
  const pieces = [];
  for (let at = 0; at < letters.length; at += LINE) {
    pieces.push(
      element('span', { class: 'position' }, String(from + at + 1).padStart(width) + '  '),
    );
    (letters.slice(at, at + LINE).match(/[a-z]+|[^a-z]+/g) || []).forEach((run) =>
      pieces.push(/[a-z]/.test(run) ? element('span', { class: 'masked' }, run) : run),
    );
    pieces.push('\n');
  }
  byId('letters').replaceChildren(...pieces);
}

async function showSequence(now) {
  byId('sequence-section').hidden = !now.c;
  if (!now.c) {
    return;
  }
  const from = Math.max(0, Number(now.f || 0));
  const last = Math.min(Number(now.t || from + LETTERS - 1), from + 100 * LETTERS - 1);
  const contig = `${now.c}@${now.s}`;
  const range = `ranges/${coded(now.a)}?q=${coded(`${contig}:${from}-${last}`)}`;
  const text = await (await ask(range)).text();
  const letters = text.slice(text.indexOf('\n') + 1).replace(/\n/g, '');
  byId('sequence-title').textContent = `${now.c} of ${now.s}`;
  byId('from').value = number(from + 1);
  byId('to').value = number(from + letters.length);
  byId('before').disabled = from === 0;
  byId('after').disabled = letters.length < last - from + 1;
  showLetters(letters, from);
  const whole = `ranges/${coded(now.a)}?q=${coded(contig)}&download`;
  byId('sequence-links').replaceChildren(
    'Download: ',
    element('a', { href: range + '&download', download: '' }, 'this range'),
    ', ',
    element('a', { href: whole, download: '' }, 'the contig'),
  );
}

async function show() {
  const now = state();
  if (!archives.some((each) => each.name === now.a)) {
    now.a = archives[0].name;
  }
  const before = shown;
  shown = now;
  byId('archive').value = now.a;
  document.title = [now.c, now.s, now.a, 'agc4j'].filter(Boolean).join(' – ');
  say('Loading …');
  try {
    const isNew = (...keys) => keys.some((key) => before[key] !== now[key]);
    await Promise.all([
      isNew('a', 'so', 'sq') ? showGlance(now) : null,
      isNew('a', 'so', 'sq', 's') ? showSamples(now) : null,
      showContigs(now),
      showSequence(now),
    ]);
    say(now.c ? 'The sequence is shown below.' : now.s ? 'The contigs are shown below.' : '');
    const reached = isNew('c') && now.c ? 'sequence-title' : isNew('s') && now.s ? 'contigs-title' : '';
    if (reached) {
      byId(reached).focus();
    }
  } catch (error) {
    say(error.message, true);
  }
}

function listen() {
  window.addEventListener('hashchange', show);
  byId('archive').addEventListener('change', (event) => {
    location.hash = new URLSearchParams({ a: event.target.value }).toString();
  });
  byId('sample-search').addEventListener('submit', (event) => {
    event.preventDefault();
    go({ sq: byId('sample-text').value, so: '' });
  });
  byId('contig-search').addEventListener('submit', (event) => {
    event.preventDefault();
    go({ cq: byId('contig-text').value, co: '' });
  });
  byId('range').addEventListener('submit', (event) => {
    event.preventDefault();
    const from = wholeNumber(byId('from').value);
    const to = wholeNumber(byId('to').value);
    if (!(from >= 1 && to >= from)) {
      say('A range is two whole numbers from 1 on, the first not after the last.', true);
      return;
    }
    go({ f: from - 1, t: to - 1 });
  });
  const move = (steps) => {
    const from = Math.max(0, Number(shown.f || 0) + steps * LETTERS);
    go({ f: from, t: from + LETTERS - 1 });
  };
  byId('before').addEventListener('click', () => move(-1));
  byId('after').addEventListener('click', () => move(1));
}

async function start() {
  try {
    archives = (await json('archives')).archives;
  } catch (error) {
    say(error.message, true);
    return;
  }
  byId('archive').append(
    ...archives.map((each) => element('option', { value: each.name }, each.name)),
  );
  listen();
  await show();
}

start();
