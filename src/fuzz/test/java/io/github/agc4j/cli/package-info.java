/** The command, run in the tests' own process. */
package io.github.agc4j.cli;
