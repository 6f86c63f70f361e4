/** The commands that write archives. */
package io.github.agc4j.cli.write;
