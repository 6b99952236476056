# needs: sqs
import boto3

sqs = boto3.client("sqs")
made = sqs.create_queue(QueueName="orders.fifo", Attributes={
    "FifoQueue": "true", "VisibilityTimeout": "30"})
url = made["QueueUrl"]


def send(body: str, group: str, deduplication: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group,
                     MessageDeduplicationId=deduplication)


def receive() -> list[dict]:
    return sqs.receive_message(QueueUrl=url).get("Messages", [])


send("ann: created", "ann", "1")
send("ann: created", "ann", "1")  # (1)!
send("ann: paid", "ann", "2")
send("bob: created", "bob", "3")
total = sqs.get_queue_attributes(
    QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
print("sent: 4, stored:", total["Attributes"]["ApproximateNumberOfMessages"])

[first] = receive()
print("worker 1 holds:", first["Body"])
[second] = receive()
print("worker 2 gets:", second["Body"])  # (2)!
print("worker 3 gets:", receive())
sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
[third] = receive()
print("after worker 1 deleted, worker 3 gets:", third["Body"])

for message in (second, third):
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
send("ann: created", "ann", "1")  # (3)!
again = "yes" if receive() else "no"
print("delivered again after the delete, by the emulator:", again)
assert second["Body"].startswith("bob") and third["Body"] == "ann: paid"
