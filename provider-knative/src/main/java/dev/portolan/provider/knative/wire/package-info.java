/** What calls to clusters and registries share. */
package dev.portolan.provider.knative.wire;
