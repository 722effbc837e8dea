import { ProxyTracerProvider, trace, type Tracer } from '@opentelemetry/api';

const NAME = 'lock-gateway';

/**
 * The tracer of the SDK that was registered before this program began, as by
 * `NODE_OPTIONS=--import`; undefined without one. It is decided once, so that without an SDK no call
 * makes spans that go nowhere.
 */
export const tracer: Tracer | undefined = isRegistered() ? trace.getTracer(NAME) : undefined;

/** Without an SDK the interface has a provider of its own, which delegates to nobody. */
function isRegistered(): boolean {
  const provider = trace.getTracerProvider();
  return (
    !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(NAME) !== undefined
  );
}
