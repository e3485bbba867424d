/** DynamoDB: tables, single items in them, and the streams that tell of their changes. */
package dev.portolan.sandbox.aws.dynamodb;
