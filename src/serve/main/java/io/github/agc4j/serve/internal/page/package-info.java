/** The page for people: a file of HTML, one of style and one of script, which ask the API. */
package io.github.agc4j.serve.internal.page;
