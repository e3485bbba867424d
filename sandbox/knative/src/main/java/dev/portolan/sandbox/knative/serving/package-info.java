/** Knative Serving: from a Service to pods that answer at a URL. */
package dev.portolan.sandbox.knative.serving;
