# needs: sqs
import json

import boto3

sqs = boto3.client("sqs")


def queue(name: str, **attributes: str) -> str:
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def receive(url: str, wait: int = 0) -> dict | None:
    asked = {"QueueUrl": url, "WaitTimeSeconds": wait, "AttributeNames": ["All"]}
    return (sqs.receive_message(**asked).get("Messages") or [None])[0]


def count(message: dict) -> str:
    return message["Attributes"]["ApproximateReceiveCount"]


dead = queue("jobs-dead")
arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])
arn = arn["Attributes"]["QueueArn"]
policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": "2"})
jobs = queue("jobs", VisibilityTimeout="1", RedrivePolicy=policy)
sqs.send_message(QueueUrl=jobs, MessageBody="invoice 7")

slow = receive(jobs)
print("a slow worker has it, receive count:", count(slow))
print("a second worker meanwhile:", receive(jobs))
other = receive(jobs, wait=3)  # (1)!
print("after the visibility timeout, receive count:", count(other))
print("another receipt handle:", slow["ReceiptHandle"] != other["ReceiptHandle"])

sqs.change_message_visibility(  # (2)!
    QueueUrl=jobs, ReceiptHandle=other["ReceiptHandle"], VisibilityTimeout=1)
gone = receive(jobs, wait=5)
print("a third receive finds:", gone)  # (3)!
in_dead = receive(dead, wait=2)
print("in the dead-letter queue:", in_dead and in_dead["Body"])
assert count(other) == "2" and in_dead and gone is None
