/** What is asked of an archive: names of samples and contigs, and ranges. */
package io.github.agc4j.query;
