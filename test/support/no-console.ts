const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

let spies: jest.SpyInstance<void, unknown[]>[] = [];

beforeEach(() => {
  spies = METHODS.map((method) => jest.spyOn(console, method).mockImplementation());
});

afterEach(() => {
  const written = spies.flatMap((spy) =>
    spy.mock.calls.map((parts) => parts.map(String).join(' ')),
  );
  for (const spy of spies) spy.mockRestore();
  // A test that prints hides a fault or has a debugging line left in it.
  if (written.length > 0) throw new Error(`written to the console:\n${written.join('\n')}`);
});
