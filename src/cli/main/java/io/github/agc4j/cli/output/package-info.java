/**
 * Where the command's text goes: standard output, files that appear when they are complete, the
 * terminal.
 */
package io.github.agc4j.cli.output;
