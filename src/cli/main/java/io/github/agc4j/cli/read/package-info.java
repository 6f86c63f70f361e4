/** The commands that read archives: extract, list, tell. */
package io.github.agc4j.cli.read;
