/** Knative Serving: from a function to its service, its revisions and their traffic. */
package dev.portolan.provider.knative.serving;
