/**
 * How the text of a contig is cut in lines: units between its symbols, forms that most contigs
 * have, and lines told one by one. Their grammar is that of {@link io.github.agc4j.internal.text}.
 */
package io.github.agc4j.internal.text.line;
