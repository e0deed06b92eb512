/**
 * For `node --require`: ends its own process with SIGKILL at the n-th change that it makes to the disk, counted from
 * the start (`BRIEFMARK_KILL_AT=7:half`) or from a message of its parent's (`{ killAt: '7:half' }`), which is told how
 * many changes there were before.
 *
 * How: `before` that change; `half`, when half of what was to be written is there; or `lost`, as at a power cut, after
 * which what was not synced is gone: bytes that were written, and the new names of files whose folder was not synced.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { dirname } = require('node:path');

const disk = { ...fs.promises };
const { writeSync } = fs;
let left = Number.POSITIVE_INFINITY;
let changes = 0;
let how = 'before';

/** How many bytes of a file are certain to outlive a power cut, where some are not. */
const certain = new Map();
/** What stood under a name before a rename that a power cut would undo. */
const renamed = new Map();
const pathOf = new WeakMap();
/** The same by the number of the open file; of one that was closed, until the next gets its number. */
const pathOfNumber = new Map();

function begin(at) {
  const [count, kind] = String(at).split(':');
  left = Number(count);
  changes = 0;
  how = kind ?? how;
}

/** Counts a change; `half` does a part of it. */
function change(half = () => {}) {
  changes++;
  if (--left !== 0) return;
  if (how === 'half') half();
  if (how === 'lost') {
    for (const [path, size] of certain) attempt(() => fs.truncateSync(path, size));
    for (const [path, before] of renamed)
      attempt(() => (before ? fs.writeFileSync(path, before) : fs.rmSync(path, { force: true })));
  }
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function halfOf(data) {
  const bytes = Buffer.from(data);
  return bytes.subarray(0, bytes.length >> 1);
}

function uncertain(path, from) {
  if (path !== undefined && !certain.has(path)) certain.set(path, from);
}

function synced(path) {
  certain.delete(path);
  for (const name of renamed.keys()) if (dirname(name) === path) renamed.delete(name);
}

fs.promises.open = async (path, flags = 'r', ...more) => {
  if (!String(flags).startsWith('r')) change();
  const handle = await disk.open(path, flags, ...more);
  pathOf.set(handle, String(path));
  pathOfNumber.set(handle.fd, String(path));
  watch(Object.getPrototypeOf(handle));
  return handle;
};

fs.promises.writeFile = async (path, data, options) => {
  change(() => fs.writeFileSync(path, halfOf(data), options));
  await disk.writeFile(path, data, options);
  if (!options?.flush) uncertain(String(path), 0);
};

fs.promises.rename = async (from, to) => {
  change();
  const before = attempt(() => fs.readFileSync(to));
  await disk.rename(from, to);
  if (certain.has(from)) certain.set(to, certain.get(from));
  certain.delete(from);
  if (!fs.statSync(to).isDirectory() && !renamed.has(to)) renamed.set(to, before);
};

for (const name of ['rm', 'unlink', 'mkdir', 'truncate', 'copyFile', 'cp', 'chmod']) {
  fs.promises[name] = (...args) => {
    change();
    return disk[name](...args);
  };
}

fs.writeSync = (fd, buffer, offset = 0, length = buffer.length, position = null) => {
  const path = pathOfNumber.get(fd);
  // Standard output, or a pipe.
  if (path === undefined) return writeSync(fd, buffer, offset, length, position);
  change(() => writeSync(fd, buffer, offset, length >> 1, position));
  const written = writeSync(fd, buffer, offset, length, position);
  uncertain(path, position ?? 0);
  return written;
};

let watched;
function watch(prototype) {
  if (watched) return;
  watched = { ...Object.getOwnPropertyDescriptors(prototype) };
  const real = (name, handle, args) => watched[name].value.apply(handle, args);
  prototype.write = async function (buffer, offset = 0, length = buffer.length, position = null) {
    change(() => writeSync(this.fd, buffer, offset, length >> 1, position));
    const written = await real('write', this, [buffer, offset, length, position]);
    uncertain(pathOf.get(this), position ?? 0);
    return written;
  };
  prototype.writeFile = async function (data, ...more) {
    change(() => writeSync(this.fd, halfOf(data)));
    await real('writeFile', this, [data, ...more]);
    uncertain(pathOf.get(this), 0);
  };
  for (const name of ['sync', 'datasync']) {
    prototype[name] = async function () {
      change();
      await real(name, this, []);
      synced(pathOf.get(this));
    };
  }
  prototype.truncate = function (...args) {
    change();
    return real('truncate', this, args);
  };
}

syncBuiltinESMExports();
if (process.env.BRIEFMARK_KILL_AT) begin(process.env.BRIEFMARK_KILL_AT);
if (process.send) {
  process.on('message', ({ killAt }) => {
    if (killAt === undefined) return;
    const before = changes;
    begin(killAt);
    process.send({ changes: before });
  });
}
