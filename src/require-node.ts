/** The supported versions of Node, as in package.json; others cannot load the dependencies. */
export const SUPPORTED_NODE = '^20.19 || ^22.12 || >=24';

/** Whether a version such as `22.11.0` is supported. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
}

// In its own module, because the main program prints nothing if its imports fail.
if (!isSupportedNode(process.versions.node)) {
  process.stderr.write(
    `lock-gateway: Node ${process.versions.node} is not supported; use Node ${SUPPORTED_NODE}\n`,
  );
  process.exit(1);
}
