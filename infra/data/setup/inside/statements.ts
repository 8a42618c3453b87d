import { type SplitterOptions, splitQuery } from "dbgate-query-splitter";

/** The statements of a file, each with the comments before it; what is nothing but comments is left out. */
export function statementsOf(sql: string, dialect: SplitterOptions): string[] {
  return splitQuery(sql, { ...dialect, returnRichInfo: false })
    .map(String)
    .filter((statement) => withoutComments(statement) !== "");
}

/** From the first word on. */
export function withoutComments(statement: string): string {
  return statement.replace(/^(\s+|--[^\n]*(\n|$)|#[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, "").trim();
}
