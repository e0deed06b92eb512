/*
 * Loaded into a program before its own code (`node --require`): writes down each attempt to reach another computer,
 * whether it works or not. What stays on this one, a local socket or the loopback, is none.
 */
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

function tell(how, host) {
  if (!LOCAL.test(String(host ?? 'localhost'))) appendFileSync(process.env.BRIEFMARK_TEST_NETWORK, `${how} ${host}\n`);
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connecting(...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof options === 'object' && options !== null && !options.path) tell('connect', options.host);
  else if (typeof options === 'number') tell('connect', typeof given[1] === 'string' ? given[1] : undefined);
  return connect.apply(this, given);
};

for (const module of [dns, dns.promises]) {
  for (const name of Object.keys(module).filter((each) => /^(?:lookup|resolve)/.test(each))) {
    const ask = module[name];
    module[name] = function asking(host, ...rest) {
      tell(name, host);
      return ask.call(this, host, ...rest);
    };
  }
}

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function sending(...given) {
  tell(
    'send',
    given.findLast((each) => typeof each === 'string'),
  );
  return send.apply(this, given);
};
