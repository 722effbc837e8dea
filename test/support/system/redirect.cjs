'use strict';

// Preloaded into a gateway (node --require). A MongoDB client learns the members' addresses from
// the replica set itself and would go round any proxy named in the URI; so the connections are
// turned aside here, below the driver, by their port: TORTURE_REDIRECT={"<mongod>":<proxy>}.
// Each gateway has its own proxies, and so can be cut off alone. Nothing else is touched.

const { Socket } = require('node:net');

const proxyOf = JSON.parse(process.env.TORTURE_REDIRECT || '{}');
const connect = Socket.prototype.connect;

Socket.prototype.connect = function redirectedConnect(...args) {
  // net.connect hands over its normalized argument list as one array.
  const list = Array.isArray(args[0]) ? args[0] : args;
  const [options] = list;
  if (options !== null && typeof options === 'object' && options.port in proxyOf) {
    list[0] = { ...options, port: proxyOf[options.port] };
  }
  return connect.apply(this, args);
};
