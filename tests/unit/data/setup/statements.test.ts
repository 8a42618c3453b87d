import assert from "node:assert/strict";
import { mysql } from "../../../../infra/data/setup/inside/mysql/mysql";
import { postgres } from "../../../../infra/data/setup/inside/postgres/postgres";

describe("The statements of a migration", () => {
  it("end at semicolons that are no part of a string, a name, a comment or a body", () => {
    const sql = [
      "-- one; two\ncreate table a (b text default ';');",
      `/* ; */ comment on table "a;" is 'it''s; so';`,
      "create function f() returns int language plpgsql as $body$ begin return 1; end; $body$;",
      "do $$ begin perform ';'; end $$",
    ];
    assert.deepEqual(
      postgres.statements(sql.join("\n")),
      sql.map((statement) => statement.replace(/;$/, "")),
    );
  });

  it("end in MySQL's way, too", () => {
    const body = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 'it\\'s; so'; END";
    assert.deepEqual(mysql.statements(`SELECT \`a;\`;\nDELIMITER //\n${body}//\nDELIMITER ;\nSELECT 2;`), [
      "SELECT `a;`",
      body,
      "SELECT 2",
    ]);
  });

  it("are none in what is nothing but comments", () => {
    assert.deepEqual(postgres.statements("-- no transaction\nselect 1;\n-- the end\n/* really */\n"), [
      "-- no transaction\nselect 1",
    ]);
  });
});
