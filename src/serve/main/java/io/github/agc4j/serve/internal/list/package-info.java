/** What there is: archives, their samples, and the contigs of these, as JSON, page by page. */
package io.github.agc4j.serve.internal.list;
