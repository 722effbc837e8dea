/** The versions of Node that can run the gateway, as package.json has them: others cannot load its packages. */
export const SUPPORTED_NODE = '^20.19 || ^22.12 || >=24';

/** Whether a version such as `22.11.0` is one of them. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
}

// Here and not in the main program, which cannot say anything any more when its imports fail.
if (!isSupportedNode(process.versions.node)) {
  process.stderr.write(
    `lock-gateway: Node ${process.versions.node} cannot run it; use Node ${SUPPORTED_NODE}\n`,
  );
  process.exit(1);
}
