/** The commands that tell whether archives are whole, and save what is left if not. */
package io.github.agc4j.cli.verify;
