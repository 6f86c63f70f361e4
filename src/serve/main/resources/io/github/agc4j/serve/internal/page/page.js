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

// What was asked for last: a late reply to something else is not shown.
let shown = {};

function state() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function go(changes) {
  const next = { ...state(), ...changes };
  Object.keys(next).forEach((key) => (next[key] === '' || next[key] === null) && delete next[key]);
  const hash = '#' + new URLSearchParams(next);
  if (hash === location.hash) {
    show();
  } else {
    location.hash = hash;
  }
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
  if (at.childElementCount === 0) {
    const button = (text) => element('button', { type: 'button' }, text);
    at.append(button('Previous'), element('span'), button('Next'));
  }
  const [previous, place, next] = at.children;
  const last = Math.min(total, offset + size);
  const first = Math.min(offset + 1, last);
  place.textContent = total === 0 ? 'none' : `${number(first)} to ${number(last)} of ${number(total)}`;
  const focused = document.activeElement;
  previous.disabled = offset === 0;
  next.disabled = last >= total;
  // A button that is of no use any more would take the focus with it.
  if (focused === next && next.disabled) {
    previous.focus();
  } else if (focused === previous && previous.disabled) {
    next.focus();
  }
  previous.onclick = () => go({ [key]: Math.max(0, offset - size) });
  next.onclick = () => go({ [key]: offset + size });
}

// The address of what is shown with some of it changed, and what does not belong to that left out.
function hashOf(now, changes, ...dropped) {
  const next = { ...now, ...changes };
  dropped.forEach((key) => delete next[key]);
  return '#' + new URLSearchParams(next);
}

function mark(table, name) {
  for (const row of byId(table).tBodies[0].rows) {
    if (row.dataset.name === name) {
      row.setAttribute('aria-current', 'true');
    } else {
      row.removeAttribute('aria-current');
    }
  }
}

async function showSamples(now) {
  const offset = Number(now.so || 0);
  const query = `offset=${offset}&limit=${SAMPLES}&sizes=true&search=${coded(now.sq || '')}`;
  const list = await json(`archives/${coded(now.a)}/samples?${query}`);
  const rows = list.samples.map((sample) => {
    const href = hashOf(now, { s: sample.name }, 'c', 'f', 't', 'co', 'cq');
    const link = element('a', { href }, sample.name);
    const told = Object.entries(sample.annotations).map(([key, value]) => `${key}: ${value}`);
    const name = element('td', {}, link);
    if (told.length > 0) {
      name.append(element('div', { class: 'hint' }, told.join(', ')));
    }
    const added = element('td');
    if (sample.new_bases === undefined) {
      added.append('not known yet');
    } else {
      const meter = {
        min: 0,
        max: Math.max(1, sample.bases),
        value: sample.new_bases,
        'aria-label': `of ${number(sample.bases)} bases`,
      };
      added.append(element('meter', meter), number(sample.new_bases));
    }
    const row = element(
      'tr',
      { 'data-name': sample.name },
      name,
      element('td', { class: 'number' }, number(sample.contigs)),
      element('td', { class: 'number' }, number(sample.bases)),
      added,
    );
    return row;
  });
  if (now !== shown) {
    return;
  }
  byId('samples').tBodies[0].replaceChildren(...rows);
  mark('samples', now.s);
  byId('sample-text').value = now.sq || '';
  pager('sample-pager', offset, SAMPLES, list.total, 'so');
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
  const facts = {
    Samples: number(archive.samples),
    Bytes: number(archive.bytes),
    ...archive.annotations,
  };
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
    if (now !== shown) {
      return;
    }
    figure.querySelectorAll('svg').forEach((svg) => svg.remove());
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
  if (now !== shown) {
    return;
  }
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
    const href = hashOf(now, { c: contig.name }, 'f', 't');
    const link = element('a', { href }, contig.name);
    return element(
      'tr',
      { 'data-name': contig.name },
      element('td', {}, link),
      element('td', { class: 'number' }, number(contig.length)),
      element('td', {}, contig.description),
    );
  });
  byId('contigs').tBodies[0].replaceChildren(...rows);
  mark('contigs', now.c);
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
  const file = `ranges/${coded(now.a)}?q=`;
  // One letter more tells whether the contig goes on.
  const text = await (await ask(file + coded(`${contig}:${from}-${last + 1}`))).text();
  if (now !== shown) {
    return;
  }
  const found = text.slice(text.indexOf('\n') + 1).replace(/\n/g, '');
  const letters = found.slice(0, last - from + 1);
  byId('sequence-title').textContent = `${now.c} of ${now.s}`;
  byId('from').value = number(from + 1);
  byId('to').value = number(from + letters.length);
  byId('before').disabled = from === 0;
  byId('after').disabled = found.length <= letters.length;
  const move = (to) => go({ f: to, t: to + letters.length - 1 });
  byId('before').onclick = () => move(Math.max(0, from - letters.length));
  byId('after').onclick = () => move(from + letters.length);
  showLetters(letters, from);
  const range = `${contig}:${from}-${from + letters.length - 1}`;
  byId('sequence-links').replaceChildren(
    'Download: ',
    element('a', { href: file + coded(range), download: `${range}.fa` }, 'this range'),
    ', ',
    element('a', { href: file + coded(contig), download: `${contig}.fa` }, 'the contig'),
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
    mark('samples', now.s);
    mark('contigs', now.c);
    await Promise.all([
      isNew('a', 'so', 'sq') ? showGlance(now) : null,
      isNew('a', 'so', 'sq') ? showSamples(now) : null,
      isNew('a', 's', 'co', 'cq') ? showContigs(now) : null,
      isNew('a', 's', 'c', 'f', 't') ? showSequence(now) : null,
    ]);
    if (now !== shown) {
      return;
    }
    say(now.c ? 'The sequence is shown below.' : now.s ? 'The contigs are shown below.' : '');
    const reached = isNew('c') && now.c ? 'sequence-title' : isNew('s') && now.s ? 'contigs-title' : '';
    if (reached) {
      byId(reached).focus();
    }
  } catch (error) {
    if (now === shown) {
      // All is asked for again the next time.
      shown = {};
      say(error.message, true);
    }
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
