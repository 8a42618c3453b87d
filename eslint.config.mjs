import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", ".sandbox/", "coverage/", "reports/", "tests/data/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    rules: {
      // Pulumi resources are made for their effect; their constructors register them.
      "no-new": "off",
      // Numbers read well in messages and names.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Callbacks of foreign interfaces may be asynchronous without awaiting.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  // Plain JavaScript is what runs before anything is installed, or where no loader of TypeScript is.
  { files: ["**/*.{js,mjs,cjs}"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
