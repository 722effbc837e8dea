import { type Certificate } from './certificate';

/** Where one proxy listens on the loopback interface. */
export interface ProxyPorts {
  readonly http: number;
  readonly tls: number;
  readonly dialect: number;
  /** HTTP/2 without TLS, for proxies that cannot tell it from HTTP/1.1 on one port. */
  readonly dialectH2: number;
  readonly defaultCheck: number;
}

/** How many ports that takes. */
export const PORTS_PER_PROXY = 5;

/** The values for every name in the templates. */
export function templateValues(options: {
  ports: ProxyPorts;
  /** One gateway may be named twice. */
  gatewayPorts: readonly [number, number];
  certificate: Certificate;
}): Record<string, string> {
  const { ports, gatewayPorts, certificate } = options;
  const addresses = {
    HTTP: ports.http,
    TLS: ports.tls,
    DIALECT: ports.dialect,
    DIALECT_H2: ports.dialectH2,
    DEFAULT_CHECK: ports.defaultCheck,
  };
  const gateways = { GATEWAY_1: gatewayPorts[0], GATEWAY_2: gatewayPorts[1] };
  return {
    ...Object.fromEntries(
      Object.entries({ ...addresses, ...gateways }).flatMap(([name, port]) => [
        [`${name}_HOST`, '127.0.0.1'],
        [`${name}_PORT`, String(port)],
        [`${name}_ADDRESS`, `127.0.0.1:${port}`],
      ]),
    ),
    GATEWAY_1: `127.0.0.1:${gateways.GATEWAY_1}`,
    GATEWAY_2: `127.0.0.1:${gateways.GATEWAY_2}`,
    CERTIFICATE: certificate.certificate,
    CERTIFICATE_KEY: certificate.key,
    CERTIFICATE_WITH_KEY: certificate.both,
  };
}
