import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

// Import it first: whether there is an SDK is decided when the tracer is loaded.
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
afterEach(() => exporter.reset());

/** All that ended in this test, in order. */
export function finishedSpans(): readonly ReadableSpan[] {
  return exporter.getFinishedSpans();
}

/** The one of this name that ended in this test. */
export function finishedSpan(name: string): ReadableSpan {
  const [span, ...others] = finishedSpans().filter((finished) => finished.name === name);
  if (!span || others.length > 0) throw new Error(`there is not one span ${name}`);
  return span;
}
