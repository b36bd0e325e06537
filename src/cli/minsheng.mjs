#!/usr/bin/env node
/**
 * The `minsheng` command. Plain JavaScript, because the rest is TypeScript that
 * this project's Node does not read by itself: it is loaded through tsx.
 */
import { register } from "tsx/esm/api";

register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
