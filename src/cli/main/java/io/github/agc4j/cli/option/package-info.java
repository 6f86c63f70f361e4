/** Options that commands share, and what becomes of those that make no sense. */
package io.github.agc4j.cli.option;
