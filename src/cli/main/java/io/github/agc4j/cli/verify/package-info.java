/** The commands that tell whether archives are whole, by which digests, and what is left if not. */
package io.github.agc4j.cli.verify;
