import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demandSame, pending } from "../../../../infra/data/setup/inside/pending";
import { readMigrations } from "../../../../infra/data/setup/migrations";
import { migration } from "./rds-postgres";

const [first, second, third] = ["0001.do.a.sql", "0002.do.b.sql", "0003.do.c.sql"].map((file) => migration(file, file));
assert.ok(first && second && third);

describe("pending migrations", () => {
  it("are those that have not run, in their order", () => {
    assert.deepEqual(pending([first, second, third], []), [first, second, third]);
    assert.deepEqual(pending([first, second, third], [first]), [second, third]);
    assert.deepEqual(pending([first], [first]), []);
  });

  it("are none where what has run was changed, is missing or would come after what depends on it", () => {
    assert.throws(
      () => pending([{ ...first, sha256: "other" }], [first]),
      /^Error: 0001\.do\.a\.sql has run and was changed/,
    );
    assert.throws(() => pending([second], [first, second]), /^Error: 0001\.do\.a\.sql has run and is not there/);
    assert.throws(
      () => pending([first, second, third], [first, third]),
      /^Error: 0002\.do\.b\.sql has not run, and 0003\.do\.c\.sql has/,
    );
  });

  it("have to be the stack's", () => {
    demandSame([first], { [first.file]: first.sha256 });
    assert.throws(() => demandSame([first], {}), /0001\.do\.a\.sql/);
    assert.throws(() => demandSame([], { [first.file]: first.sha256 }), /0001\.do\.a\.sql/);
    assert.throws(() => demandSame([first], { [first.file]: "other" }), /0001\.do\.a\.sql/);
  });
});

describe("readMigrations", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "migrations-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (file: string, text = "select 1;") => writeFileSync(join(folder, file), text);

  it("gives the files in the order of their numbers", () => {
    for (const file of ["0010.do.c.sql", "0002.do.b.sql", "0001.do.a-2.sql", ".gitkeep"]) write(file);
    assert.deepEqual(
      readMigrations(folder).map(({ file, number }) => [file, number]),
      [
        ["0001.do.a-2.sql", 1],
        ["0002.do.b.sql", 2],
        ["0010.do.c.sql", 10],
      ],
    );
  });

  it("gives none where there is no folder", () => assert.deepEqual(readMigrations(join(folder, "none")), []));

  it("takes a file for the same whatever Git has made of its line ends", () => {
    write("0001.do.a.sql", "select 1;\nselect 2;\n");
    write("0002.do.a.sql", "select 1;\r\nselect 2;\r\n");
    const [one, other] = readMigrations(folder);
    assert.equal(one?.sha256, other?.sha256);
  });

  it("refuses what is no migration, and two with one number, by name", () => {
    for (const file of ["1.do.a.sql", "0001.undo.a.sql", "0001.do.A.sql", "0001.do.a.txt"]) write(file);
    mkdirSync(join(folder, "more"));
    assert.throws(
      () => readMigrations(folder),
      /0001\.do\.A\.sql, 0001\.do\.a\.txt, 0001\.undo\.a\.sql, 1\.do\.a\.sql, more in /,
    );
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    for (const file of ["0001.do.a.sql", "0001.do.b.sql", "0002.do.c.sql"]) write(file);
    assert.throws(() => readMigrations(folder), /same number: 0001\.do\.a\.sql, 0001\.do\.b\.sql;/);
  });
});
