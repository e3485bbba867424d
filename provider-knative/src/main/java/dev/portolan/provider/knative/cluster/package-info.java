/** Speaks to the Kubernetes API, waits for what it promised, and finds out why it did not come. */
package dev.portolan.provider.knative.cluster;
