/** Packs an OCI image and deploys it as Knative services. */
package dev.portolan.provider.knative;
