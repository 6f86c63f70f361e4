/** The command that serves archives over HTTP until it is stopped. */
package io.github.agc4j.cli.serve;
