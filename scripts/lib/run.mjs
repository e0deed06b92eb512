/** Three ways to run another program: to hear what it says, to hand it the terminal, and npm. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { root } from './paths.mjs';

/**
 * Runs a program to its end and returns what it printed. Never rejects: `code` is 127 when it can't be started and 124
 * when it was ended because `timeout` milliseconds had passed.
 */
export function capture(command, args, { timeout = 0, ...options } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let late = false;
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const timer = timeout
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, timeout)
      : undefined;
    const hear = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), output });
    });
  });
}

/**
 * Runs a program in the foreground and returns its exit code. A Ctrl-C reaches it straight from the terminal, as it is
 * in the same process group, and so isn't sent a second time; a signal sent to us alone is passed on.
 */
export function attach(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, pass);
    const watch = whenNpmEnds(() => child.kill('SIGTERM'));
    const done = () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}

/**
 * npm hands a signal to the shell between it and us, which ends without handing it on: that our parent has changed is
 * the only sign of it.
 */
function whenNpmEnds(react) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return undefined;
  return setInterval(() => {
    if (process.ppid !== parent) react();
  }, 500).unref();
}

/** The npm that runs us, or else the one on the PATH (on Windows a script, which only a shell can start). */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return capture(process.execPath, [cli, ...args], options);
  return capture('npm', args, { shell: process.platform === 'win32', ...options });
}

/** The last line that says something: of a long failure the part worth a single line. */
export function lastLine(output) {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
