"""Keys in lists of S3."""

from urllib.parse import unquote_plus

from tests.case import GapCase, client, fills

NASTY = ("a+b=c.txt", "50% of it.txt", "a&b <c> \"d\".txt", "#1?.txt", "ü/日本 🎉.txt", "it's (1)~*!.txt")


class ObjectKeys(GapCase):
    def setUp(self) -> None:
        self.bucket = self.id()[-40:].replace(".", "-").replace("_", "-").lower().strip("-")
        client("s3").create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        client("s3").put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})

    @fills("object_keys.encoded_lists")
    def test_versions_are_listed_encoded_where_asked(self) -> None:
        for key in NASTY:
            client("s3").put_object(Bucket=self.bucket, Key=key, Body=b"-")
            client("s3").delete_object(Bucket=self.bucket, Key=key)
        # The client decodes by itself, unless it is told of the encoding.
        told = client("s3").list_object_versions(Bucket=self.bucket, EncodingType="url", Prefix="a+")
        self.assertEqual([told["EncodingType"], told["Prefix"]], ["url", "a%2B"])
        page = client("s3").list_object_versions(Bucket=self.bucket)
        for entries in (page["Versions"], page["DeleteMarkers"]):
            self.assertCountEqual([each["Key"] for each in entries], NASTY)
        told = client("s3").list_object_versions(Bucket=self.bucket, EncodingType="url", MaxKeys=1)
        self.assertEqual(unquote_plus(told["NextKeyMarker"]), min(NASTY))

    @fills("object_keys.encoded_lists")
    def test_uploads_in_parts_are_listed_encoded_where_asked(self) -> None:
        for key in NASTY:
            client("s3").create_multipart_upload(Bucket=self.bucket, Key=key)
        found = client("s3").list_multipart_uploads(Bucket=self.bucket, EncodingType="url")
        self.assertEqual(found["EncodingType"], "url")
        keys = [each["Key"] for each in found["Uploads"]]
        self.assertCountEqual([unquote_plus(key) for key in keys], NASTY)
        self.assertIn("a%2Bb%3Dc.txt", keys)
        with self.assertRaisesRegex(Exception, "InvalidArgument"):
            client("s3").list_multipart_uploads(Bucket=self.bucket, EncodingType="xml")

    def test_every_list_gives_the_keys_that_were_put(self) -> None:
        for key in NASTY:
            client("s3").put_object(Bucket=self.bucket, Key=key, Body=key.encode())
        for list_objects in (client("s3").list_objects, client("s3").list_objects_v2):
            self.assertCountEqual([each["Key"] for each in list_objects(Bucket=self.bucket)["Contents"]], NASTY)
        for key in NASTY:
            body = client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read()
            self.assertEqual(body, key.encode())
        deleted = client("s3").delete_objects(
            Bucket=self.bucket, Delete={"Objects": [{"Key": key} for key in NASTY]}
        )["Deleted"]
        self.assertCountEqual([each["Key"] for each in deleted], NASTY)
