import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const target = new URL("../target/", import.meta.url);

export default defineConfig({
  resolve: { alias: { "cph-client": fileURLToPath(new URL("generated/typescript/index.ts", target)) } },
  test: {
    reporters: ["default", "junit"],
    outputFile: { junit: fileURLToPath(new URL("results/typescript.xml", target)) },
    testTimeout: 60_000,
  },
});
