/** Packs and deploys to Google Cloud Functions and Cloud Run. */
package dev.portolan.provider.gcp;
