// The yardstick in Node.js: follows every conference of the bridges that are its arguments, keeps what it is told in a map and
// acknowledges it. Node.js 22 has WebSocket built in; 20 has it behind --experimental-websocket.

const rosterElements = [
  "name", "uri", "state", "direction", "audioMuted", "videoMuted", "importance", "layout", "activeSpeaker", "presenter",
  "endpointRecording", "canMove", "canMoveToLobby", "movedParticipant", "movedParticipantCallBridge",
];
const callElements = [
  "name", "participants", "distributedInstances", "recording", "streaming", "endpointRecording", "lockState", "callType", "callCorrelator",
];

async function follow(bridge) {
  const answer = await fetch(new URL("/api/v1/authTokens", bridge), { method: "POST" });
  const token = answer.headers.get("X-Cisco-CMS-Auth-Token");
  const socket = new WebSocket(`ws://${new URL(bridge).host}/events/v1?authToken=${token}`);
  const entries = new Map();
  const subscriptions = [{ index: 0, type: "calls", elements: callElements }];
  let asked = 0;
  let requests = 0;

  function subscribe() {
    asked = subscriptions.length;
    socket.send(JSON.stringify({ type: "message", message: { messageId: ++requests, type: "subscribeRequest", subscriptions } }));
  }

  function keep(index, update) {
    const { participant, call, updateType, ...values } = update;
    const key = `${index}/${participant ?? call ?? ""}`;
    const known = entries.get(key);
    if (updateType === "remove") {
      entries.delete(key);
    } else if (known && updateType !== "add") {
      Object.assign(known, values);
    } else {
      entries.set(key, values);
      if (index === 0) {
        subscriptions.push({ index: subscriptions.length, type: "callRoster", call, elements: rosterElements });
        subscriptions.push({ index: subscriptions.length, type: "callInfo", call, elements: callElements });
      }
    }
  }

  socket.onopen = subscribe;
  socket.onmessage = ({ data }) => {
    const { message } = JSON.parse(data);
    if (!message) {
      return;
    }

    for (const update of message.updates ?? []) {
      keep(message.subscriptionIndex, update);
    }

    if (message.callInfo) {
      keep(message.subscriptionIndex, message.callInfo);
    }

    socket.send(JSON.stringify({ type: "messageAck", messageAck: { messageId: message.messageId, status: "success" } }));
    if (asked < subscriptions.length) {
      subscribe();
    }
  };
}

await Promise.all(process.argv.slice(2).map(follow));
