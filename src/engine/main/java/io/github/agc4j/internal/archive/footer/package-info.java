/**
 * How the container codes its numbers, checksums and footer; the grammar is that of the package
 * {@link io.github.agc4j.internal.archive}.
 */
package io.github.agc4j.internal.archive.footer;
