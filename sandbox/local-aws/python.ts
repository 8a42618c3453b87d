import { dirname, join } from "node:path";
import { pythonPrograms } from "../python";

/** The Python interpreter of a virtual environment that holds MiniStack, and the servers that this machine can run. */
export async function localAwsPython(log: (line: string) => void): Promise<string> {
  const requirements = join(__dirname, "requirements.txt");
  const databases = ["17", "18"].map((version) => ({
    title: `PostgreSQL ${version}, without which local RDS instances of that version are entries only,`,
    folder: `postgres-${version}`, // as local_aws/postgres/programs.py finds it
    requirements: join(__dirname, `postgres-${version}.txt`),
  }));
  const caches = {
    title: "Valkey, without which local caches are entries only,",
    folder: "valkey", // as local_aws/caches/binary.py finds it
    requirements: join(__dirname, "valkey.txt"),
  };
  const installed = {
    name: "local-aws-python",
    title: "The local AWS",
    requirements,
    optional: [...databases, caches],
  };
  const programs = await pythonPrograms(installed, log);
  return join(programs, "python");
}

/**
 * Where the interpreter keeps what it compiles. Beside the environment, not in `local_aws`, whose files say which code runs;
 * without it, a server takes half as long again to start.
 */
export function bytecodeFolder(python: string): string {
  return join(dirname(dirname(python)), "bytecode");
}
