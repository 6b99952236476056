"""Two applies and one state: a lock is an object that may be written only once."""

import json
import os

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
mock_aws().start()  # an emulator of S3, in-process
s3 = boto3.client("s3", "us-east-1")
s3.create_bucket(Bucket="state")
s3.put_bucket_versioning(
    Bucket="state", VersioningConfiguration={"Status": "Enabled"}
)


def read() -> dict:
    return json.load(s3.get_object(Bucket="state", Key="shop.tfstate")["Body"])


def write(state: dict) -> None:
    state["serial"] += 1
    s3.put_object(Bucket="state", Key="shop.tfstate", Body=json.dumps(state))


# --8<-- [start:idea]
def lock(who: str) -> bool:
    try:
        s3.put_object(
            Bucket="state", Key="shop.tflock", Body=who, IfNoneMatch="*"  # (1)!
        )
        return True
    except ClientError as error:
        answer = error.response["ResponseMetadata"]["HTTPStatusCode"]
        held = s3.get_object(Bucket="state", Key="shop.tflock")["Body"]
        print(f"{who} is refused: {answer} {error.response['Error']['Code']}")
        print(f"held by: {held.read().decode()}")
        return False


write({"serial": 0, "resources": ["network"]})
ana, ben = read(), read()  # both plan from serial 1
ana["resources"] += ["database"]
write(ana)
ben["resources"] += ["queue"]
write(ben)
print(f"without a lock, in the state: {', '.join(read()['resources'])}")
print("without a lock, running and unknown: database")
assert "database" not in read()["resources"]

assert lock("ana") and not lock("ben")
s3.delete_object(Bucket="state", Key="shop.tflock")
print(f"after ana is done, ben gets it: {lock('ben')}")
versions = s3.list_object_versions(Bucket="state", Prefix="shop.tfstate")["Versions"]
print(f"states kept by versioning: {len(versions)}")
# --8<-- [end:idea]
