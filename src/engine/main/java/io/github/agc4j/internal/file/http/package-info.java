/**
 * Files of web servers, by range requests (RFC 9110, section 14): {@link
 * io.github.agc4j.internal.file.http.HttpSource} knows what a file is, {@link
 * io.github.agc4j.internal.file.http.PatientClient} how often to ask and where a redirect leads,
 * {@link io.github.agc4j.internal.file.http.Credentials} who may be told a secret.
 */
package io.github.agc4j.internal.file.http;
