/**
 * S3, as far as a deployment needs it: buckets, their settings, objects, and whom a bucket tells of
 * them.
 */
package dev.portolan.sandbox.aws.s3;
