/** The Kubernetes client of fabric8, led to the embedded API server without a socket. */
package dev.portolan.sandbox.knative.client;
