/** S3, as far as a deployment needs it: buckets, their settings, objects in one piece. */
package dev.portolan.sandbox.aws.s3;
